// SPDX-License-Identifier: GPL-2.0-or-later

import KernelSource

/// Looks for what can be changed in one function, by its tokens alone.
struct MutationFinder {
  let function: WrittenFunction
  let body: [WrittenToken]
  /// The other bracket of each bracket.
  private let partners: [Int: Int]

  init(_ function: WrittenFunction) {
    self.function = function
    body = function.body
    var partners: [Int: Int] = [:]
    var open: [Int] = []
    for (index, token) in body.enumerated() where token.kind == .punctuator {
      if "([{".contains(token.text) { open.append(index) }
      if ")]}".contains(token.text), let first = open.popLast() {
        partners[first] = index
        partners[index] = first
      }
    }
    self.partners = partners
  }

  /// The token's text; nothing before the first and behind the last one.
  func text(_ index: Int) -> String { body.indices.contains(index) ? body[index].text : "" }

  func partner(_ index: Int) -> Int? { partners[index] }

  /// Behind what ends an operand: where an operator must have two.
  func isBinary(_ index: Int) -> Bool {
    guard body.indices.contains(index - 1) else { return false }
    let last = body[index - 1]
    if last.kind == .identifier { return !Self.keywords.contains(last.text) }
    return last.kind != .punctuator || last.text == ")" || last.text == "]"
  }

  /// Where the expression that begins at a token ends: before a `,`, `;`, `)`, `]` or `}` of an
  /// outer level.
  func end(from first: Int) -> Int {
    var index = first
    while index < body.count {
      if body[index].kind == .punctuator {
        if [",", ";", ")", "]", "}"].contains(body[index].text) { return index }
        if "([{".contains(body[index].text), let close = partner(index) { index = close }
      }
      index += 1
    }
    return index
  }

  /// The heads of `if`, `while`, `for` and `switch`: the keyword, and the tokens in its brackets.
  var heads: [(keyword: String, inner: Range<Int>)] {
    body.indices.compactMap { index in
      guard body[index].kind == .identifier,
        ["if", "while", "for", "switch"].contains(text(index)),
        text(index + 1) == "(", let close = partner(index + 1)
      else { return nil }
      return (text(index), (index + 2)..<close)
    }
  }

  /// The three parts of a `for`'s head, each without its semicolon.
  func parts(ofFor inner: Range<Int>) -> [Range<Int>] {
    var parts: [Range<Int>] = []
    var start = inner.lowerBound
    var index = start
    while index < inner.upperBound {
      if "([{".contains(text(index)), let close = partner(index) { index = close }
      if text(index) == ";" {
        parts.append(start..<index)
        start = index + 1
      }
      index += 1
    }
    return parts + [start..<inner.upperBound]
  }

  /// The names that stand for variables in the function, parameters among them.
  var variables: Set<String> {
    let tokens = function.head + body
    return Set(
      tokens.indices.filter { index in
        tokens[index].kind == .identifier
          && (index == 0 || ![".", "->"].contains(tokens[index - 1].text))
      }.map { tokens[$0].text })
  }

  static let keywords: Set<String> = [
    "if", "else", "while", "for", "do", "switch", "case", "default", "return", "goto", "break",
    "continue", "sizeof", "typeof",
  ]
}
