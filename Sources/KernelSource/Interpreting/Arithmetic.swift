// SPDX-License-Identifier: GPL-2.0-or-later

import Logic

/// Operations of C that a domain has no word for, made of those that it has.
enum Arithmetic<Domain: Logic.Domain> {
  typealias Word = Domain.Word
  typealias Bit = Domain.Bit

  @inline(__always)
  static func word(_ bit: Bit) -> Word { Word.select(bit, Word(constant: 1), Word(constant: 0)) }

  @inline(__always)
  static func bit(_ word: Word) -> Bit { word .!= Word(constant: 0) }

  /// Whether `a` is less than `b`, both signed.
  @inline(__always)
  static func lessSigned(_ a: Word, _ b: Word) -> Bit {
    let sign = Word(constant: 1 << 63)
    return (a ^ sign) .< (b ^ sign)
  }

  /// The lowest `width` bits, extended to 64 by sign or by zeros.
  @inline(__always)
  static func extend(_ word: Word, _ width: Int, isSigned: Bool) -> Word {
    if let known = word.constant {
      return Word(constant: IntegerType.wrap(known, width: width, isSigned: isSigned))
    }
    return extendUnknown(word, width, isSigned: isSigned, pushing: 8)
  }

  /// A choice between known values stays one.
  private static func extendUnknown(
    _ word: Word, _ width: Int, isSigned: Bool, pushing limit: Int
  ) -> Word {
    if let known = word.constant {
      return Word(constant: IntegerType.wrap(known, width: width, isSigned: isSigned))
    }
    if limit > 0, case .choice(let condition, let a, let b) = word.shape,
      a.constant != nil || b.constant != nil
    {
      return Word.select(
        condition, extendUnknown(a, width, isSigned: isSigned, pushing: limit - 1),
        extendUnknown(b, width, isSigned: isSigned, pushing: limit - 1))
    }
    let low = word & Word(constant: UInt64.max >> UInt64(64 - width))
    guard isSigned else { return low }
    let sign = Word(constant: 1 << UInt64(width - 1))
    return (low ^ sign) &- sign
  }

  /// `amount` is below 64.
  @inline(__always)
  static func shiftRightSigned(_ word: Word, _ amount: Word) -> Word {
    if let known = word.constant, let shift = amount.constant {
      return Word(constant: UInt64(bitPattern: Int64(bitPattern: known) >> Int64(shift & 63)))
    }
    let isNegative = bit(word & Word(constant: 1 << 63))
    return Word.select(isNegative, ~(~word).shiftedRight(amount), word.shiftedRight(amount))
  }

  @inline(__always)
  static func multiply(_ a: Word, _ b: Word) -> Word {
    if let x = a.constant, let y = b.constant { return Word(constant: x &* y) }
    return b.constant == nil && a.constant != nil ? sum(of: b, times: a) : sum(of: a, times: b)
  }

  /// `a` times `b` as a sum of `a` shifted; a known `b` keeps it short.
  private static func sum(of a: Word, times b: Word) -> Word {
    var result = Word(constant: 0)
    for shift in 0..<64 {
      let isSet = bit(b & Word(constant: 1 << UInt64(shift)))
      if isSet.constant == false { continue }
      let shifted = a.shiftedLeft(Word(constant: UInt64(shift)))
      result = Word.select(isSet, result &+ shifted, result)
    }
    return result
  }

  /// Quotient and remainder of unsigned numbers; `b` is not 0, or what comes out does not matter.
  @inline(__always)
  static func divide(_ a: Word, _ b: Word) -> (quotient: Word, remainder: Word) {
    if let x = a.constant, let y = b.constant {
      return y == 0 ? (a, a) : (Word(constant: x / y), Word(constant: x % y))
    }
    return divideUnknown(a, b)
  }

  private static func divideUnknown(_ a: Word, _ b: Word) -> (quotient: Word, remainder: Word) {
    if let known = b.constant, known.nonzeroBitCount == 1 {
      let shift = Word(constant: UInt64(known.trailingZeroBitCount))
      return (a.shiftedRight(shift), a & Word(constant: known - 1))
    }
    var quotient = Word(constant: 0)
    var remainder = Word(constant: 0)
    for index in stride(from: 63, through: 0, by: -1) {
      let next = a.shiftedRight(Word(constant: UInt64(index))) & Word(constant: 1)
      // A remainder with its top bit set is above any divisor once it is doubled.
      let isLarge = bit(remainder & Word(constant: 1 << 63))
      let doubled = remainder.shiftedLeft(Word(constant: 1)) | next
      let fits = isLarge .| (b .<= doubled)
      remainder = Word.select(fits, doubled &- b, doubled)
      quotient = quotient | Word.select(fits, Word(constant: 1 << UInt64(index)), Word(constant: 0))
    }
    return (quotient, remainder)
  }

  /// Signed, towards zero.
  static func divideSigned(_ a: Word, _ b: Word) -> (quotient: Word, remainder: Word) {
    let zero = Word(constant: 0)
    let isNegative = lessSigned(a, zero)
    let isDivisorNegative = lessSigned(b, zero)
    let (quotient, remainder) = divide(
      Word.select(isNegative, zero &- a, a), Word.select(isDivisorNegative, zero &- b, b))
    return (
      Word.select(isNegative .^ isDivisorNegative, zero &- quotient, quotient),
      Word.select(isNegative, zero &- remainder, remainder)
    )
  }
}
