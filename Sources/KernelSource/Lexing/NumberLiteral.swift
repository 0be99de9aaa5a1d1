// SPDX-License-Identifier: GPL-2.0-or-later

/// An integer constant: its value and the type that C gives it under LP64.
struct NumberLiteral {
  let value: UInt64
  let type: IntegerType

  /// Nil where `text` is no integer constant, or one that does not fit 64 bits.
  init?(_ text: String) {
    var digits = Substring(text.lowercased())
    var isUnsigned = false
    var longs = 0
    suffix: while let last = digits.last {
      switch last {
      case "u" where !isUnsigned: isUnsigned = true
      case "l" where longs < 2: longs += 1
      default: break suffix
      }
      digits.removeLast()
    }
    var radix = 10
    if digits.hasPrefix("0x") {
      radix = 16
      digits.removeFirst(2)
    } else if digits.hasPrefix("0b") {
      radix = 2
      digits.removeFirst(2)
    } else if digits.hasPrefix("0"), digits.count > 1 {
      radix = 8
      digits.removeFirst()
    }
    guard digits.first != "+", let value = UInt64(digits, radix: radix) else { return nil }
    self.value = value
    // C11 6.4.4.1: the first of the list in which the value fits; decimal ones without a suffix are
    // never unsigned.
    if longs == 0, !isUnsigned, value <= 0x7fff_ffff {
      type = .int
    } else if longs == 0, isUnsigned || radix != 10, value <= 0xffff_ffff {
      type = .unsignedInt
    } else if !isUnsigned, value <= UInt64(Int64.max) {
      type = .long
    } else if isUnsigned || radix != 10 {
      type = .unsignedLong
    } else {
      return nil
    }
  }
}

/// The bytes that a literal in quotes stands for, without its quotes.
func unescaped(_ literal: String) -> [UInt8]? {
  let bytes = Array(literal.utf8)
  guard bytes.count >= 2 else { return nil }
  var result: [UInt8] = []
  var index = 1
  while index < bytes.count - 1 {
    let byte = bytes[index]
    index += 1
    guard byte == UInt8(ascii: "\\") else {
      result.append(byte)
      continue
    }
    guard index < bytes.count - 1 else { return nil }
    let escape = Character(UnicodeScalar(bytes[index]))
    index += 1
    switch escape {
    case "n": result.append(10)
    case "t": result.append(9)
    case "r": result.append(13)
    case "a": result.append(7)
    case "b": result.append(8)
    case "f": result.append(12)
    case "v": result.append(11)
    case "e": result.append(27)
    case "\\", "'", "\"", "?": result.append(bytes[index - 1])
    case "x":
      var value = 0
      let start = index
      while index < bytes.count - 1, let digit = hexadecimal(bytes[index]) {
        value = value * 16 + digit
        index += 1
        guard value <= 255 else { return nil }
      }
      guard index > start else { return nil }
      result.append(UInt8(value))
    case "0"..."7":
      var value = Int(bytes[index - 1]) - 48
      var length = 1
      while length < 3, index < bytes.count - 1, 48...55 ~= bytes[index] {
        value = value * 8 + Int(bytes[index]) - 48
        index += 1
        length += 1
      }
      guard value <= 255 else { return nil }
      result.append(UInt8(value))
    default: return nil
    }
  }
  return result
}

private func hexadecimal(_ byte: UInt8) -> Int? {
  byte < 128 ? Character(UnicodeScalar(byte)).hexDigitValue : nil
}
