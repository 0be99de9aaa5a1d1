// SPDX-License-Identifier: GPL-2.0-or-later

/// Splits the text of one file into preprocessing tokens.
///
/// Continued lines are joined on the way, so that a token may be spread over two; its place is that
/// of its first byte.
struct Lexer {
  let bytes: [UInt8]
  private let file: UInt16
  var index = 0
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
  func peek(_ distance: Int = 0) -> UInt8 {
    index + distance < bytes.count ? bytes[index + distance] : 0
  }

  /// Steps over what continues a line, however often.
  mutating func join() {
    while peek() == UInt8(ascii: "\\") {
      var length = 1
      if peek(1) == UInt8(ascii: "\r") { length = 2 }
      guard peek(length) == UInt8(ascii: "\n") else { return }
      index += length + 1
      line += 1
      lineStart = index
    }
  }

  mutating func advance() {
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
  func follows(_ character: Unicode.Scalar) -> Bool {
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
