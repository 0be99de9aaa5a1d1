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

  /// What is merged of few numbers is written as one choice for each but the last.
  @Test func choicesBetweenNumbers() throws {
    try ExpressionGraph.with { graph throws in
      let (x, c, d) = (graph.word("x"), graph.bit("c"), graph.bit("d"))
      func known(_ number: UInt64) -> Symbolic.Word { Symbolic.Word(constant: number) }
      func either(_ a: Symbolic.Word, _ b: Symbolic.Word) -> Symbolic.Word { .select(d, a, b) }
      let tree = Symbolic.Word.select(c, either(known(4), known(8)), either(known(8), known(12)))
      let chain = tree.asChoice(ofAtMost: 3)
      guard case .choice(_, let first, let rest) = chain.shape,
        case .choice(_, let second, let third) = rest.shape
      else {
        Issue.record("a chain of three")
        return
      }
      #expect(first.constant == 4 && second.constant == 8 && third.constant == 12)
      // A loop that counts from there to an end among known ones is known to be over.
      #expect((chain &+ 8 .< either(known(12), known(8))).constant == false)
      #expect((chain.shiftedRight(2) .== either(known(4), known(5))).constant == false)
      let (sum, quarter) = (chain &+ 7, chain.shiftedRight(2))
      let assignments: [(c: UInt64, d: UInt64, number: UInt64)] = [
        (1, 1, 4), (1, 0, 8), (0, 1, 8), (0, 0, 12),
      ]
      for (c, d, number) in assignments {
        var evaluation = Evaluation(of: graph, under: ["c": c, "d": d])
        #expect(try evaluation.value(of: chain) == number)
        #expect(try evaluation.value(of: sum) == number + 7)
        #expect(try evaluation.value(of: quarter) == number >> 2)
      }
      #expect(tree.asChoice(ofAtMost: 2).description == tree.description)
      let open = Symbolic.Word.select(c, x, 1)
      #expect(open.asChoice(ofAtMost: 9).description == open.description)
      #expect(known(5).asChoice(ofAtMost: 1).constant == 5)
    }
    #expect((7 as UInt64).asChoice(ofAtMost: 1) == 7)
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
