// SPDX-License-Identifier: GPL-2.0-or-later

import Logic
import Testing

/// Inputs of an operator under test: two vectors of one width and a condition.
struct Operands<D: Domain, Vector: VectorValue> where Vector.Domain == D {
  var a: Vector
  var b: Vector
  var condition: D.Bit
}

/// An operator of vectors, applied in any domain; its result is a vector.
enum VectorOperator: CaseIterable, Sendable {
  case not, and, or, xor, add, subtract, shiftLeft, shiftRight, select, minimum, maximum

  func callAsFunction<D: Domain, Vector: VectorValue>(_ x: Operands<D, Vector>) -> Vector
  where Vector.Domain == D {
    switch self {
    case .not: ~x.a
    case .and: x.a & x.b
    case .or: x.a | x.b
    case .xor: x.a ^ x.b
    case .add: x.a &+ x.b
    case .subtract: x.a &- x.b
    case .shiftLeft: x.a.shiftedLeft(x.b)
    case .shiftRight: x.a.shiftedRight(x.b)
    case .select: Vector.select(x.condition, x.a, x.b)
    case .minimum: Vector.minimum(x.a, x.b)
    case .maximum: Vector.maximum(x.a, x.b)
    }
  }
}

/// An operator of vectors, applied in any domain; its result is a bit.
enum VectorPredicate: CaseIterable, Sendable {
  case equal, notEqual, less, lessOrEqual, greater, greaterOrEqual, has

  func callAsFunction<D: Domain, Vector: VectorValue>(_ x: Operands<D, Vector>) -> D.Bit
  where Vector.Domain == D {
    switch self {
    case .equal: x.a .== x.b
    case .notEqual: x.a .!= x.b
    case .less: x.a .< x.b
    case .lessOrEqual: x.a .<= x.b
    case .greater: x.a .> x.b
    case .greaterOrEqual: x.a .>= x.b
    case .has: x.a.has(x.b)
    }
  }
}

/// An operator of bits, applied in any domain.
enum BitOperator: CaseIterable, Sendable {
  case not, and, or, xor, select

  func callAsFunction<Bit: BitValue>(_ a: Bit, _ b: Bit, _ c: Bit) -> Bit {
    switch self {
    case .not: .!a
    case .and: a .& b
    case .or: a .| b
    case .xor: a .^ b
    case .select: Bit.select(a, b, c)
    }
  }
}

/// Whether an operand is given to the symbolic domain as a known number or as an unknown.
struct Knowledge: OptionSet, Hashable, CaseIterable, Sendable {
  let rawValue: Int
  static let a = Knowledge(rawValue: 1)
  static let b = Knowledge(rawValue: 2)
  static let condition = Knowledge(rawValue: 4)
  static let all: Knowledge = [.a, .b, .condition]
  static let allCases = (0..<8).map { Knowledge(rawValue: $0) }
}

extension Bool {
  var number: UInt64 { self ? 1 : 0 }
}
