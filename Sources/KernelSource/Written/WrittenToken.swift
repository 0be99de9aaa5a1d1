// SPDX-License-Identifier: GPL-2.0-or-later

/// A token of a text as it is written, before any macro is expanded.
public struct WrittenToken: Hashable, Sendable {
  public enum Kind: Sendable {
    case identifier, number, punctuator, other
  }

  public let kind: Kind
  public let text: String
  /// From 1.
  public let line: Int
  /// Its bytes in the file.
  public let bytes: Range<Int>

  public init(kind: Kind, text: String, line: Int, bytes: Range<Int>) {
    self.kind = kind
    self.text = text
    self.line = line
    self.bytes = bytes
  }

  /// The tokens of a text, those of directives apart.
  ///
  /// - Throws: ``ReadError`` for a comment without an end.
  public static func tokens(of source: SourceFile) throws(ReadError) -> [WrittenToken] {
    try tokens(of: source, without: [])
  }

  /// The tokens whose places, in the first file, are not among `leftOut`.
  static func tokens(
    of source: SourceFile, without leftOut: Set<Position>
  ) throws(ReadError) -> [WrittenToken] {
    let lexed: [Token]
    do throws(Refusal) {
      lexed = try Lexer.tokens(of: source.text, file: 0)
    } catch {
      let place = Location(error.position, [source.name])
      throw ReadError(problem: Problem(location: place, text: error.text))
    }
    let starts = lineStarts(of: source.text)
    var isDirective = false
    return lexed.compactMap { token in
      if token.startsLine { isDirective = token.isPunctuator("#") }
      if isDirective || leftOut.contains(token.position) { return nil }
      let first = starts[Int(token.position.line) - 1] + Int(token.position.column) - 1
      return WrittenToken(
        kind: Kind(token.kind), text: token.text, line: Int(token.position.line),
        bytes: first..<(first + token.text.utf8.count))
    }
  }

  /// The first byte of each line.
  private static func lineStarts(of text: String) -> [Int] {
    var starts = [0]
    for (index, byte) in text.utf8.enumerated() where byte == UInt8(ascii: "\n") {
      starts.append(index + 1)
    }
    return starts
  }
}

extension WrittenToken.Kind {
  fileprivate init(_ kind: Token.Kind) {
    switch kind {
    case .identifier: self = .identifier
    case .number: self = .number
    case .punctuator: self = .punctuator
    case .character, .string, .other, .placemarker, .end: self = .other
    }
  }
}
