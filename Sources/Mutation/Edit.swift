// SPDX-License-Identifier: GPL-2.0-or-later

import KernelSource

/// Tokens of a function's body, and what stands there instead. An empty range is a place between
/// two tokens, before the one of its number; what closes stands directly behind the one before.
struct Edit: Equatable, Sendable {
  var tokens: Range<Int>
  var by: [String]

  init(_ tokens: Range<Int>, by: [String]) {
    self.tokens = tokens
    self.by = by
  }

  init(_ token: Int, by: String...) { self.init(token..<(token + 1), by: by) }

  /// The bytes of the file that it replaces.
  func bytes(_ body: [WrittenToken]) -> Range<Int> {
    if let last = tokens.last {
      return body[tokens.lowerBound].bytes.lowerBound..<body[last].bytes.upperBound
    }
    let place =
      by.first == ")"
      ? body[tokens.lowerBound - 1].bytes.upperBound : body[tokens.lowerBound].bytes.lowerBound
    return place..<place
  }

  /// The tokens, with spaces where two words would become one.
  fileprivate var spelling: [UInt8] {
    by.reduce(into: []) { bytes, token in
      if bytes.last?.isWord == true, token.utf8.first?.isWord == true {
        bytes.append(UInt8(ascii: " "))
      }
      bytes += token.utf8
    }
  }

  /// The lines of which it changes something.
  func lines(_ body: [WrittenToken]) -> ClosedRange<Int> {
    if let last = tokens.last { return body[tokens.lowerBound].line...body[last].line }
    let line = body[by.first == ")" ? tokens.lowerBound - 1 : tokens.lowerBound].line
    return line...line
  }
}

extension [Edit] {
  /// The body's tokens after the edits, which are in order and apart.
  func stream(_ body: [WrittenToken]) -> [String] {
    var stream: [String] = []
    var next = 0
    for edit in self {
      stream += body[next..<edit.tokens.lowerBound].map(\.text)
      stream += edit.by
      next = edit.tokens.upperBound
    }
    return stream + body[next...].map(\.text)
  }

  /// The text of the file after the edits. Every line keeps its number.
  func applied(to text: String, _ body: [WrittenToken]) -> String {
    var bytes = Array<UInt8>(text.utf8)
    for edit in reversed() {
      let (first, end) = (edit.bytes(body).lowerBound, edit.bytes(body).upperBound)
      var new = edit.spelling
      new += bytes[first..<end].filter { $0 == UInt8(ascii: "\n") }
      // Two words must not become one.
      if first > 0, bytes[first - 1].isWord, (new.first ?? bytes[end]).isWord {
        new.insert(UInt8(ascii: " "), at: 0)
      }
      if let last = new.last, last.isWord, end < bytes.count, bytes[end].isWord {
        new.append(UInt8(ascii: " "))
      }
      bytes.replaceSubrange(first..<end, with: new)
    }
    return String(decoding: bytes, as: UTF8.self)
  }
}

extension UInt8 {
  fileprivate var isWord: Bool {
    let scalar = Unicode.Scalar(self)
    return scalar.properties.isAlphabetic || scalar == "_" || (48...57).contains(self)
  }
}
