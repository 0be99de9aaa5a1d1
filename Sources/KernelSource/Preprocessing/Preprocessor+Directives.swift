// SPDX-License-Identifier: GPL-2.0-or-later

extension Preprocessor {
  /// Runs the directive that `hash` begins.
  mutating func directive(_ hash: Token) throws(Refusal) {
    var line = restOfLine()
    // A line of nothing but `#` is allowed.
    guard let name = line.popLast() else { return }
    switch name.text {
    case "ifdef", "ifndef":
      var holds = false
      if isActive { holds = try isDefined(line, name) == (name.text == "ifdef") }
      open(holds, name)
    case "if":
      open(isActive ? try condition(line, name) : false, name)
    case "elif":
      try otherwise(name) { (self: inout Preprocessor) throws(Refusal) in
        try self.condition(line, name)
      }
    case "else":
      try otherwise(name) { _ in true }
      conditionals[conditionals.count - 1].hasElse = true
    case "endif":
      guard conditionals.popLast() != nil else {
        throw Refusal(name.position, "#endif without #if")
      }
    default:
      if isActive { try command(name, line) }
    }
  }

  /// The tokens up to the end of the line, next one last.
  private mutating func restOfLine() -> [Token] {
    var line: [Token] = []
    while let token = file.last, !token.startsLine {
      line.append(token)
      file.removeLast()
    }
    line.reverse()
    return line
  }

  private mutating func open(_ holds: Bool, _ name: Token) {
    conditionals.append(
      Conditional(
        position: name.position, isActive: isActive && holds, isDecided: holds || !isActive))
  }

  private mutating func otherwise(
    _ name: Token, _ condition: (inout Preprocessor) throws(Refusal) -> Bool
  ) throws(Refusal) {
    guard var last = conditionals.last, !last.hasElse else {
      throw Refusal(name.position, "#\(name.text) without #if")
    }
    last.isActive = false
    if !last.isDecided {
      last.isActive = try condition(&self)
      last.isDecided = last.isActive
    }
    conditionals[conditionals.count - 1] = last
  }

  private func isDefined(_ line: [Token], _ name: Token) throws(Refusal) -> Bool {
    guard let symbol = line.last, symbol.kind == .identifier else {
      throw Refusal(name.position, "#\(name.text) without a name")
    }
    return isDefined(symbol.text)
  }

  func isDefined(_ name: String) -> Bool {
    macros[name] != nil || BuiltinMacro(rawValue: name) != nil
  }

  private mutating func command(_ name: Token, _ line: [Token]) throws(Refusal) {
    switch name.text {
    case "define": try define(line, name)
    case "undef":
      guard let symbol = line.last, symbol.kind == .identifier else {
        throw Refusal(name.position, "#undef without a name")
      }
      macros[symbol.text] = nil
    case "include":
      try include(try includeName(line, name), at: name.position)
    case "error":
      let text = line.reversed().map(\.text).joined(separator: " ")
      throw Refusal(name.position, "#error \(text)")
    case "pragma", "warning", "line", "ident": break
    default:
      throw Refusal(name.position, "unknown directive #\(name.text)")
    }
  }

  private func includeName(_ line: [Token], _ name: Token) throws(Refusal) -> String {
    if let first = line.last {
      if first.kind == .string { return String(first.text.dropFirst().dropLast()) }
      if first.isPunctuator("<"), let end = line.firstIndex(where: { $0.isPunctuator(">") }) {
        return line[(end + 1)..<(line.count - 1)].reversed().map(\.text).joined()
      }
    }
    throw Refusal(name.position, "#include of what is no plain name")
  }

  private mutating func define(_ line: [Token], _ directive: Token) throws(Refusal) {
    var line = line
    guard let name = line.popLast(), name.kind == .identifier, name.text != "defined" else {
      throw Refusal(directive.position, "#define without a name")
    }
    var parameters: [String]?
    var isVariadic = false
    if let next = line.last, next.isPunctuator("("), !next.hasSpaceBefore {
      line.removeLast()
      (parameters, isVariadic) = try parameterList(&line, name)
    }
    line.reverse()
    if line.first?.text == "##" || line.last?.text == "##" {
      throw Refusal(name.position, "## at an end of macro \(name.text)")
    }
    let macro = Macro(
      name: name.text, parameters: parameters, isVariadic: isVariadic, body: line)
    for (index, token) in line.enumerated() where parameters != nil && token.isPunctuator("#") {
      guard index + 1 < line.count, macro.parameter(line[index + 1]) != nil else {
        throw Refusal(token.position, "# without a parameter in macro \(name.text)")
      }
    }
    macros[name.text] = macro
  }

  private func parameterList(
    _ line: inout [Token], _ name: Token
  ) throws(Refusal) -> ([String], Bool) {
    var names: [String] = []
    if let token = line.last, token.isPunctuator(")") {
      line.removeLast()
      return ([], false)
    }
    while let token = line.popLast() {
      var isVariadic = false
      if token.isPunctuator("...") {
        names.append("__VA_ARGS__")
        isVariadic = true
      } else if token.kind == .identifier, !names.contains(token.text) {
        names.append(token.text)
        if let next = line.last, next.isPunctuator("...") {
          line.removeLast()
          isVariadic = true
        }
      } else {
        break
      }
      guard let next = line.popLast() else { break }
      if next.isPunctuator(")") { return (names, isVariadic) }
      guard next.isPunctuator(","), !isVariadic else { break }
    }
    throw Refusal(name.position, "wrong parameter list of macro \(name.text)")
  }
}
