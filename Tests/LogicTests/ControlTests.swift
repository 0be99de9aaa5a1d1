// SPDX-License-Identifier: GPL-2.0-or-later

import Logic
import Testing

/// Which sides of a branch and which turns of a loop are run, and on what.
@Suite struct ControlTests {
  @Test func aKnownConditionRunsOneSide() {
    var sides: [String] = []
    var state: Symbolic.Word = 1
    Symbolic.branch(true, &state, { _ in sides.append("then") }, { _ in sides.append("else") })
    Symbolic.branch(false, &state, { _ in sides.append("then") }, { _ in sides.append("else") })
    #expect(sides == ["then", "else"])
  }

  @Test func anUnknownConditionRunsBothOnCopies() throws {
    try ExpressionGraph.with { graph throws in
      var state: Symbolic.Word = 1
      branch(graph.bit("c"), &state, { $0 = $0 &+ 1 }, else: { $0 = $0 &+ 10 })
      for (bit, expected) in [(0, 11), (1, 2)] as [(UInt64, UInt64)] {
        var evaluation = Evaluation(of: graph, under: ["c": bit])
        #expect(try evaluation.value(of: state) == expected)
      }
    }
  }

  @Test func whatNoSideChangesIsNotMerged() {
    ExpressionGraph.with { graph in
      let before = graph.word("x")
      var state = [before, graph.word("y")]
      let condition = graph.bit("c")
      let count = graph.count
      var other = state
      other[1] = 0
      state.merge(condition, else: other)
      #expect(state[0].node(in: graph) == before.node(in: graph))
      #expect(graph.count == count + 2)
    }
  }

  @Test func aKnownLoopEndsWhereItsConditionFails() {
    var turns: [Int] = []
    var state: Symbolic.Word = 0
    loop(from: 2, to: 9, &state, while: { _, index in SymbolicBit(constant: index != 5) }) {
      turns.append($1)
    }
    #expect(turns == [2, 3, 4])
    loop(from: .init(constant: .max), to: 9, &state, while: { _, _ in true }) { turns.append($1) }
    #expect(turns == [2, 3, 4])
  }

  @Test func anUnknownStartVisitsEveryIndex() throws {
    try ExpressionGraph.with { graph throws in
      var turns: [Int] = []
      var state: Symbolic.Word = 0
      loop(from: graph.word("from"), to: 4, &state, while: { _, _ in true }) {
        turns.append($1)
        $0 = $0 | Symbolic.Word(constant: 1 << UInt64($1))
      }
      #expect(turns == [0, 1, 2, 3])
      let expected: [(UInt64, UInt64)] = [(0, 15), (2, 12), (3, 8), (4, 0), (.max, 0)]
      for (from, visited) in expected {
        var evaluation = Evaluation(of: graph, under: ["from": from])
        #expect(try evaluation.value(of: state) == visited)
      }
    }
  }

  /// A failure is final even where the condition would hold again at a later index.
  @Test func aFailedConditionEndsTheLoopForGood() throws {
    try ExpressionGraph.with { graph throws in
      let hole = graph.word("hole")
      var looks = 0
      var state: Symbolic.Word = 0
      loop(
        from: graph.word("from"), to: 4, &state,
        while: { _, index in
          looks += 1
          return hole .!= Symbolic.Word(constant: UInt64(index))
        },
        { $0 = $0 | Symbolic.Word(constant: 1 << UInt64($1)) })
      #expect(looks == 4)
      for from in 0..<5 as Range<UInt64> {
        for hole in 0..<5 as Range<UInt64> {
          var concrete: UInt64 = 0
          loop(from: from, to: 4, &concrete, while: { hole != UInt64($1) }) {
            $0 |= 1 << UInt64($1)
          }
          var evaluation = Evaluation(of: graph, under: ["from": from, "hole": hole])
          #expect(try evaluation.value(of: state) == concrete)
        }
      }
    }
  }

  @Test func aLoopThatHasSurelyEndedIsLeft() {
    ExpressionGraph.with { graph in
      var looks = 0
      var state = graph.word("x")
      loop(
        from: 0, to: 1000, &state,
        while: { _, index in
          looks += 1
          return index < 3 ? graph.bit("c\(index)") : false
        }, { _, _ in })
      #expect(looks == 4)
    }
  }

  @Test func inlineArraysAreMerged() throws {
    try ExpressionGraph.with { graph throws in
      var words: InlineArray<2, Symbolic.Word> = [1, 2]
      words.merge(graph.bit("c"), else: [1, 7])
      var bits: InlineArray<1, Symbolic.Bit> = [true]
      bits.merge(graph.bit("c"), else: [false])
      var evaluation = Evaluation(of: graph, under: ["c": 0])
      #expect(words[0].constant == 1)
      #expect(try evaluation.value(of: words[1]) == 7)
      #expect(try evaluation.value(of: bits[0]) == false)
    }
  }
}
