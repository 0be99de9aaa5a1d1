// SPDX-License-Identifier: GPL-2.0-or-later

/// An integer type of LP64, by what computing with it depends on: width and signedness.
///
/// `long` and `long long` are one type here, as are an enumeration and the integer type it is
/// compatible with; no construct that could tell them apart is read.
struct IntegerType: Hashable, Sendable {
  /// 8, 16, 32 or 64.
  let width: Int
  let isSigned: Bool

  static let char = IntegerType(width: 8, isSigned: true)
  static let int = IntegerType(width: 32, isSigned: true)
  static let unsignedInt = IntegerType(width: 32, isSigned: false)
  static let long = IntegerType(width: 64, isSigned: true)
  static let unsignedLong = IntegerType(width: 64, isSigned: false)

  /// C11 6.3.1.1: every narrower type fits `int`.
  var promoted: IntegerType { width < 32 ? .int : self }

  /// C11 6.3.1.8, the usual arithmetic conversions.
  static func common(_ a: IntegerType, _ b: IntegerType) -> IntegerType {
    let left = a.promoted
    let right = b.promoted
    if left.width != right.width { return left.width > right.width ? left : right }
    return left.isSigned ? right : left
  }

  /// `bits` brought into the range of the type, as 64 bits extended by sign or by zeros.
  func wrap(_ bits: UInt64) -> UInt64 { IntegerType.wrap(bits, width: width, isSigned: isSigned) }

  /// The lowest `width` bits, extended to 64 by sign or by zeros.
  static func wrap(_ bits: UInt64, width: Int, isSigned: Bool) -> UInt64 {
    let shift = UInt64(64 - width)
    if isSigned { return UInt64(bitPattern: Int64(bitPattern: bits << shift) >> Int64(shift)) }
    return (bits << shift) >> shift
  }
}
