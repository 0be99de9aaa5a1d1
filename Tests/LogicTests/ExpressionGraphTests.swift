// SPDX-License-Identifier: GPL-2.0-or-later

import Logic
import Testing

@Suite struct ExpressionGraphTests {
  let graph = ExpressionGraph()

  @Test func equalExpressionsAreOneNode() {
    let x = graph.variable("x", width: 64)
    let y = graph.variable("y", width: 64)
    #expect(graph.variable("x", width: 64) == x)
    #expect(graph.add(x, y) == graph.add(y, x))
    #expect(graph.and(x, y) == graph.and(y, x))
    #expect(graph.equal(x, y) == graph.equal(y, x))
    #expect(graph.constant(7, width: 8) == graph.constant(7 + 256, width: 8))
    #expect(graph.constant(7, width: 8) != graph.constant(7, width: 9))
    #expect(graph.subtract(x, y) != graph.subtract(y, x))
    let before = graph.count
    _ = graph.add(y, x)
    #expect(graph.count == before)
  }

  /// Equal expressions stay one node while the table grows several times.
  @Test func tableGrowthLosesNothing() {
    let x = graph.variable("x", width: 64)
    let make = { [graph] (k: UInt64) in graph.xor(x, graph.constant(k, width: 64)) }
    let first = (1...20_000).map(make)
    #expect(Set(first).count == 20_000)
    #expect((1...20_000).map(make) == first)
  }

  @Test func simplificationsOfBits() {
    let a = graph.variable("a", width: 1)
    let b = graph.variable("b", width: 1)
    let yes = ExpressionGraph.trueNode
    let no = ExpressionGraph.falseNode
    #expect(graph.not(graph.not(a)) == a)
    #expect(graph.and(a, graph.not(a)) == no)
    #expect(graph.or(a, graph.not(a)) == yes)
    #expect(graph.and(a, graph.or(b, a)) == a)
    #expect(graph.or(a, graph.and(graph.not(a), b)) == graph.or(a, b))
    #expect(graph.and(a, graph.and(b, a)) == graph.and(a, b))
    #expect(graph.and(a, graph.and(graph.not(a), b)) == no)
    #expect(graph.xor(graph.xor(a, b), a) == b)
    #expect(graph.xor(graph.not(a), b) == graph.not(graph.xor(a, b)))
    #expect(graph.select(a, yes, no) == a)
    #expect(graph.select(a, no, yes) == graph.not(a))
    #expect(graph.select(a, a, b) == graph.or(a, b))
    #expect(graph.select(a, b, graph.not(b)) == graph.not(graph.xor(a, b)))
    #expect(graph.equal(a, yes) == a)
    #expect(graph.lessThan(a, b) == graph.and(graph.not(a), b))
  }

  @Test func simplificationsOfVectors() {
    let x = graph.variable("x", width: 64)
    let y = graph.variable("y", width: 64)
    let k = { [graph] (value: UInt64) in graph.constant(value, width: 64) }
    #expect(graph.and(x, k(0)) == k(0))
    #expect(graph.and(x, k(.max)) == x)
    #expect(graph.or(x, k(.max)) == k(.max))
    #expect(graph.xor(x, x) == k(0))
    #expect(graph.xor(x, k(.max)) == graph.not(x))
    #expect(graph.subtract(x, x) == k(0))
    #expect(graph.subtract(graph.add(x, y), x) == y)
    #expect(graph.subtract(graph.add(x, k(5)), graph.add(x, k(3))) == k(2))
    #expect(graph.add(graph.add(x, k(5)), k(3)) == graph.add(x, k(8)))
    #expect(graph.subtract(x, k(1)) == graph.add(x, k(.max)))
    #expect(graph.and(graph.or(x, k(0xf0)), k(0x0f)) == graph.and(x, k(0x0f)))
    #expect(graph.and(graph.or(x, k(0xf0)), k(0x30)) == k(0x30))
    #expect(graph.shiftRight(graph.shiftRight(x, k(40)), k(24)) == k(0))
    #expect(graph.shiftLeft(graph.shiftLeft(x, k(4)), k(8)) == graph.shiftLeft(x, k(12)))
    #expect(graph.equal(x, x) == ExpressionGraph.trueNode)
    #expect(graph.equal(x, graph.add(x, k(1))) == ExpressionGraph.falseNode)
    #expect(graph.equal(graph.add(x, k(5)), k(3)) == graph.equal(x, k(3 &- 5)))
    #expect(graph.lessThan(x, k(0)) == ExpressionGraph.falseNode)
    #expect(graph.lessThan(k(.max), x) == ExpressionGraph.falseNode)
    let narrow = graph.variable("n", width: 8)
    let wide = graph.zeroExtend(narrow, to: 64)
    #expect(graph.truncate(wide, to: 8) == narrow)
    #expect(graph.extract(wide, low: 8, width: 8) == graph.constant(0, width: 8))
    #expect(graph.equal(wide, k(256)) == ExpressionGraph.falseNode)
    #expect(graph.lessThan(wide, k(256)) == ExpressionGraph.trueNode)
  }

  @Test func simplificationsOfMerges() {
    let c = graph.variable("c", width: 1)
    let d = graph.variable("d", width: 1)
    let x = graph.variable("x", width: 64)
    let y = graph.variable("y", width: 64)
    let z = graph.variable("z", width: 64)
    #expect(graph.select(c, x, x) == x)
    #expect(graph.select(graph.not(c), x, y) == graph.select(c, y, x))
    #expect(graph.select(c, graph.select(c, x, y), z) == graph.select(c, x, z))
    #expect(graph.select(c, x, graph.select(c, y, z)) == graph.select(c, x, z))
    #expect(graph.select(c, graph.select(d, x, y), y) == graph.select(graph.and(c, d), x, y))
    #expect(graph.select(c, x, graph.select(d, x, y)) == graph.select(graph.or(c, d), x, y))
  }

  /// A kind merged from known kinds is compared in the conditions, whatever it was before.
  @Test func predicatesOfKnownChoicesAreConditions() {
    let c = graph.variable("c", width: 1)
    let old = graph.variable("old", width: 8)
    let k = { [graph] (value: UInt64) in graph.constant(value, width: 8) }
    let kind = graph.select(c, k(3), k(5))
    #expect(graph.equal(kind, k(3)) == c)
    #expect(graph.equal(kind, k(4)) == ExpressionGraph.falseNode)
    #expect(graph.lessThan(kind, k(4)) == c)
    #expect(graph.member(kind, of: 0b10_1000) == ExpressionGraph.trueNode)
    let merged = graph.select(c, k(3), old)
    #expect(graph.equal(merged, k(3)) == graph.or(c, graph.equal(old, k(3))))
    let flag = graph.equal(graph.and(merged, k(2)), k(0))
    #expect(flag == graph.not(graph.or(c, graph.extract(old, low: 1, width: 1))))
  }

  @Test func operandsComeFirstAndHaveTheWidthsThatAreDocumented() {
    var random = SplitMix64(seed: 77)
    ExpressionGraph.with { graph in
      let registers = 0..<registerCount
      var machine = Machine<Symbolic>(
        bits: registers.map { graph.bit("bit\($0)") },
        bytes: registers.map { graph.byte("byte\($0)") },
        halves: registers.map { graph.half("half\($0)") },
        words: registers.map { graph.word("word\($0)") })
      machine.run(random.text(count: 400, depth: 2))
      #expect(graph.count > 500)
      checkStructure(of: graph)
    }
  }

  @Test func listingShowsTheCone() {
    let x = graph.variable("x", width: 8)
    _ = graph.variable("unused", width: 8)
    let sum = graph.add(x, graph.constant(3, width: 8))
    let bit = graph.extract(sum, low: 7, width: 1)
    #expect(
      graph.listing(of: [bit, sum]) == """
        n2 = variable.8 x
        n4 = constant.8 3
        n5 = add.8 n2 n4
        n6 = extract.1 n5 from 7
        """)
  }
}
