// SPDX-License-Identifier: GPL-2.0-or-later

/// Splits the text of one file into preprocessing tokens.
///
/// Continued lines are joined on the way, so that a token may be spread over two; its place is that
/// of its first byte.
struct Lexer {
  private let bytes: [UInt8]
  private let file: UInt16
  private var index = 0
  private var line: UInt32 = 1
  private var lineStart = 0

  init(_ text: String, file: Int) {
    bytes = Array(text.utf8)
    self.file = UInt16(truncatingIfNeeded: file)
  }

  /// All tokens of the text, without the one that marks its end.
  ///
  /// - Throws: ``Refusal`` for a comment without an end.
  static func tokens(of text: String, file: Int) throws(Refusal) -> [Token] {
    var lexer = Lexer(text, file: file)
    var tokens: [Token] = []
    while let token = try lexer.next() { tokens.append(token) }
    return tokens
  }

  private var position: Position {
    Position(
      file: file, column: UInt16(truncatingIfNeeded: min(index - lineStart + 1, 0xffff)),
      line: line)
  }

  /// The byte `distance` ahead, 0 past the end. Continuations must have been joined up to there.
  private func peek(_ distance: Int = 0) -> UInt8 {
    index + distance < bytes.count ? bytes[index + distance] : 0
  }

  /// Steps over what continues a line, however often.
  private mutating func join() {
    while peek() == UInt8(ascii: "\\") {
      var length = 1
      if peek(1) == UInt8(ascii: "\r") { length = 2 }
      guard peek(length) == UInt8(ascii: "\n") else { return }
      index += length + 1
      line += 1
      lineStart = index
    }
  }

  private mutating func advance() {
    index += 1
    join()
  }

  private mutating func next() throws(Refusal) -> Token? {
    var startsLine = index == 0
    var hasSpace = false
    join()
    while index < bytes.count {
      switch peek() {
      case UInt8(ascii: "\n"):
        index += 1
        line += 1
        lineStart = index
        startsLine = true
        join()
      case UInt8(ascii: " "), UInt8(ascii: "\t"), UInt8(ascii: "\r"), 11, 12:
        advance()
        hasSpace = true
      case UInt8(ascii: "/") where follows("/"):
        while index < bytes.count, peek() != UInt8(ascii: "\n") { advance() }
        hasSpace = true
      case UInt8(ascii: "/") where follows("*"):
        try skipComment()
        hasSpace = true
      default:
        let start = position
        let (kind, text) = scan()
        return Token(
          kind: kind, text: text, position: start, hasSpaceBefore: hasSpace,
          startsLine: startsLine)
      }
    }
    return nil
  }

  /// Whether the byte after the present one is `character`, continuations joined.
  private func follows(_ character: Unicode.Scalar) -> Bool {
    var copy = index + 1
    while copy + 1 < bytes.count, bytes[copy] == UInt8(ascii: "\\") {
      if bytes[copy + 1] == UInt8(ascii: "\n") { copy += 2 } else { break }
    }
    return copy < bytes.count && bytes[copy] == UInt8(ascii: character)
  }

  private mutating func skipComment() throws(Refusal) {
    let start = position
    advance()
    advance()
    while index < bytes.count {
      if peek() == UInt8(ascii: "*"), follows("/") {
        advance()
        advance()
        return
      }
      if peek() == UInt8(ascii: "\n") {
        line += 1
        lineStart = index + 1
      }
      advance()
    }
    throw Refusal(start, "comment without an end")
  }
}

extension Lexer {
  private mutating func scan() -> (Token.Kind, String) {
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
