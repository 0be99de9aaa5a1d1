// SPDX-License-Identifier: GPL-2.0-or-later

extension JSONParser {
  /// Reads a string, from its opening to its closing quote.
  mutating func string() throws(JSONError) -> String {
    position += 1
    var text: [UInt8] = []
    while let byte = next {
      switch byte {
      case UInt8(ascii: "\""):
        position += 1
        return String(decoding: text, as: UTF8.self)
      case UInt8(ascii: "\\"):
        text += Array(String(try escape()).utf8)
      case 0..<0x20:
        throw unexpected("a closing quote")
      case 0x20..<0x80:
        text.append(byte)
        position += 1
      default:
        try multibyte(&text)
      }
    }
    throw unexpected("a closing quote")
  }

  /// Reads one character of several bytes; refuses what no encoder of UTF-8 would write.
  private mutating func multibyte(_ text: inout [UInt8]) throws(JSONError) {
    // A character is at most 4 bytes long; a longer slice would make reading quadratic.
    let rest = bytes[position..<min(position + 4, bytes.count)]
    var source = rest.makeIterator()
    var decoder = UTF8()
    guard case .scalarValue(let scalar) = decoder.decode(&source) else {
      throw error("byte 0x\(String(bytes[position], radix: 16)) is not UTF-8")
    }
    let encoded = Array(String(scalar).utf8)
    text += encoded
    position += encoded.count
  }

  /// Reads an escape sequence, two of them where they stand for one character.
  private mutating func escape() throws(JSONError) -> Unicode.Scalar {
    let start = position
    position += 1
    let simple: [(StaticString, Unicode.Scalar)] = [
      ("\"", "\""), ("\\", "\\"), ("/", "/"), ("b", "\u{8}"), ("f", "\u{c}"), ("n", "\n"),
      ("r", "\r"), ("t", "\t"),
    ]
    for (letter, scalar) in simple where skip(letter) { return scalar }
    if !skip("u") { throw unexpected("one of \" \\ / b f n r t u after the backslash") }
    let unit = try hexadecimal()
    if let scalar = Unicode.Scalar(unit) { return scalar }
    // Half of a surrogate pair: the other half must follow.
    if unit < 0xdc00, skip("\\u") {
      let low = try hexadecimal()
      if (0xdc00..<0xe000).contains(low),
        let scalar = Unicode.Scalar(0x10000 + ((unit - 0xd800) << 10) + (low - 0xdc00))
      {
        return scalar
      }
    }
    position = start
    throw error("half of a surrogate pair; both halves must stand together")
  }

  /// Reads four hexadecimal digits.
  private mutating func hexadecimal() throws(JSONError) -> UInt32 {
    var value: UInt32 = 0
    for _ in 0..<4 {
      guard let byte = next, let digit = Character(Unicode.Scalar(byte)).hexDigitValue else {
        throw unexpected("a hexadecimal digit")
      }
      value = value << 4 | UInt32(digit)
      position += 1
    }
    return value
  }
}
