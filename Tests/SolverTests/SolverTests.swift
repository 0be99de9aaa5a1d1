// SPDX-License-Identifier: GPL-2.0-or-later

import Logic
import Solver
import Testing

/// All tests that ask Z3, one after the other: some of them measure what a check spends.
@Suite(.serialized) struct SolverTests {}

/// A graph with a query about it.
struct Problem {
  let graph = ExpressionGraph()
  var query: Query

  /// A query with the one assertion that `build` makes, a node of 1 bit.
  init(_ name: String = "problem", _ build: (ExpressionGraph) -> NodeID) {
    query = Query(name: name, assertions: [])
    query.assertions = [Symbolic.Bit(build(graph), of: graph)]
  }

  func check(
    _ budget: Budget = Budget(), tactic: Tactic = .standard
  ) throws -> (answer: Answer, spent: Spent) {
    try Z3.check(query, in: graph, budget: budget, tactic: tactic)
  }

  /// Two proper factors of the prime 2^61 - 1, by shifts and sums: there are none, and to find that
  /// out is far beyond any budget of a test.
  static var hard: Problem {
    Problem("hard") { graph in
      func number(_ value: UInt64) -> NodeID { graph.constant(value, width: 64) }
      let x = graph.zeroExtend(graph.variable("x", width: 32), to: 64)
      let y = graph.zeroExtend(graph.variable("y", width: 32), to: 64)
      var product = number(0)
      for bit in 0..<32 {
        let part = graph.shiftLeft(x, number(UInt64(bit)))
        let isSet = graph.extract(y, low: bit, width: 1)
        product = graph.add(product, graph.select(isSet, part, number(0)))
      }
      let goal = graph.equal(product, number(1 << 61 - 1))
      let isProper = graph.and(
        graph.lessThan(number(1), x), graph.lessThan(number(1), y))
      return graph.and(goal, isProper)
    }
  }
}
