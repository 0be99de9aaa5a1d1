// SPDX-License-Identifier: GPL-2.0-or-later

import Logic
import Testing

/// What a value says of how it is written.
struct ShapeTests {
  @Test func vectors() {
    ExpressionGraph.with { graph in
      let (x, y, c) = (graph.word("x"), graph.word("y"), graph.bit("c"))
      guard case .known(5) = Symbolic.Word(constant: 5).shape else {
        Issue.record("a known number")
        return
      }
      guard case .other = x.shape else {
        Issue.record("an unknown")
        return
      }
      guard case .choice(let condition, let a, let b) = Symbolic.Word.select(c, x, y).shape else {
        Issue.record("a choice")
        return
      }
      #expect(condition.description == c.description)
      #expect(a.description == x.description && b.description == y.description)
      guard case .sum(let left, let right) = (x &- y).shape else {
        Issue.record("a difference")
        return
      }
      #expect(left.description == x.description)
      #expect((right &+ y).constant == 0)
    }
    guard case .known(7) = (7 as UInt64).shape else {
      Issue.record("a concrete number")
      return
    }
  }

  @Test func bits() {
    ExpressionGraph.with { graph in
      let (c, d) = (graph.bit("c"), graph.bit("d"))
      #expect(c.literal?.identity == (.!c).literal?.identity)
      #expect(c.literal?.isInverted == false && (.!c).literal?.isInverted == true)
      #expect(c.literal?.identity != d.literal?.identity)
      #expect(Symbolic.Bit(constant: true).literal == nil)
      #expect(true.literal == nil)
    }
  }
}
