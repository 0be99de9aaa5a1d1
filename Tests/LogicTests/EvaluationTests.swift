// SPDX-License-Identifier: GPL-2.0-or-later

import Logic
import Testing

@Suite struct EvaluationTests {
  let graph = ExpressionGraph()

  /// Each node hangs from the one before it; a call for each level would overflow the stack.
  @Test func aChainOfAMillionNodes() throws {
    let start = graph.variable("x", width: 64)
    let step = graph.variable("y", width: 64)
    var node = start
    var expected: UInt64 = 10
    for index in 0..<500_000 {
      node = graph.add(node, step)
      expected &+= 7
      if index & 1 == 0 {
        node = graph.xor(node, start)
        expected ^= 10
      } else {
        node = graph.not(node)
        expected = ~expected
      }
    }
    #expect(graph.count > 900_000)
    var values = Evaluation(of: graph, under: ["x": 10, "y": 7])
    #expect(try values.value(of: node) == expected)
    #expect(graph.cone(of: [node]).count > 900_000)
  }

  /// Building must not overflow the stack either, where simplification looks downward.
  @Test func predicatesOfADeepChainOfChoices() throws {
    var kind = graph.variable("k", width: 8)
    var assignment: [String: UInt64] = ["k": 9]
    for index in 0..<100_000 {
      let condition = graph.variable("c\(index)", width: 1)
      kind = graph.select(condition, graph.constant(UInt64(index % 7), width: 8), kind)
      assignment["c\(index)"] = index == 4 ? 1 : 0
    }
    let four = graph.constant(4, width: 8)
    let nodes = [
      graph.equal(kind, four), graph.lessThan(kind, four), graph.member(kind, of: 1 << 4),
      graph.extract(kind, low: 2, width: 1),
      graph.equal(graph.and(kind, four), graph.constant(0, width: 8)),
    ]
    var values = Evaluation(of: graph, under: assignment)
    #expect(try nodes.map { try values.value(of: $0) } == [1, 0, 1, 1, 0])
  }

  @Test func masksThroughADeepChain() throws {
    var node = graph.variable("x", width: 64)
    let other = graph.variable("y", width: 64)
    for index in 0..<200_000 as Range<UInt64> {
      node = graph.or(node, graph.constant(2 << (index % 8), width: 64))
      node = graph.and(node, graph.constant(~(2 << (index * 3 % 8)), width: 64))
      node = graph.xor(node, graph.constant(2 << (index * 5 % 8), width: 64))
    }
    let bit = graph.equal(
      graph.and(node, graph.constant(1, width: 64)), graph.constant(1, width: 64))
    #expect(bit == graph.extract(graph.variable("x", width: 64), low: 0, width: 1))
    #expect(graph.and(node, other) != node)
  }

  @Test func anUnassignedVariableIsAnError() throws {
    let x = graph.variable("x", width: 8)
    let y = graph.variable("y", width: 8)
    var values = Evaluation(of: graph, under: ["x": 1, "z": 2])
    #expect(throws: EvaluationError.unassigned(variable: "y")) {
      try values.value(of: graph.add(x, y))
    }
    #expect(try values.value(of: graph.not(x)) == 254)
    #expect(EvaluationError.unassigned(variable: "y").description == "variable y has no value")
  }

  @Test func aNumberTooWideIsAnError() {
    let x = graph.variable("x", width: 8)
    var values = Evaluation(of: graph, under: ["x": 256])
    #expect(throws: EvaluationError.outOfRange(variable: "x", value: 256, width: 8)) {
      try values.value(of: x)
    }
  }

  @Test func nodesMadeLaterAreFound() throws {
    let x = graph.variable("x", width: 8)
    var values = Evaluation(of: graph, under: ["x": 3])
    #expect(try values.value(of: x) == 3)
    #expect(try values.value(of: graph.add(x, x)) == 6)
  }
}
