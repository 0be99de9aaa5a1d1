// SPDX-License-Identifier: GPL-2.0-or-later

import Logic
import Testing

/// The operators of the graph itself at 1 to 4 bits, on all values: here they are compared with
/// arithmetic written for the purpose.
@Suite struct NarrowNodeTests {
  @Test(arguments: 1...4)
  func operatorsOfTwoAgree(width: Int) throws {
    let size = 1 << width
    let graph = ExpressionGraph()
    let x = graph.variable("x", width: width)
    let y = graph.variable("y", width: width)
    for binary in BinaryOperator.all {
      let both = binary.build(graph, x, y)
      let same = binary.build(graph, x, x)
      let inverted = binary.build(graph, x, graph.not(x))
      for a in 0..<size {
        let known = graph.constant(UInt64(a), width: width)
        let leftKnown = binary.build(graph, known, y)
        for b in 0..<size {
          let folded = binary.build(graph, known, graph.constant(UInt64(b), width: width))
          let rightKnown = binary.build(graph, x, graph.constant(UInt64(b), width: width))
          var values = Evaluation(of: graph, under: ["x": UInt64(a), "y": UInt64(b)])
          let expected = UInt64(binary.meaning(a, b, size))
          for node in [both, folded, leftKnown, rightKnown] {
            #expect(try values.value(of: node) == expected, "\(binary.name) \(a) \(b)")
          }
          #expect(graph[folded].value == expected)
        }
        var values = Evaluation(of: graph, under: ["x": UInt64(a)])
        #expect(try values.value(of: same) == UInt64(binary.meaning(a, a, size)))
        let complement = size - 1 - a
        #expect(try values.value(of: inverted) == UInt64(binary.meaning(a, complement, size)))
      }
    }
  }

  @Test(arguments: 1...4)
  func resizingAgrees(width: Int) throws {
    let graph = ExpressionGraph()
    let x = graph.variable("x", width: width)
    for target in width...8 {
      let wide = graph.zeroExtend(x, to: target)
      for low in 0..<target {
        for length in 1...(target - low) {
          let part = graph.extract(wide, low: low, width: length)
          #expect(graph[part].width == length)
          for a in 0..<UInt64(1 << width) {
            var values = Evaluation(of: graph, under: ["x": a])
            #expect(try values.value(of: part) == a >> UInt64(low) & (1 << UInt64(length) - 1))
          }
        }
      }
    }
  }

  @Test(arguments: 1...7)
  func membershipAgrees(width: Int) throws {
    let graph = ExpressionGraph()
    let x = graph.variable("x", width: width)
    var random = SplitMix64(seed: 9)
    let sets = [0, 1, .max, 1 << 63, .max << 60] + (0..<20).map { _ in random.next() }
    let nodes = sets.map { graph.member(x, of: $0) }
    for a in 0..<UInt64(1 << width) {
      var values = Evaluation(of: graph, under: ["x": a])
      for (set, node) in zip(sets, nodes) {
        #expect(try values.value(of: node) == (a < 64 ? set >> a & 1 : 0))
      }
    }
    checkStructure(of: graph)
  }
}
