// SPDX-License-Identifier: GPL-2.0-or-later

extension MutationFinder {
  /// Operators that become others, or go.
  func operators() -> [Draft] {
    let bounds = loopConditions
    return body.indices.flatMap { index -> [Draft] in
      guard body[index].kind == .punctuator else { return [] }
      let text = self.text(index)
      if text == "!" { return [Draft(.not, Edit(index..<(index + 1), by: []))] }
      if text == "|=" || text == "&=" { return [Draft(.assignment, Edit(index, by: "="))] }
      if Self.orders.contains(text) {
        return Self.orders.filter { $0 != text }.map { other in
          let isBound = text == "<" && other == "<=" && bounds.contains { $0.contains(index) }
          return Draft(isBound ? .bound : .relational, Edit(index, by: other))
        }
      }
      guard let (other, kind) = Self.exchanged[text], isBinary(index) else { return [] }
      return [Draft(kind, Edit(index, by: other))]
    }
  }

  private static let orders = ["<", "<=", ">", ">="]

  private static let exchanged: [String: (String, MutationKind)] = [
    "==": ("!=", .relational), "!=": ("==", .relational),
    "&&": ("||", .logical), "||": ("&&", .logical),
    "|": ("&", .bitwise), "&": ("|", .bitwise),
    "+": ("-", .arithmetic), "-": ("+", .arithmetic),
    "+=": ("-=", .arithmetic), "-=": ("+=", .arithmetic),
    "<<": (">>", .arithmetic), ">>": ("<<", .arithmetic),
    "<<=": (">>=", .arithmetic), ">>=": ("<<=", .arithmetic),
  ]

  /// Where it is decided whether a loop goes on.
  private var loopConditions: [Range<Int>] {
    heads.compactMap { keyword, inner in
      switch keyword {
      case "while": return inner
      case "for":
        let parts = parts(ofFor: inner)
        return parts.count == 3 ? parts[1] : nil
      default: return nil
      }
    }
  }
}
