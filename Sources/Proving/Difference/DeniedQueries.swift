// SPDX-License-Identifier: GPL-2.0-or-later

import Logic
import Solver

/// Queries of one graph, each asked once: what a solver has denied, and what the expressions deny by
/// themselves, needs no second answer.
struct DeniedQueries {
  enum Outcome {
    /// Both calls are one expression, or the query was denied before.
    case folded
    case denied
    case found(Model)
    /// The solver gave up, for a reason.
    case open(String)
  }

  let graph: ExpressionGraph
  let budget: Budget
  private var denied: Set<NodeID> = []
  private var weakened: WeakerQueries

  init(in graph: ExpressionGraph, budget: Budget) {
    self.graph = graph
    self.budget = budget
    weakened = WeakerQueries(of: graph)
  }

  mutating func ask(_ query: Query) throws(SolverError) -> Outcome {
    let whole = query.assertions.reduce(true) { $0 .& $1 }
    let node = whole.node(in: graph)
    if whole.constant == false || denied.contains(node) { return .folded }
    switch try Z3.check(claim: query, &weakened, budget: budget).answer {
    case .unsatisfiable:
      denied.insert(node)
      return .denied
    case .unknown(let reason): return .open(reason)
    case .satisfiable(let model): return .found(model)
    }
  }
}
