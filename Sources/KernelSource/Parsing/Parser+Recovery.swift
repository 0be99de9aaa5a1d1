// SPDX-License-Identifier: GPL-2.0-or-later

extension Parser {
  /// Leaves out the external declaration that begins at `start` and steps behind it.
  mutating func recover(from start: Int, _ refusal: Refusal, known: Int) {
    index = start
    var braces = 0
    var parentheses = 0
    /// The name before the first parenthesis, if a body follows.
    var name: String?
    var hasBody = false
    var previous = ""
    skip: while index < tokens.count {
      let token = tokens[index]
      index += 1
      if token.kind == .identifier, token.text == "__attribute__" { index = skipBalanced(index) }
      guard token.kind == .punctuator else {
        previous = token.text
        continue
      }
      switch token.text {
      case "(", "[":
        if parentheses == 0, braces == 0, name == nil, token.text == "(" { name = previous }
        parentheses += 1
      case ")", "]": parentheses -= 1
      case "{":
        if braces == 0, previous == ")" { hasBody = true }
        braces += 1
      case "}":
        braces -= 1
        if braces <= 0, hasBody { break skip }
      case ";" where braces <= 0 && parentheses <= 0: break skip
      default: break
      }
      previous = token.text
    }
    if hasBody, let name {
      let callable = self.callable(name)
      scopes[0].names[name] = .function(callable)
      // The first definition stands where a second one is refused.
      if !callables[callable].hasBody, callables[callable].refusal == nil {
        callables[callable].refusal = refusal
        return
      }
    }
    refusals.append(refusal)
  }

  /// The index behind the parenthesis that the one at `start` opens.
  private func skipBalanced(_ start: Int) -> Int {
    guard start < tokens.count, tokens[start].isPunctuator("(") else { return start }
    var depth = 0
    var index = start
    while index < tokens.count {
      if tokens[index].isPunctuator("(") { depth += 1 }
      if tokens[index].isPunctuator(")") { depth -= 1 }
      index += 1
      if depth == 0 { break }
    }
    return index
  }
}
