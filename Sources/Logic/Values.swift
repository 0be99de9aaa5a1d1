// SPDX-License-Identifier: GPL-2.0-or-later

/// A truth value of a domain. The operators are those of the standard library's SIMD masks.
public protocol BitValue: ExpressibleByBooleanLiteral, Sendable where BooleanLiteralType == Bool {
  /// The constant `value`.
  init(constant value: Bool)

  /// The value where it is known, and nil where it depends on unknowns.
  var constant: Bool? { get }

  /// Nil where the value is known; else the same number for every value that is written the same
  /// way, and whether this one is that value inverted.
  var literal: (identity: UInt64, isInverted: Bool)? { get }

  static prefix func .! (operand: Self) -> Self
  static func .& (left: Self, right: Self) -> Self
  static func .| (left: Self, right: Self) -> Self
  static func .^ (left: Self, right: Self) -> Self

  /// `a` where `condition` holds, `b` where it does not.
  static func select(_ condition: Self, _ a: Self, _ b: Self) -> Self
}

/// A vector of bits of a domain, as an unsigned number modulo 2^width.
public protocol VectorValue: ExpressibleByIntegerLiteral, Mergeable, Sendable {
  typealias Bit = Domain.Bit

  /// 8, 32 or 64.
  static var width: Int { get }

  /// The constant `value` modulo 2^width.
  init(constant value: UInt64)

  /// The value where it is known, and nil where it depends on unknowns.
  var constant: UInt64? { get }

  /// How the value is written, one level deep.
  var shape: ValueShape<Self> { get }

  /// The same value as a chain of choices by what it is, where it is a choice between `most`
  /// numbers or fewer, however it came to be: as long as there are numbers.
  func asChoice(ofAtMost most: Int) -> Self

  static prefix func ~ (operand: Self) -> Self
  static func & (left: Self, right: Self) -> Self
  static func | (left: Self, right: Self) -> Self
  static func ^ (left: Self, right: Self) -> Self
  static func &+ (left: Self, right: Self) -> Self
  static func &- (left: Self, right: Self) -> Self

  /// Shifted left by `amount` bits; 0 where the amount is the width or more.
  func shiftedLeft(_ amount: Self) -> Self

  /// Shifted right by `amount` bits, zeros coming in; 0 where the amount is the width or more.
  func shiftedRight(_ amount: Self) -> Self

  static func .== (left: Self, right: Self) -> Bit
  /// Unsigned.
  static func .< (left: Self, right: Self) -> Bit

  /// `a` where `condition` holds, `b` where it does not.
  static func select(_ condition: Bit, _ a: Self, _ b: Self) -> Self

  /// Whether bit number `self` of `set` is 1. False where `self` is 64 or more.
  func isMember(of set: UInt64) -> Bit
}

/// How a vector is written: what a walk over the choices that it depends on needs to see.
public enum ValueShape<Value: VectorValue> {
  case known(UInt64)
  /// The second where the first holds, the third where it does not.
  case choice(Value.Bit, Value, Value)
  case sum(Value, Value)
  case other
}

extension VectorValue {
  @inlinable @inline(__always)
  public static func .!= (left: Self, right: Self) -> Bit { .!(left .== right) }

  /// Unsigned.
  @inlinable @inline(__always)
  public static func .<= (left: Self, right: Self) -> Bit { .!(right .< left) }

  /// Unsigned.
  @inlinable @inline(__always)
  public static func .>= (left: Self, right: Self) -> Bit { .!(left .< right) }

  /// Unsigned.
  @inlinable @inline(__always)
  public static func .> (left: Self, right: Self) -> Bit { right .< left }

  /// Whether any bit of `mask` is set.
  @inlinable @inline(__always)
  public func has(_ mask: Self) -> Bit { (self & mask) .!= Self(constant: 0) }

  /// The lesser of the two, unsigned.
  @inlinable @inline(__always)
  public static func minimum(_ a: Self, _ b: Self) -> Self { select(a .< b, a, b) }

  /// The greater of the two, unsigned.
  @inlinable @inline(__always)
  public static func maximum(_ a: Self, _ b: Self) -> Self { select(a .< b, b, a) }

  @inlinable @inline(__always)
  public mutating func merge(_ condition: Domain.Bit, else other: Self) {
    self = Self.select(condition, self, other)
  }
}

extension BitValue {
  @inlinable @inline(__always)
  public init(booleanLiteral value: Bool) { self.init(constant: value) }
}
