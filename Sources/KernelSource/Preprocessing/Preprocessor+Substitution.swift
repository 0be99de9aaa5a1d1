// SPDX-License-Identifier: GPL-2.0-or-later

extension Preprocessor {
  /// The body of `macro` with its arguments in place, `#` and `##` done, and `hidden` added to the
  /// hide set of every token.
  mutating func substitute(
    _ macro: Macro, _ arguments: [[Token]], _ name: Token, hiding hidden: HideSets.ID
  ) throws(Refusal) -> [Token] {
    var result: [Token] = []
    var expandedArguments: [Int: [Token]] = [:]
    let body = macro.body
    var index = 0
    while index < body.count {
      let token = body[index]
      let isFunction = macro.parameters != nil
      if isFunction, token.isPunctuator("#"), index + 1 < body.count,
        let parameter = macro.parameter(body[index + 1])
      {
        result.append(stringized(arguments[parameter], token))
        index += 2
        continue
      }
      if token.isPunctuator("##"), index + 1 < body.count {
        let next = body[index + 1]
        // `, ## __VA_ARGS__`: the comma goes where there are no arguments, and nothing is pasted.
        if let parameter = macro.parameter(next) {
          let isLast = macro.isVariadic && parameter == (macro.parameters?.count ?? 0) - 1
          if isLast, result.last?.text == "," {
            if arguments[parameter].isEmpty {
              result.removeLast()
            } else {
              result += try expanded(arguments[parameter])
            }
          } else {
            try paste(placed(arguments[parameter], next), onto: &result)
          }
        } else if isFunction, next.isPunctuator("#"), index + 2 < body.count,
          let parameter = macro.parameter(body[index + 2])
        {
          try paste([stringized(arguments[parameter], next)], onto: &result)
          index += 1
        } else {
          try paste([next], onto: &result)
        }
        index += 2
        continue
      }
      if let parameter = macro.parameter(token) {
        let isPasted = index + 1 < body.count && body[index + 1].isPunctuator("##")
        if isPasted {
          result += placed(arguments[parameter], token)
        } else {
          if expandedArguments[parameter] == nil {
            expandedArguments[parameter] = try expanded(arguments[parameter])
          }
          var tokens = expandedArguments[parameter] ?? []
          if !tokens.isEmpty { tokens[0].hasSpaceBefore = token.hasSpaceBefore }
          result += tokens
        }
      } else {
        result.append(token)
      }
      try spend(1, at: name.origin)
      index += 1
    }
    return finished(result, name, hiding: hidden)
  }

  private mutating func finished(_ tokens: [Token], _ name: Token, hiding hidden: HideSets.ID)
    -> [Token]
  {
    var result: [Token] = []
    result.reserveCapacity(tokens.count)
    for var token in tokens where token.kind != .placemarker {
      token.hidden = hideSets.union(token.hidden, hidden)
      if token.use == nil { token.use = name.origin }
      token.startsLine = false
      result.append(token)
    }
    if !result.isEmpty { result[0].hasSpaceBefore = name.hasSpaceBefore }
    return result
  }

  /// An argument as an operand of `##`: not expanded, and never empty.
  private func placed(_ argument: [Token], _ parameter: Token) -> [Token] {
    if !argument.isEmpty { return argument }
    var marker = parameter
    marker.kind = .placemarker
    marker.text = ""
    return [marker]
  }

  private mutating func paste(
    _ tokens: [Token], onto result: inout [Token]
  ) throws(Refusal) {
    guard let first = tokens.first, var left = result.popLast() else { return }
    if left.kind == .placemarker {
      result += tokens
      return
    }
    if first.kind != .placemarker {
      let text = left.text + first.text
      let pasted = try Lexer.tokens(of: text, file: Int(left.position.file))
      guard pasted.count == 1, pasted[0].kind != .other else {
        throw Refusal(left.origin, "'\(left.text)' ## '\(first.text)' gives no token")
      }
      left.kind = pasted[0].kind
      left.text = text
      left.hidden = hideSets.intersection(left.hidden, first.hidden)
    }
    result.append(left)
    result += tokens.dropFirst()
  }

  private func stringized(_ argument: [Token], _ token: Token) -> Token {
    var text = "\""
    for (index, part) in argument.enumerated() {
      if index > 0, part.hasSpaceBefore || part.startsLine { text += " " }
      if part.kind == .string || part.kind == .character {
        for character in part.text {
          if character == "\\" || character == "\"" { text += "\\" }
          text.append(character)
        }
      } else {
        text += part.text
      }
    }
    var result = token
    result.kind = .string
    result.text = text + "\""
    return result
  }
}
