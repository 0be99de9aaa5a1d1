// SPDX-License-Identifier: GPL-2.0-or-later

/// What a node of an ``ExpressionGraph`` computes from its operands.
///
/// The names in brackets are those of the theory of bit vectors in SMT-LIB. Every node is an
/// unsigned number modulo 2^width; a node of width 1 is a truth value.
public enum Operation: UInt8, CaseIterable, Sendable, BitwiseCopyable {
  /// A known number: ``Node/value``.
  case constant
  /// An unknown: ``ExpressionGraph/name(of:)``.
  case variable
  /// Every bit inverted (bvnot).
  case not
  /// bvand
  case and
  /// bvor
  case or
  /// bvxor
  case xor
  /// Sum modulo 2^width (bvadd). Its operands have 2 bits or more.
  case add
  /// Difference modulo 2^width (bvsub). Its operands have 2 bits or more.
  case subtract
  /// First operand shifted left by the second; 0 where that is the width or more (bvshl). Its
  /// operands have 2 bits or more.
  case shiftLeft
  /// First operand shifted right by the second, zeros coming in; 0 where that is the width or more
  /// (bvlshr). Its operands have 2 bits or more.
  case shiftRight
  /// 1 bit: whether the operands are equal (=). They have 2 bits or more.
  case equal
  /// 1 bit: whether the first operand is the lesser, unsigned (bvult). They have 2 bits or more.
  case lessThan
  /// The second operand where the first, of 1 bit, is 1, and the third where it is 0 (ite).
  case select
  /// The operand, zeros added above it (zero_extend).
  case zeroExtend
  /// `width` bits of the operand, from bit ``Node/lowBit`` up (extract).
  case extract

  /// How many operands a node of this operation has: 0 to 3.
  @inlinable
  public var operandCount: Int {
    switch self {
    case .constant, .variable: 0
    case .not, .zeroExtend, .extract: 1
    case .and, .or, .xor, .add, .subtract, .shiftLeft, .shiftRight, .equal, .lessThan: 2
    case .select: 3
    }
  }

  /// The meaning of an operation of two operands on known numbers of `width` bits.
  ///
  /// This is the only place that says it: folding and evaluation both come here.
  @inline(__always)
  func callAsFunction(_ a: UInt64, _ b: UInt64, width: Int) -> UInt64 {
    switch self {
    case .and: a & b
    case .or: a | b
    case .xor: a ^ b
    case .add: (a &+ b) & ones(width)
    case .subtract: (a &- b) & ones(width)
    case .shiftLeft: b < width ? (a << b) & ones(width) : 0
    case .shiftRight: b < width ? a >> b : 0
    case .equal: a == b ? 1 : 0
    case .lessThan: a < b ? 1 : 0
    case .constant, .variable, .not, .select, .zeroExtend, .extract:
      preconditionFailure("\(self) has no meaning on two operands")
    }
  }
}

/// The number whose lowest `width` bits are 1: `width` is 1 to 64.
@inline(__always)
func ones(_ width: Int) -> UInt64 { .max >> UInt64(truncatingIfNeeded: 64 &- width) }
