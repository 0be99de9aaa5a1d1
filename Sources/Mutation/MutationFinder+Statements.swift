// SPDX-License-Identifier: GPL-2.0-or-later

extension MutationFinder {
  /// Statements that are dropped: expressions, and what leaves a block. A `;` stays in their place.
  func statements() -> [Draft] {
    starts.compactMap { start in
      guard let end = end(ofStatement: start), isDroppable(start..<end) else { return nil }
      return Draft(.statement, Edit(start..<end, by: []))
    }
  }

  /// The tokens at which statements begin.
  private var starts: [Int] {
    var starts: Set<Int> = []
    var depth = 0
    for (index, token) in body.enumerated() {
      if token.kind == .punctuator {
        if "([".contains(token.text) { depth += 1 }
        if ")]".contains(token.text) { depth -= 1 }
        if depth == 0, [";", "{", "}"].contains(token.text) { starts.insert(index + 1) }
        // A label, or what a case ends with; not the colon of a choice.
        if depth == 0, token.text == ":", isLabel(index) { starts.insert(index + 1) }
      }
      if token.text == "else" || token.text == "do" { starts.insert(index + 1) }
    }
    for head in heads { starts.insert(head.inner.upperBound + 1) }
    return starts.sorted()
  }

  private func isLabel(_ colon: Int) -> Bool {
    let before = text(colon - 2)
    return ["{", "}", ";", ":", "case"].contains(before) || text(colon - 1) == "default"
  }

  /// The semicolon of the statement that begins at a token; nil where it is a block.
  private func end(ofStatement start: Int) -> Int? {
    var index = start
    while index < body.count {
      switch text(index) {
      case ";": return index
      case "{" where text(index - 1) != ")" && text(index - 1) != "=": return nil
      case "(", "[", "{": index = partner(index) ?? index
      case "}": return nil
      default: break
      }
      index += 1
    }
    return nil
  }

  private func isDroppable(_ statement: Range<Int>) -> Bool {
    guard let first = statement.first else { return false }
    let word = text(first)
    if ["return", "goto", "break", "continue"].contains(word) { return true }
    if Self.keywords.contains(word) || isLabel(first + 1) && text(first + 1) == ":" { return false }
    if body[first].kind != .identifier { return true }
    if Self.types.contains(word) { return false }
    // `pmd_t pmd;`, `spinlock_t *lock = ...;`
    let second = statement.count > 1 ? body[first + 1] : nil
    return second?.kind != .identifier && second?.text != "*"
  }

  private static let types: Set<String> = [
    "struct", "union", "enum", "const", "static", "volatile", "unsigned", "signed", "void", "bool",
    "char", "short", "int", "long", "register", "extern",
  ]
}
