// SPDX-License-Identifier: GPL-2.0-or-later

import AddressSpace
import Checking
import Logic
import RangeFault
import Solver

/// Asks a solver for scenarios that two targets treat differently, where one of them at least is the
/// text of a kernel: in each kind of difference that random scenarios have not shown.
public struct TargetProof {
  /// A scenario that the shrinker cannot make smaller.
  public struct Difference: Equatable, Sendable {
    public var kind: DifferenceKind
    public var scenario: Scenario
  }

  /// What the solver said.
  public struct Outcome: Sendable {
    /// Smallest scenarios, one for each kind that differs.
    public var differences: [Difference] = []
    /// Questions asked.
    public var questions = 0
    /// Those of them that needed no solver: both calls are one expression.
    public var folded = 0
    /// Questions that are not answered, by name, with the reason.
    public var open: [(question: String, reason: String)] = []
    /// The kinds that were asked about.
    public var kinds: [DifferenceKind] = []

    public init() {}

    /// There is no other difference of these kinds within the bounds.
    public var isComplete: Bool { questions > 0 && open.isEmpty }
  }

  private let older: Target
  private let newer: Target
  private let bounds: DifferenceBounds
  private let common: Revision
  private var comparison: TargetComparison
  private var outcome = Outcome()

  public init(_ older: Target, _ newer: Target, _ bounds: DifferenceBounds = DifferenceBounds()) {
    self.older = older
    self.newer = newer
    self.bounds = bounds
    common = RevisionPair(older.revision, newer.revision).common
    comparison = TargetComparison(older, newer)
  }

  /// Asks until a difference of each kind is found, or the bounds are reached.
  ///
  /// - Parameter kinds: those to ask about.
  /// - Throws: ``ProvingError`` where the solver's scenario does not differ when it is run, and
  ///   `SolverError` where the solver fails.
  public mutating func run(_ kinds: [DifferenceKind]) throws -> Outcome {
    outcome.kinds = kinds
    var open = kinds
    for pages in 1...max(bounds.pages, 1) {
      for skeleton in Skeleton.all(pages: pages, for: common) {
        try ask(skeleton, .init(faults: pages == 1 ? 1 : 0), restarts: bounds.restarts, &open)
        if pages == 1 && bounds.event { try ask(skeleton, .init(events: 1), restarts: 1, &open) }
      }
    }
    return outcome
  }

  private mutating func ask(
    _ skeleton: Skeleton, _ script: Skeleton.Script, restarts: Int, _ kinds: inout [DifferenceKind]
  ) throws {
    // Combinations share their unknowns, so that what is one question in two of them is asked once.
    let graph = ExpressionGraph()
    var queries = DeniedQueries(in: graph, budget: bounds.budget)
    let variants = BoundedSize.variants(skeleton, common).map { $0.with(script) }
    for variant in variants.flatMap(\.casesOfTables) {
      let scenario = SymbolicScenario(variant, for: common, in: graph)
      let bounded = [older, newer].map { BoundedRun(scenario, target: $0, restarts: restarts) }
      let runs = bounded.map(\.world)
      let lost = runs.reduce(false as Symbolic.Bit) { $0 .| $1.ghost.notUnderstood }
      let calls = Comparison(one: runs[0], other: runs[1])
      let common =
        [scenario.isValid] + runs.map { .!$0.ghost.endless }
      for kind in kinds {
        let question = Query(
          name: "\(kind.rawValue) of \(variant.name)",
          assertions: common + [.!lost, calls.differ(in: kind)])
        guard let found = try answer(question, scenario, &queries) else { continue }
        guard let smallest = comparison.smallest(found, kind) else {
          throw ProvingError("\(question.name): the solver's scenario does not differ")
        }
        outcome.differences.append(Difference(kind: kind, scenario: smallest))
        kinds.removeAll { $0 == kind }
      }
      // A loop that was not followed to its end counts as endless, and is no part of what was compared.
      for guarded in bounded.flatMap(\.guards) {
        let unread = Query(name: "text of \(variant.name)", assertions: guarded.assertions)
        if try answer(unread, scenario, &queries) != nil {
          outcome.open.append((unread.name, "text that is not understood is reached"))
        }
      }
    }
  }

  /// A scenario that satisfies a query; nil where there is none, or the solver gave up.
  private mutating func answer(
    _ query: Query, _ scenario: SymbolicScenario, _ queries: inout DeniedQueries
  ) throws -> Scenario? {
    outcome.questions += 1
    switch try queries.ask(query) {
    case .folded:
      outcome.folded += 1
      return nil
    case .denied: return nil
    case .open(let reason):
      outcome.open.append((query.name, reason))
      return nil
    case .found(let model): return try scenario.scenario(model)
    }
  }
}
