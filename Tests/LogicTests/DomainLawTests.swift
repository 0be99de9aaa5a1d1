// SPDX-License-Identifier: GPL-2.0-or-later

import Logic
import Testing

/// The law of a domain: running a text symbolically and evaluating what comes out gives what the
/// concrete run gives.
@Suite struct DomainLawTests {
  @Test(arguments: 0..<8 as Range<UInt64>)
  func expressionsAgree(seed: UInt64) throws {
    var random = SplitMix64(seed: seed)
    for _ in 0..<100 {
      let text = random.text(count: 40, depth: 0)
      try compare(text, &random, assignments: 10)
    }
  }

  @Test(arguments: 100..<108 as Range<UInt64>)
  func programsAgree(seed: UInt64) throws {
    var random = SplitMix64(seed: seed)
    for _ in 0..<60 {
      let text = random.text(count: 12, depth: 3)
      try compare(text, &random, assignments: 10)
    }
  }

  /// Runs `text` once symbolically, some registers known and some not, and then concretely for each
  /// assignment.
  private func compare(
    _ text: [Statement], _ random: inout SplitMix64, assignments: Int
  ) throws {
    let unknown = random.next() | random.next()
    var numbers = randomMachine(&random)
    try ExpressionGraph.with { graph throws in
      var terms = symbolicMachine(numbers, unknown, graph)
      terms.run(text)
      for _ in 0..<assignments {
        let fresh = randomMachine(&random)
        let names = assign(fresh, unknown, to: &numbers)
        var evaluation = Evaluation(of: graph, under: names)
        var expected = numbers
        expected.run(text)
        var actual = expected
        for index in 0..<registerCount {
          actual.bits[index] = try evaluation.value(of: terms.bits[index])
          actual.bytes[index] = UInt8(try evaluation.value(of: terms.bytes[index]))
          actual.halves[index] = UInt32(try evaluation.value(of: terms.halves[index]))
          actual.words[index] = try evaluation.value(of: terms.words[index])
        }
        guard
          actual.bits == expected.bits, actual.bytes == expected.bytes,
          actual.halves == expected.halves, actual.words == expected.words
        else {
          Issue.record("\(actual) is not \(expected), from \(numbers) by \(text)")
          return
        }
      }
    }
  }

  private func randomMachine(_ random: inout SplitMix64) -> Machine<Concrete> {
    let registers = 0..<registerCount
    return Machine(
      bits: registers.map { _ in random.next() & 1 == 1 },
      bytes: registers.map { _ in UInt8(random.value(width: 8)) },
      halves: registers.map { _ in UInt32(random.value(width: 32)) },
      words: registers.map { _ in random.value(width: 64) })
  }

  /// The registers that `unknown` has a one for are variables; the others have their number.
  private func symbolicMachine(
    _ numbers: Machine<Concrete>, _ unknown: UInt64, _ graph: ExpressionGraph
  ) -> Machine<Symbolic> {
    let registers = 0..<registerCount
    func isUnknown(_ group: Int, _ index: Int) -> Bool { unknown >> (group * 16 + index) & 1 == 1 }
    return Machine(
      bits: registers.map {
        isUnknown(0, $0) ? graph.bit("bit\($0)") : SymbolicBit(constant: numbers.bits[$0])
      },
      bytes: registers.map {
        isUnknown(1, $0)
          ? graph.byte("byte\($0)") : Symbolic.Byte(constant: UInt64(numbers.bytes[$0]))
      },
      halves: registers.map {
        isUnknown(2, $0)
          ? graph.half("half\($0)") : Symbolic.Half(constant: UInt64(numbers.halves[$0]))
      },
      words: registers.map {
        isUnknown(3, $0) ? graph.word("word\($0)") : Symbolic.Word(constant: numbers.words[$0])
      })
  }

  /// Gives the unknown registers of `numbers` the values of `fresh`, and all values their names.
  private func assign(
    _ fresh: Machine<Concrete>, _ unknown: UInt64, to numbers: inout Machine<Concrete>
  ) -> [String: UInt64] {
    var names: [String: UInt64] = [:]
    for index in 0..<registerCount {
      if unknown >> index & 1 == 1 { numbers.bits[index] = fresh.bits[index] }
      if unknown >> (16 + index) & 1 == 1 { numbers.bytes[index] = fresh.bytes[index] }
      if unknown >> (32 + index) & 1 == 1 { numbers.halves[index] = fresh.halves[index] }
      if unknown >> (48 + index) & 1 == 1 { numbers.words[index] = fresh.words[index] }
      names["bit\(index)"] = numbers.bits[index].number
      names["byte\(index)"] = UInt64(numbers.bytes[index])
      names["half\(index)"] = UInt64(numbers.halves[index])
      names["word\(index)"] = numbers.words[index]
    }
    return names
  }

  @Test(arguments: 200..<204 as Range<UInt64>)
  func knownProgramsMakeNoNodes(seed: UInt64) {
    var random = SplitMix64(seed: seed)
    for _ in 0..<50 {
      let text = random.text(count: 12, depth: 3)
      let numbers = randomMachine(&random)
      ExpressionGraph.with { graph in
        let before = graph.count
        var terms = symbolicMachine(numbers, 0, graph)
        terms.run(text)
        var expected = numbers
        expected.run(text)
        #expect(graph.count == before)
        #expect(terms.words.map { $0.constant } == expected.words)
        #expect(terms.bits.map { $0.constant } == expected.bits)
      }
    }
  }
}
