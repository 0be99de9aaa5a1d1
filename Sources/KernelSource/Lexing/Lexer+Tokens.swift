// SPDX-License-Identifier: GPL-2.0-or-later

extension Lexer {
  mutating func scan() -> (Token.Kind, String) {
    let first = peek()
    if first.startsIdentifier {
      if first == UInt8(ascii: "L") || first == UInt8(ascii: "u") || first == UInt8(ascii: "U"),
        peek(1) == UInt8(ascii: "\"") || peek(1) == UInt8(ascii: "'")
      {
        return (.other, take { $0.startsIdentifier })
      }
      return (.identifier, take { $0.startsIdentifier || $0.isDigit })
    }
    if first.isDigit || first == UInt8(ascii: ".") && peek(1).isDigit { return (.number, number()) }
    if first == UInt8(ascii: "\"") { return quoted(by: first, .string) }
    if first == UInt8(ascii: "'") { return quoted(by: first, .character) }
    return punctuator()
  }

  private mutating func take(while belongs: (UInt8) -> Bool) -> String {
    var text: [UInt8] = []
    while index < bytes.count, belongs(peek()) {
      text.append(peek())
      advance()
    }
    return String(decoding: text, as: UTF8.self)
  }

  /// A preprocessing number, which is more than any number of C.
  private mutating func number() -> String {
    var text: [UInt8] = []
    while index < bytes.count {
      let byte = peek()
      let isSign = byte == UInt8(ascii: "+") || byte == UInt8(ascii: "-")
      let isAfterExponent = text.last.map { "eEpP".utf8.contains($0) } ?? false
      guard
        byte.startsIdentifier || byte.isDigit || byte == UInt8(ascii: ".")
          || isSign && isAfterExponent && !text.starts(with: "0x".utf8)
      else { break }
      text.append(byte)
      advance()
    }
    return String(decoding: text, as: UTF8.self)
  }

  /// A literal with its quotes; one without an end on its line is no token of C.
  private mutating func quoted(by quote: UInt8, _ kind: Token.Kind) -> (Token.Kind, String) {
    var text = [quote]
    advance()
    while index < bytes.count, peek() != UInt8(ascii: "\n") {
      let byte = peek()
      text.append(byte)
      advance()
      if byte == quote { return (kind, String(decoding: text, as: UTF8.self)) }
      if byte == UInt8(ascii: "\\"), index < bytes.count, peek() != UInt8(ascii: "\n") {
        text.append(peek())
        advance()
      }
    }
    return (.other, String(decoding: text, as: UTF8.self))
  }

  private mutating func punctuator() -> (Token.Kind, String) {
    var text = ""
    // Longest match, a byte at a time, since a continuation may lie between two.
    while index < bytes.count, text.utf8.count < 3, peek() < 128 {
      let longer = text + String(UnicodeScalar(peek()))
      guard punctuators.contains(longer) || longer == ".." && follows(".") else { break }
      text = longer
      advance()
    }
    if !text.isEmpty { return (.punctuator, text) }
    let byte = peek()
    index += 1
    while index < bytes.count, peek() & 0xc0 == 0x80 { index += 1 }
    join()
    return (.other, byte < 128 ? String(UnicodeScalar(byte)) : "byte \(byte)")
  }
}

private let punctuators: Set<String> = [
  "[", "]", "(", ")", "{", "}", ".", "->", "++", "--", "&", "*", "+", "-", "~", "!", "/", "%",
  "<<", ">>", "<", ">", "<=", ">=", "==", "!=", "^", "|", "&&", "||", "?", ":", ";", "...", "=",
  "*=", "/=", "%=", "+=", "-=", "<<=", ">>=", "&=", "^=", "|=", ",", "#", "##",
]

extension UInt8 {
  fileprivate var isDigit: Bool { UInt8(ascii: "0")...UInt8(ascii: "9") ~= self }

  fileprivate var startsIdentifier: Bool {
    UInt8(ascii: "a")...UInt8(ascii: "z") ~= self || UInt8(ascii: "A")...UInt8(ascii: "Z") ~= self
      || self == UInt8(ascii: "_") || self == UInt8(ascii: "$")
  }
}
