// SPDX-License-Identifier: GPL-2.0-or-later

import AddressSpace
import Logic
import RangeFault
import Solver

/// Is there a scenario on which two revisions differ in a kind, with the changes made in the older
/// one that earlier differences of the kind belong to?
struct DifferenceQuestion {
  let kind: DifferenceKind
  let query: Query
  /// The same for scenarios on which the older revision as it is differs too.
  let genuine: Query
}

/// The calls of two revisions on the unknown scenarios of one skeleton.
struct SkeletonRuns {
  let graph: ExpressionGraph
  let scenario: SymbolicScenario
  private let pair: RevisionPair
  private let restarts: Int
  private let older: World<Symbolic>
  private let newer: World<Symbolic>
  /// Runs of the older revision with changes made.
  private var changed: [(changes: [Change], world: World<Symbolic>)] = []

  init(_ skeleton: Skeleton, _ pair: RevisionPair, restarts: Int, in graph: ExpressionGraph) {
    self.graph = graph
    self.pair = pair
    self.restarts = restarts
    scenario = SymbolicScenario(skeleton, for: pair.common, in: graph)
    older = BoundedRun(scenario, revision: pair.older, restarts: restarts).world
    newer = BoundedRun(scenario, revision: pair.newer, restarts: restarts).world
  }

  /// The question for a kind. Calls that do not end within their restarts are left out.
  ///
  /// - Parameter blocked: the changes that are made in the older revision.
  mutating func question(_ kind: DifferenceKind, _ blocked: [Change]) -> DifferenceQuestion {
    let world = run(blocked)
    let query = Query(
      name: "\(kind.rawValue) of \(scenario.skeleton.name)",
      assertions: [
        Comparison(one: world, other: newer).differ(in: kind), scenario.isValid,
        .!world.ghost.endless, .!newer.ghost.endless,
      ])
    var genuine = query
    genuine.assertions.append(Comparison(one: older, other: newer).differ(in: kind))
    genuine.assertions.append(.!older.ghost.endless)
    return DifferenceQuestion(kind: kind, query: query, genuine: genuine)
  }

  private mutating func run(_ changes: [Change]) -> World<Symbolic> {
    if changes.isEmpty { return older }
    if let known = changed.first(where: { $0.changes == changes }) { return known.world }
    let run = BoundedRun(scenario, revision: pair.older(with: changes), restarts: restarts)
    changed.append((changes, run.world))
    return run.world
  }
}
