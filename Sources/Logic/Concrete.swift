// SPDX-License-Identifier: GPL-2.0-or-later

/// The domain of machine values: a bit is a `Bool`, a word a `UInt64`, and a branch runs one side.
public enum Concrete: Domain {
  public typealias Bit = Bool
  public typealias Byte = UInt8
  public typealias Half = UInt32
  public typealias Word = UInt64

  @inlinable @inline(__always)
  public static func branch<State>(
    _ condition: Bool, _ state: inout State,
    _ then: (inout State) -> Void, _ otherwise: (inout State) -> Void
  ) {
    if condition { then(&state) } else { otherwise(&state) }
  }

  @inlinable @inline(__always)
  public static func loop<State>(
    from: UInt64, to: Int, _ state: inout State,
    while condition: (inout State, Int) -> Bool, _ body: (inout State, Int) -> Void
  ) {
    var index = from < UInt64(truncatingIfNeeded: to) ? Int(truncatingIfNeeded: from) : to
    while index < to, condition(&state, index) {
      body(&state, index)
      index &+= 1
    }
  }

  @inlinable @inline(__always)
  public static func widen(_ byte: UInt8) -> UInt64 { UInt64(byte) }

  @inlinable @inline(__always)
  public static func narrow(_ word: UInt64) -> UInt8 { UInt8(truncatingIfNeeded: word) }

  @inlinable @inline(__always)
  public static func half(_ word: UInt64) -> UInt32 { UInt32(truncatingIfNeeded: word) }
}

extension Bool: BitValue {
  @inlinable @inline(__always)
  public init(constant value: Bool) { self = value }

  @inlinable @inline(__always)
  public var constant: Bool? { self }

  @inlinable @inline(__always)
  public var literal: (identity: UInt64, isInverted: Bool)? { nil }

  @inlinable @inline(__always)
  public static prefix func .! (operand: Bool) -> Bool { !operand }

  @inlinable @inline(__always)
  public static func .& (left: Bool, right: Bool) -> Bool { left && right }

  @inlinable @inline(__always)
  public static func .| (left: Bool, right: Bool) -> Bool { left || right }

  @inlinable @inline(__always)
  public static func .^ (left: Bool, right: Bool) -> Bool { left != right }

  @inlinable @inline(__always)
  public static func select(_ condition: Bool, _ a: Bool, _ b: Bool) -> Bool { condition ? a : b }
}

/// What the three unsigned integers need beyond the standard library to be vectors.
public protocol ConcreteVector: FixedWidthInteger, UnsignedInteger, VectorValue
where Domain == Concrete {}

extension UInt8: ConcreteVector {
  public typealias Domain = Concrete
}

extension UInt32: ConcreteVector {
  public typealias Domain = Concrete
}

extension UInt64: ConcreteVector {
  public typealias Domain = Concrete
}

extension ConcreteVector {
  @inlinable @inline(__always)
  public static var width: Int { bitWidth }

  @inlinable @inline(__always)
  public init(constant value: UInt64) { self.init(truncatingIfNeeded: value) }

  @inlinable @inline(__always)
  public var constant: UInt64? { UInt64(truncatingIfNeeded: self) }

  @inlinable @inline(__always)
  public var shape: ValueShape<Self> { .known(UInt64(truncatingIfNeeded: self)) }

  @inlinable @inline(__always)
  public func asChoice(ofAtMost most: Int) -> Self { self }

  @inlinable @inline(__always)
  public func shiftedLeft(_ amount: Self) -> Self { self << amount }

  @inlinable @inline(__always)
  public func shiftedRight(_ amount: Self) -> Self { self >> amount }

  @inlinable @inline(__always)
  public static func .== (left: Self, right: Self) -> Bool { left == right }

  @inlinable @inline(__always)
  public static func .< (left: Self, right: Self) -> Bool { left < right }

  @inlinable @inline(__always)
  public static func select(_ condition: Bool, _ a: Self, _ b: Self) -> Self { condition ? a : b }

  @inlinable @inline(__always)
  public func isMember(of set: UInt64) -> Bool {
    (set >> UInt64(truncatingIfNeeded: self)) & 1 != 0
  }
}
