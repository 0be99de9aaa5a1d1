// SPDX-License-Identifier: GPL-2.0-or-later

import Logic

/// A random text for the law of domains: registers, operators, branches and loops.
indirect enum Statement: Sendable {
  case bit(to: Int, BitOperator, Int, Int, Int)
  case byte(to: Int, VectorOperator, Int, Int, condition: Int)
  case half(to: Int, VectorOperator, Int, Int, condition: Int)
  case word(to: Int, VectorOperator, Int, Int, condition: Int)
  case byteTest(to: Int, VectorPredicate, Int, Int)
  case halfTest(to: Int, VectorPredicate, Int, Int)
  case wordTest(to: Int, VectorPredicate, Int, Int)
  case literal(byte: Int, word: Int, UInt64)
  case member(to: Int, Int, UInt64)
  case widen(to: Int, Int)
  case branch(Int, [Statement], [Statement])
  /// From the word `from` modulo `modulus` up to `to`, while bit `condition` is false; looking at
  /// the condition copies a register, so that a test sees how often it was looked at.
  case loop(from: Int, modulus: UInt64, to: Int, condition: Int, [Statement])
}

/// How many registers of each type a machine has.
let registerCount = 5

/// The registers that a text works on.
struct Machine<D: Domain>: Mergeable {
  typealias Domain = D
  var bits: [D.Bit]
  var bytes: [D.Byte]
  var halves: [D.Half]
  var words: [D.Word]

  mutating func merge(_ condition: D.Bit, else other: Self) {
    bits.merge(condition, else: other.bits)
    bytes.merge(condition, else: other.bytes)
    halves.merge(condition, else: other.halves)
    words.merge(condition, else: other.words)
  }

  mutating func run(_ text: [Statement]) {
    for statement in text { run(statement) }
  }

  private mutating func run(_ statement: Statement) {
    switch statement {
    case .bit(let target, let apply, let a, let b, let c):
      bits[target] = apply(bits[a], bits[b], bits[c])
    case .byte(let target, let apply, let a, let b, let c):
      bytes[target] = apply(Operands(a: bytes[a], b: bytes[b], condition: bits[c]))
    case .half(let target, let apply, let a, let b, let c):
      halves[target] = apply(Operands(a: halves[a], b: halves[b], condition: bits[c]))
    case .word(let target, let apply, let a, let b, let c):
      words[target] = apply(Operands(a: words[a], b: words[b], condition: bits[c]))
    case .byteTest(let target, let apply, let a, let b):
      bits[target] = apply(Operands(a: bytes[a], b: bytes[b], condition: bits[0]))
    case .halfTest(let target, let apply, let a, let b):
      bits[target] = apply(Operands(a: halves[a], b: halves[b], condition: bits[0]))
    case .wordTest(let target, let apply, let a, let b):
      bits[target] = apply(Operands(a: words[a], b: words[b], condition: bits[0]))
    case .literal(let byte, let word, let value):
      bytes[byte] = D.Byte(constant: value & 0xff)
      halves[byte] = D.Half(constant: value)
      words[word] = D.Word(constant: value)
    case .member(let target, let byte, let set):
      bits[target] = bytes[byte].isMember(of: set)
    case .widen(let target, let byte):
      words[target] = D.widen(bytes[byte])
    case .branch(let condition, let then, let otherwise):
      branch(bits[condition], &self, { $0.run(then) }, else: { $0.run(otherwise) })
    case .loop(let from, let modulus, let to, let condition, let body):
      loop(
        from: words[from] & D.Word(constant: modulus), to: to, &self,
        while: { machine, index in
          machine.words[0] = machine.words[0] &+ D.Word(constant: UInt64(index) + 1)
          return .!machine.bits[condition]
        },
        { machine, index in
          machine.bytes[0] = machine.bytes[0] &+ D.Byte(constant: UInt64(index) + 1)
          machine.run(body)
        })
    }
  }
}

extension SplitMix64 {
  mutating func register() -> Int { below(registerCount) }

  mutating func pick<Value>(_ values: [Value]) -> Value { values[below(values.count)] }

  mutating func text(count: Int, depth: Int) -> [Statement] {
    (0..<count).map { _ in statement(depth: depth) }
  }

  private mutating func statement(depth: Int) -> Statement {
    let (to, a, b, c) = (register(), register(), register(), register())
    switch below(depth > 0 ? 13 : 10) {
    case 0: return .bit(to: to, pick(BitOperator.allCases), a, b, c)
    case 1: return .byte(to: to, pick(VectorOperator.allCases), a, b, condition: c)
    case 2: return .half(to: to, pick(VectorOperator.allCases), a, b, condition: c)
    case 3: return .word(to: to, pick(VectorOperator.allCases), a, b, condition: c)
    case 4: return .byteTest(to: to, pick(VectorPredicate.allCases), a, b)
    case 5: return .halfTest(to: to, pick(VectorPredicate.allCases), a, b)
    case 6: return .wordTest(to: to, pick(VectorPredicate.allCases), a, b)
    case 7: return .literal(byte: to, word: a, value(width: pick([3, 8, 64])))
    case 8: return .member(to: to, a, next())
    case 9: return .widen(to: to, a)
    case 10, 11:
      return .branch(
        a, text(count: below(4), depth: depth - 1), text(count: below(4), depth: depth - 1))
    default:
      return .loop(
        from: a, modulus: pick([0, 1, 3, .max]), to: below(5), condition: b,
        text(count: below(4), depth: depth - 1))
    }
  }
}
