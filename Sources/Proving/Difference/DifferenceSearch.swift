// SPDX-License-Identifier: GPL-2.0-or-later

import AddressSpace
import Checking
import Logic
import RangeFault
import Solver

/// Looks for the differences of two revisions: one for each kind and each change that it belongs to.
///
/// Whenever a difference is found, what it belongs to is made in the older revision, and the search
/// goes on for those that are still there. Random scenarios find most of them, fast; the solver is
/// then asked for the others, and in the end for the proof that there is none.
public struct DifferenceSearch {
  private let pair: RevisionPair
  private let bounds: DifferenceBounds
  private var trial: DifferenceTrial
  /// What the differences found so far belong to.
  private var blocked: [DifferenceKind: [Change]] = [:]
  private var report: DifferenceReport

  public init(_ pair: RevisionPair, _ bounds: DifferenceBounds = DifferenceBounds()) {
    self.pair = pair
    self.bounds = bounds
    trial = DifferenceTrial(pair)
    report = DifferenceReport(pair, bounds)
  }

  /// Runs the search.
  ///
  /// - Throws: ``ProvingError`` where the solver's scenario does not differ when it is run, and
  ///   `SolverError` where the solver fails.
  public mutating func run() throws -> DifferenceReport {
    if !pair.changes.isEmpty { searchAtRandom() }
    for pages in 1...max(bounds.pages, 1) {
      for skeleton in Skeleton.all(pages: pages, for: pair.common) {
        try ask(skeleton, .init(faults: pages == 1 ? 1 : 0), restarts: bounds.restarts)
        if pages == 1 && bounds.event { try ask(skeleton, .init(events: 1), restarts: 1) }
        if report.limitReached { return finished() }
      }
    }
    return finished()
  }

  private func finished() -> DifferenceReport {
    var report = report
    let order = DifferenceKind.allCases
    func rank(_ difference: Difference) -> (Int, Measure) {
      (order.firstIndex(of: difference.kind) ?? 0, Measure(difference.scenario, walks: 0))
    }
    report.differences.sort { rank($0) < rank($1) }
    return report
  }

  // MARK: Random scenarios

  /// Runs random scenarios. They may be larger than what the solver is asked about; what they are
  /// shrunk to seldom is.
  private mutating func searchAtRandom() {
    var generator = Generator(
      profile: Profile(revision: pair.common, maximumPages: max(bounds.pages, 4)))
    var scenario = Scenario(count: 0)
    for seed in 0..<bounds.seeds {
      generator.draw(seed: seed, into: &scenario)
      scenario.passes = 1
      for kind in DifferenceKind.allCases {
        trial.run(scenario)
        while trial.differ(in: kind), isNew(scenario, kind) {
          record(scenario, kind)
          if report.limitReached { return }
          trial.run(scenario)
        }
      }
    }
  }

  /// The difference is still there with the blocked changes made.
  private mutating func isNew(_ scenario: Scenario, _ kind: DifferenceKind) -> Bool {
    let blocked = blocked[kind, default: []]
    return blocked.isEmpty || trial.differ(in: kind, after: blocked, scenario)
  }

  /// Shrinks a new difference, and blocks what it belongs to.
  private mutating func record(_ scenario: Scenario, _ kind: DifferenceKind) {
    var shrinker = DifferenceShrinker(scenario, kind, blocked: blocked[kind, default: []], trial)
    shrinker.shrink()
    let found = Difference(
      kind: kind, attribution: shrinker.attribution, scenario: shrinker.scenario)
    report.differences.append(found)
    for change in found.attribution.blocked where !blocked[kind, default: []].contains(change) {
      blocked[kind, default: []].append(change)
    }
    report.limitReached = report.differences.count >= bounds.limit
  }

  // MARK: The solver

  /// Asks for differences on one skeleton, with each combination of what the revisions can see,
  /// until there is none.
  private mutating func ask(
    _ skeleton: Skeleton, _ script: Skeleton.Script, restarts: Int
  ) throws {
    // Combinations share their unknowns: where one makes no difference to either run, its questions
    // are those of another.
    let graph = ExpressionGraph()
    var queries = DeniedQueries(in: graph, budget: bounds.budget)
    for variant in BoundedSize.variants(skeleton, pair.common) {
      var runs = SkeletonRuns(variant.with(script), pair, restarts: restarts, in: graph)
      for kind in DifferenceKind.allCases {
        while !report.limitReached {
          let question = runs.question(kind, blocked[kind, default: []])
          guard let found = try answer(question, runs, &queries) else { break }
          trial.run(found)
          guard trial.differ(in: kind), isNew(found, kind) else {
            throw ProvingError("\(question.query.name): the solver's scenario does not differ")
          }
          record(found, kind)
        }
      }
    }
  }

  /// A scenario with a difference; nil where there is none, or the solver gave up.
  private mutating func answer(
    _ question: DifferenceQuestion, _ runs: SkeletonRuns, _ queries: inout DeniedQueries
  ) throws -> Scenario? {
    report.questions += 1
    for query in [question.query, question.genuine] {
      switch try queries.ask(query) {
      case .folded:
        report.folded += 1
        return nil
      case .denied: return nil
      case .open(let reason):
        report.open.append((query.name, reason))
        return nil
      case .found(let model):
        let found = try runs.scenario.scenario(model)
        trial.run(found)
        if trial.differ(in: question.kind) { return found }
      // The changes that are blocked brought this one about: it is none of the two revisions.
      }
    }
    throw ProvingError("\(question.query.name): the solver's scenario does not differ")
  }
}
