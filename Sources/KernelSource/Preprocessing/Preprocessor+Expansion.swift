// SPDX-License-Identifier: GPL-2.0-or-later

/// Macros that no text defines.
enum BuiltinMacro: String {
  case line = "__LINE__"
  case file = "__FILE__"
  case isEnabled = "IS_ENABLED"
  case isBuiltin = "IS_BUILTIN"
  case isReachable = "IS_REACHABLE"
  case isModule = "IS_MODULE"
}

extension Preprocessor {
  /// Puts what the macro that `token` names stands for before the rest of the text; false where it
  /// names none, or one that is not used here.
  mutating func expand(_ token: Token) throws(Refusal) -> Bool {
    guard token.kind == .identifier else { return false }
    guard let macro = macros[token.text] else {
      guard let builtin = BuiltinMacro(rawValue: token.text) else { return false }
      return try expand(builtin, token)
    }
    guard !hideSets.contains(token.hidden, macro.name) else { return false }
    guard hideSets.count(token.hidden) < bounds.expansionDepth else {
      throw Refusal(token.origin, "macro \(macro.name) nested too deeply")
    }
    var hidden = token.hidden
    var arguments: [[Token]] = []
    if macro.parameters != nil {
      guard let next = upcoming, next.isPunctuator("(") else { return false }
      _ = self.next()
      let end: Token
      (arguments, end) = try collect(for: macro, token)
      hidden = hideSets.intersection(hidden, end.hidden)
    }
    hidden = hideSets.inserting(macro.name, into: hidden)
    let result = try substitute(macro, arguments, token, hiding: hidden)
    try spend(result.count, at: token.origin)
    pushed.append(contentsOf: result.reversed())
    return true
  }

  /// The arguments up to the closing parenthesis, which comes with them.
  private mutating func collect(
    for macro: Macro, _ name: Token
  ) throws(Refusal) -> ([[Token]], Token) {
    let parameters = macro.parameters ?? []
    var arguments: [[Token]] = [[]]
    var depth = 0
    while let token = next() {
      // A directive among arguments is undefined in C, and `)` is then likely to be missing.
      if token.startsLine, token.use == nil, token.isPunctuator("#") { break }
      try spend(1, at: token.origin)
      if token.kind == .punctuator {
        switch token.text {
        case "(": depth += 1
        case ")" where depth == 0:
          return (try checked(arguments, for: macro, name), token)
        case ")": depth -= 1
        case "," where depth == 0:
          if !macro.isVariadic || arguments.count < parameters.count {
            arguments.append([])
            continue
          }
        default: break
        }
      }
      arguments[arguments.count - 1].append(token)
    }
    throw Refusal(name.origin, "arguments of macro \(macro.name) without an end")
  }

  private func checked(
    _ arguments: [[Token]], for macro: Macro, _ name: Token
  ) throws(Refusal) -> [[Token]] {
    let count = macro.parameters?.count ?? 0
    if count == 0, arguments.count == 1, arguments[0].isEmpty { return [] }
    if arguments.count == count { return arguments }
    // The variable part may be left out with its comma.
    if macro.isVariadic, arguments.count == count - 1 { return arguments + [[]] }
    throw Refusal(
      name.origin, "macro \(macro.name) takes \(count) arguments, not \(arguments.count)")
  }

  private mutating func expand(_ builtin: BuiltinMacro, _ token: Token) throws(Refusal) -> Bool {
    var result = token
    result.use = token.origin
    switch builtin {
    case .line:
      result.kind = .number
      result.text = "\(token.origin.line)"
    case .file:
      result.kind = .string
      result.text = "\"\(files[Int(token.origin.file)])\""
    case .isEnabled, .isBuiltin, .isReachable, .isModule:
      guard let next = upcoming, next.isPunctuator("(") else { return false }
      _ = self.next()
      let macro = Macro(
        name: token.text, parameters: ["option"], isVariadic: false, body: [])
      let (arguments, _) = try collect(for: macro, token)
      guard arguments.count == 1, arguments[0].count == 1, arguments[0][0].kind == .identifier
      else { throw Refusal(token.origin, "\(token.text) needs the name of an option") }
      let option = arguments[0][0].text
      let isIn = macros[option]?.body.first?.text == "1"
      let isModule = macros[option + "_MODULE"]?.body.first?.text == "1"
      let holds =
        switch builtin {
        case .isBuiltin: isIn
        case .isModule: isModule
        default: isIn || isModule
        }
      result.kind = .number
      result.text = holds ? "1" : "0"
    }
    pushed.append(result)
    return true
  }

  /// `tokens` with all macros expanded, as if they were all of the text.
  mutating func expanded(_ tokens: [Token]) throws(Refusal) -> [Token] {
    guard let first = tokens.first else { return [] }
    guard expansionDepth < bounds.expansionDepth else {
      throw Refusal(first.origin, "macro arguments nested too deeply")
    }
    let outer = (file, pushed)
    file = []
    pushed = tokens.reversed()
    expansionDepth += 1
    defer {
      (file, pushed) = outer
      expansionDepth -= 1
    }
    var result: [Token] = []
    while let token = next() {
      if try !expand(token) {
        try spend(1, at: token.origin)
        result.append(token)
      }
    }
    return result
  }
}
