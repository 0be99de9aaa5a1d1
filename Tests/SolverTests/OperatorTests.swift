// SPDX-License-Identifier: GPL-2.0-or-later

import Logic
import Testing

@testable import Solver

extension SolverTests {
  /// Each operation, lowered, against the evaluator of the graph.
  @Suite struct OperatorTests {
    /// Z3 and SMT-LIB agree with ``Evaluation`` on every pair of operands: one query says that the
    /// operation differs from its table somewhere, and another that it gives each value that it
    /// takes.
    @Test(arguments: Operator.all, 1...4)
    func tablesAgree(chosen: Operator, width: Int) throws {
      let table = try Table(chosen, width: width, operands: Array(0..<(1 << UInt64(width))))
      try table.check()
    }

    @Test(arguments: Operator.all, [8, 32, 64])
    func edgeValuesAgree(chosen: Operator, width: Int) throws {
      let all = UInt64.max >> UInt64(64 - width)
      let edges: [UInt64] = [
        0, 1, 2, UInt64(width) - 1, UInt64(width), UInt64(width) + 1, 63, 64, all / 2, all / 2 + 1,
        all - 1, all, 0x55aa_1234_8765_f00f & all,
      ]
      let operands = Set(edges.filter { $0 <= all }).sorted()
      try Table(chosen, width: width, operands: operands).check()
    }

    @Test func everyOperationIsTested() {
      var seen: Set<Logic.Operation> = []
      for chosen in Operator.all {
        for width in 1...4 {
          let graph = ExpressionGraph()
          let a = graph.variable("a", width: width)
          let b = graph.variable("b", width: width)
          let c = graph.variable("c", width: 1)
          let root = chosen.build(graph, a, b, c)
          for id in graph.cone(of: [root, graph.constant(0, width: 8)]) {
            seen.insert(graph[id].operation)
          }
        }
      }
      #expect(seen == Set(Logic.Operation.allCases))
    }
  }
}

/// An operation on two unknowns of one width and a bit.
struct Operator: Sendable, CustomTestStringConvertible {
  var name: String
  var build: @Sendable (ExpressionGraph, NodeID, NodeID, NodeID) -> NodeID
  var testDescription: String { name }

  static let all = [
    Operator(name: "not") { graph, a, _, _ in graph.not(a) },
    Operator(name: "and") { graph, a, b, _ in graph.and(a, b) },
    Operator(name: "or") { graph, a, b, _ in graph.or(a, b) },
    Operator(name: "xor") { graph, a, b, _ in graph.xor(a, b) },
    Operator(name: "add") { graph, a, b, _ in graph.add(a, b) },
    Operator(name: "subtract") { graph, a, b, _ in graph.subtract(a, b) },
    Operator(name: "shiftLeft") { graph, a, b, _ in graph.shiftLeft(a, b) },
    Operator(name: "shiftRight") { graph, a, b, _ in graph.shiftRight(a, b) },
    Operator(name: "equal") { graph, a, b, _ in graph.equal(a, b) },
    Operator(name: "lessThan") { graph, a, b, _ in graph.lessThan(a, b) },
    Operator(name: "select") { graph, a, b, c in graph.select(c, a, b) },
    Operator(name: "zeroExtend") { graph, a, _, _ in
      graph.zeroExtend(a, to: min(64, graph[a].width + 3))
    },
    Operator(name: "extract one") { graph, a, _, _ in
      graph.extract(a, low: graph[a].width - 1, width: 1)
    },
    Operator(name: "extract several") { graph, a, _, _ in
      graph.extract(a, low: min(1, graph[a].width - 1), width: max(1, graph[a].width - 2))
    },
  ]
}

/// An operation and its values, as the evaluator gives them.
private struct Table {
  let graph = ExpressionGraph()
  let a: NodeID
  let b: NodeID
  let c: NodeID
  let root: NodeID
  /// A row holds the values of a, b and c, and of the operation.
  var rows: [(UInt64, UInt64, UInt64, UInt64)] = []

  init(_ chosen: Operator, width: Int, operands: [UInt64]) throws {
    a = graph.variable("a", width: width)
    b = graph.variable("b", width: width)
    c = graph.variable("c", width: 1)
    root = chosen.build(graph, a, b, c)
    for x in operands {
      for y in operands {
        for z in 0...1 as ClosedRange<UInt64> {
          var evaluation = Evaluation(of: graph, under: ["a": x, "b": y, "c": z])
          rows.append((x, y, z, try evaluation.value(of: root)))
        }
      }
    }
  }

  private func isRow(_ row: (UInt64, UInt64, UInt64, UInt64)) -> NodeID {
    let width = graph[a].width
    let isPair = graph.and(
      graph.equal(a, graph.constant(row.0, width: width)),
      graph.equal(b, graph.constant(row.1, width: width)))
    return graph.and(isPair, graph.equal(c, graph.constant(row.2, width: 1)))
  }

  func check() throws {
    // The result is an unknown of its own that equals the operation, so that our simplifier has
    // no part in comparing it.
    let width = graph[root].width
    let result = graph.variable("result", width: width)
    let isResult = graph.equal(result, root)
    var isWrong = ExpressionGraph.falseNode
    var isRight = ExpressionGraph.falseNode
    for row in rows {
      let isValue = graph.equal(result, graph.constant(row.3, width: width))
      isWrong = graph.or(isWrong, graph.and(isRow(row), graph.not(isValue)))
      isRight = graph.or(isRight, graph.and(isRow(row), isValue))
    }
    let differs = query([isResult, isWrong])
    #expect(try Z3.check(differs, in: graph).answer == .unsatisfiable)
    // The model of this one is evaluated by the check.
    guard case .satisfiable = try Z3.check(query([isResult, isRight]), in: graph).answer else {
      Issue.record("no row of the table holds")
      return
    }
    guard ExternalSolver.z3.isInstalled else { return }
    let external = try ExternalSolver.z3.check(differs, in: graph, seconds: 60)
    #expect(external.verdict == .unsatisfiable)
  }

  private func query(_ nodes: [NodeID]) -> Query {
    Query(name: "table", assertions: nodes.map { Symbolic.Bit($0, of: graph) })
  }
}
