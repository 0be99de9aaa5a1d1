// SPDX-License-Identifier: GPL-2.0-or-later

extension MutationFinder {
  /// Conditions that hold where they did not.
  func conditions() -> [Draft] {
    let heads = heads.compactMap { keyword, inner -> Range<Int>? in
      switch keyword {
      case "if", "while": return inner
      case "for":
        let parts = parts(ofFor: inner)
        return parts.count == 3 && !parts[1].isEmpty ? parts[1] : nil
      default: return nil
      }
    }
    return (heads + choices).filter { !$0.isEmpty && !isNegation($0) }.map { condition in
      Draft(
        .negated,
        Edit(condition.lowerBound..<condition.lowerBound, by: ["!", "("]),
        Edit(condition.upperBound..<condition.upperBound, by: [")"]))
    }
  }

  /// The conditions of `?`.
  private var choices: [Range<Int>] {
    body.indices.filter { text($0) == "?" }.map { mark in
      var index = mark
      while index > 0 {
        let before = text(index - 1)
        if ["(", "[", "{", ",", ";", "=", "|=", "&=", "return", "?", ":"].contains(before) {
          break
        }
        if [")", "]"].contains(before), let open = partner(index - 1) {
          index = open
        } else {
          index -= 1
        }
      }
      return index..<mark
    }
  }

  /// All of it is `!` and one operand: dropping the `!` says the same.
  private func isNegation(_ condition: Range<Int>) -> Bool {
    guard text(condition.lowerBound) == "!" else { return false }
    var index = condition.lowerBound + 1
    while text(index) == "!" { index += 1 }
    while index < condition.upperBound {
      if ["(", "["].contains(text(index)), let close = partner(index) {
        index = close
      } else if body[index].kind == .punctuator && ![".", "->"].contains(text(index)) {
        return false
      }
      index += 1
    }
    return true
  }
}
