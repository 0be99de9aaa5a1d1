// SPDX-License-Identifier: GPL-2.0-or-later

import Logic
import Testing

/// Every operator at edge values: what the symbolic domain gives is what the concrete one gives,
/// whichever of the operands are known while the expression is built.
@Suite struct OperatorTests {
  @Test(arguments: Knowledge.allCases)
  func vectorOperatorsAgree(known: Knowledge) throws {
    try check(UInt8.self, SymbolicVector<8>.self, known)
    try check(UInt32.self, SymbolicVector<32>.self, known)
    try check(UInt64.self, SymbolicVector<64>.self, known)
  }

  private func check<Number: ConcreteVector, let bits: Int>(
    _: Number.Type, _: SymbolicVector<bits>.Type, _ known: Knowledge
  ) throws {
    for a in edgeValues(width: bits) {
      for b in edgeValues(width: bits) {
        for condition in [false, true] {
          let numbers = Operands<Concrete, Number>(
            a: Number(constant: a), b: Number(constant: b), condition: condition)
          try compare(numbers, SymbolicVector<bits>.self, known)
        }
      }
    }
  }

  private func compare<Number: ConcreteVector, let bits: Int>(
    _ numbers: Operands<Concrete, Number>, _: SymbolicVector<bits>.Type, _ known: Knowledge
  ) throws {
    let a = UInt64(numbers.a)
    let b = UInt64(numbers.b)
    try ExpressionGraph.with { graph throws in
      let terms = Operands<Symbolic, SymbolicVector<bits>>(
        a: known.contains(.a) ? SymbolicVector(constant: a) : unknown("a", graph),
        b: known.contains(.b) ? SymbolicVector(constant: b) : unknown("b", graph),
        condition: known.contains(.condition)
          ? SymbolicBit(constant: numbers.condition) : graph.bit("c"))
      let before = graph.count
      var evaluation = Evaluation(
        of: graph, under: ["a": a, "b": b, "c": numbers.condition.number])
      for apply in VectorOperator.allCases {
        let value = try evaluation.value(of: apply(terms))
        if value != UInt64(apply(numbers)) {
          Issue.record("\(apply) of \(bits) bits at \(a), \(b), \(numbers.condition) is \(value)")
        }
      }
      for apply in VectorPredicate.allCases {
        let value = try evaluation.value(of: apply(terms))
        if value != apply(numbers) {
          Issue.record("\(apply) of \(bits) bits at \(a), \(b) is \(value)")
        }
      }
      if known == .all { #expect(graph.count == before, "known operands made nodes") }
    }
  }

  private func unknown<let bits: Int>(
    _ name: String, _ graph: ExpressionGraph
  ) -> SymbolicVector<bits> {
    SymbolicVector(graph.variable(name, width: bits), of: graph)
  }

  @Test(arguments: Knowledge.allCases, BitOperator.allCases)
  func bitOperatorsAgree(known: Knowledge, apply: BitOperator) throws {
    for pattern in 0..<8 as Range<UInt64> {
      let bits = (0..<3).map { pattern >> $0 & 1 == 1 }
      try ExpressionGraph.with { graph throws in
        let names = ["a", "b", "c"]
        let terms = (0..<3).map {
          known.rawValue >> $0 & 1 == 1
            ? SymbolicBit(constant: bits[$0]) : graph.bit(names[$0])
        }
        let result = apply(terms[0], terms[1], terms[2])
        var evaluation = Evaluation(
          of: graph, under: Dictionary(uniqueKeysWithValues: zip(names, bits.map(\.number))))
        #expect(try evaluation.value(of: result) == apply(bits[0], bits[1], bits[2]))
        if known == .all { #expect(result.constant != nil) }
      }
    }
  }

  @Test func membershipAgrees() throws {
    var random = SplitMix64(seed: 5)
    var sets: [UInt64] = [0, 1, .max, 1 << 63, 0b1011_0110, .max << 1, .max >> 1, 0xffff << 20]
    for _ in 0..<10 { sets.append(random.next() & random.next()) }
    try ExpressionGraph.with { graph throws in
      let byte = graph.byte("k")
      let word = Symbolic.widen(graph.byte("k"))
      let wide = graph.word("w")
      for set in sets {
        let byteResult = byte.isMember(of: set)
        let wordResult = word.isMember(of: set)
        let wideResult = wide.isMember(of: set)
        for value in UInt8.min...UInt8.max {
          var evaluation = Evaluation(
            of: graph, under: ["k": UInt64(value), "w": UInt64(value) << 56 | UInt64(value)])
          let expected = value.isMember(of: set)
          #expect(try evaluation.value(of: byteResult) == expected)
          #expect(try evaluation.value(of: wordResult) == expected)
          #expect(try evaluation.value(of: wideResult) == (value == 0 && set & 1 == 1))
          #expect(Symbolic.Byte(constant: UInt64(value)).isMember(of: set).constant == expected)
        }
      }
    }
  }

  @Test func wideningKeepsTheValue() throws {
    try ExpressionGraph.with { graph throws in
      let word = Symbolic.widen(graph.byte("k"))
      for value in UInt8.min...UInt8.max {
        var evaluation = Evaluation(of: graph, under: ["k": UInt64(value)])
        #expect(try evaluation.value(of: word) == Concrete.widen(value))
        let known = Symbolic.widen(Symbolic.Byte(constant: UInt64(value)))
        #expect(known.constant == UInt64(value))
      }
    }
  }

  @Test func constantsAreTakenModuloTheWidth() {
    #expect(Symbolic.Byte(constant: 0x1ff).constant == 0xff)
    #expect(Symbolic.Half(constant: .max).constant == 0xffff_ffff)
    #expect(Symbolic.Word(constant: .max).constant == .max)
  }
}
