// SPDX-License-Identifier: GPL-2.0-or-later

import AddressSpace
import Checking
import Logic
import RangeFault
import Solver
import Specification

/// What a fix is good for: a violation that comes back when it is taken out, found by the solver and
/// by random scenarios.
public struct FixSearch: Codable, Sendable {
  /// The id of the fix.
  public var fix: String
  public var budget: Budget
  /// Whether rounds are searched, too, which takes many seconds for each fix.
  public var asksRounds: Bool

  public init(fix: String, budget: Budget, asksRounds: Bool = false) {
    self.fix = fix
    self.budget = budget
    self.asksRounds = asksRounds
  }
}

/// What was found of a fix.
public struct FixFinding: Codable, Sendable {
  public var fix: String
  /// The revision that it was taken out of.
  public var revision: String
  /// The first seed that breaks a clause, from 0 up; nil: none of ``FixFinding/seeds``.
  public var seed: UInt64?
  public var randomSeconds = 0.0
  /// The obligation that is refuted; nil: none.
  public var obligation: String?
  /// The clause that the solver's run breaks.
  public var clause: String?
  public var solverSeconds = 0.0
  /// A row for any length that is proved with the fix and not without it; nil: none.
  public var unbounded: String?
  public var roundSeconds = 0.0
  /// Why there can be none.
  public var roundsExempt: String?
  /// Why nothing was found, or what went wrong.
  public var problem: String?
  /// That no obligation is refuted means nothing: a question was not answered.
  public var isOpen = false
  /// hmmcheck disagreed with itself.
  public var isDisagreement = false

  public static let notAsked = "not asked"

  /// The row for any length that is not proved without the fix is the one that is named for it, or
  /// there is none because the revision has no such rows; or it was not asked for.
  public var isRowAsNamed: Bool {
    if roundsExempt == Self.notAsked { return true }
    return unbounded == Fix(id: fix)?.unboundedRow && (unbounded == nil) == (roundsExempt != nil)
  }

  /// How many seeds are tried.
  public static let seeds: UInt64 = 200_000
}

extension FixSearch {
  /// Searches, in this process.
  public func run() -> FixFinding {
    guard let fix = Fix(id: fix) else {
      return FixFinding(fix: fix, revision: "", problem: "there is no fix \(fix)")
    }
    var finding = FixFinding(fix: fix.id, revision: fix.shownIn.name)
    searchSeeds(fix, &finding)
    do {
      try searchModels(fix, &finding)
      if asksRounds {
        try searchRounds(fix, &finding)
      } else {
        finding.roundsExempt = FixFinding.notAsked
      }
    } catch let error as ProvingError {
      finding.problem = error.message
      finding.isDisagreement = true
    } catch {
      finding.problem = "\(error)"
      finding.isOpen = true
    }
    return finding
  }

  private func searchSeeds(_ fix: Fix, _ finding: inout FixFinding) {
    let begin = ContinuousClock.now
    var base = Walk<Concrete>(revision: fix.shownIn)
    var broken = Walk<Concrete>(revision: fix.shownIn.without([fix]))
    var generator = Generator(profile: Profile(revision: fix.shownIn))
    var scenario = Scenario(count: 0)
    finding.seed = (0..<FixFinding.seeds).first { seed in
      generator.draw(seed: seed, into: &scenario)
      let violated = broken.run(scenario).violated
      return !violated.isEmpty
        && !violated.subtracting(base.run(scenario).violated).isEmpty
    }
    finding.randomSeconds = (ContinuousClock.now - begin) / .seconds(1)
  }

  /// The sizes of the bounded obligations, the quickest first; each layout is one query.
  private func searchModels(_ fix: Fix, _ finding: inout FixFinding) throws {
    let begin = ContinuousClock.now
    defer { finding.solverSeconds = (ContinuousClock.now - begin) / .seconds(1) }
    let revision = fix.shownIn.without([fix])
    for size in BoundedSize.all {
      for skeleton in size.skeletons(revision) {
        let found = try ExpressionGraph.with { graph throws in
          try search(fix, revision, size, skeleton, graph, &finding)
        }
        if found { return }
      }
    }
    finding.problem = finding.problem ?? "no bounded obligation is refuted"
  }

  private func search(
    _ fix: Fix, _ revision: Revision, _ size: BoundedSize, _ skeleton: Skeleton,
    _ graph: ExpressionGraph, _ finding: inout FixFinding
  ) throws -> Bool {
    let scenario = SymbolicScenario(skeleton, for: revision, in: graph)
    let run = BoundedRun(
      scenario, revision: revision, restarts: size.restarts, mayBeEndless: size.isWhole)
    var assumptions = run.assumptions
    var broken = size.clauses.map { $0.isViolated(by: run.world) }
    if fix.shownIn != .conforming {
      // What breaks anyway is not this fix's.
      let base = BoundedRun(
        scenario, revision: fix.shownIn, restarts: size.restarts, mayBeEndless: size.isWhole)
      assumptions += base.assumptions
      for (index, clause) in size.clauses.enumerated() {
        broken[index] = broken[index] .& .!clause.isViolated(by: base.world)
      }
    }
    let any = broken.reduce(false) { $0 .| $1 }
    let query = Query(name: skeleton.name, assertions: assumptions + [any])
    let (answer, _) = try Z3.check(query, in: graph, budget: budget)
    switch answer {
    case .unsatisfiable: return false
    case .unknown(let reason):
      finding.problem = "\(size.name), \(skeleton.name): \(reason)"
      finding.isOpen = true
      return false
    case .satisfiable(let model):
      var evaluation = model.evaluation(of: graph)
      let clauses = try size.clauses.indices.filter { try evaluation.value(of: broken[$0]) }
      let clause = size.clauses[clauses[0]].id
      // It throws where the run does not break the clause.
      _ = try Refutation(
        try scenario.scenario(model), clause: clause, revision: revision, without: [fix.id])
      finding.obligation = "bounded.\(size.name).\(clause)"
      finding.clause = clause
      finding.problem = nil
      finding.isOpen = false
      return true
    }
  }
}
