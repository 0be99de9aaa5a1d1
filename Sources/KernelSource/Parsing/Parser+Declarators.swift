// SPDX-License-Identifier: GPL-2.0-or-later

extension Parser {
  struct Parameter {
    let name: String?
    let type: CType
  }

  struct Declarator {
    var name: String?
    var type: CType
    /// Of the function that is declared, where it is one.
    var parameters: [Parameter] = []
  }

  mutating func typeName() throws(Refusal) -> CType {
    let specifiers = try self.specifiers()
    let declarator = try self.declarator(specifiers.type)
    if let name = declarator.name { throw Refusal(position, "name \(name) in a type") }
    return declarator.type
  }

  /// A declarator, or an abstract one, of what `base` is.
  mutating func declarator(_ base: CType) throws(Refusal) -> Declarator {
    try enter()
    defer { leave() }
    var type = base
    try skipQualifiers()
    while accept("*") {
      type = .pointer(type)
      try skipQualifiers()
      guard nesting(of: type) < bounds.nesting else { throw Refusal(position, "type too deep") }
    }
    if sees("("), isNestedDeclarator {
      // What follows the parentheses belongs to the type inside, so it is read first.
      index += 1
      let inner = index
      try skipToClosing()
      type = try suffixes(type).type
      let end = index
      index = inner
      let result = try declarator(type)
      try expect(")")
      index = end
      return result
    }
    var name: String?
    if peek().kind == .identifier, !keywords.contains(peek().text) {
      name = peek().text
      index += 1
    }
    var result = try suffixes(type)
    result.name = name
    return result
  }

  private var isNestedDeclarator: Bool {
    let next = peek(1)
    if next.isPunctuator("*") || next.isPunctuator("(") { return true }
    guard next.kind == .identifier, !keywords.contains(next.text) else {
      return next.isIdentifier("__attribute__")
    }
    if case .type? = meaning(of: next.text) { return false }
    return true
  }

  private mutating func skipQualifiers() throws(Refusal) {
    while true {
      switch peek().text {
      case "const", "volatile", "restrict", "__restrict", "__const": index += 1
      case "__attribute__": try skipAttributes()
      default: return
      }
    }
  }

  private mutating func skipToClosing() throws(Refusal) {
    var depth = 1
    while depth > 0 {
      if index >= tokens.count { throw Refusal(position, "')' expected before the end") }
      if sees("(") { depth += 1 }
      if sees(")") { depth -= 1 }
      index += 1
    }
  }

  private mutating func suffixes(_ base: CType) throws(Refusal) -> Declarator {
    if sees("(") {
      index += 1
      let (parameters, signature) = try parameterList(base)
      if base.isFunction || base.isArray { throw Refusal(position, "function of a wrong result") }
      return Declarator(type: .function(signature), parameters: parameters)
    }
    guard accept("[") else { return Declarator(type: base) }
    try enter()
    defer { leave() }
    while sees("static") || sees("const") || sees("restrict") { index += 1 }
    var count: Int?
    if !sees("]") {
      let start = position
      guard let value = try conditional().constant else {
        throw Refusal(start, "array of variable length")
      }
      guard value <= 1 << 20 else { throw Refusal(start, "array too large") }
      count = Int(value)
    }
    try expect("]")
    let element = try suffixes(base).type
    guard types.cells(of: element) != nil else {
      throw Refusal(position, "array of an incomplete type")
    }
    let type = CType.array(element, count)
    if count != nil, types.cells(of: type) == nil { throw Refusal(position, "array too large") }
    return Declarator(type: type)
  }

  private mutating func parameterList(
    _ result: CType
  ) throws(Refusal) -> ([Parameter], Signature) {
    if accept(")") {
      return ([], Signature(result: result, parameters: nil, isVariadic: false))
    }
    if sees("void"), peek(1).isPunctuator(")") {
      index += 2
      return ([], Signature(result: result, parameters: [], isVariadic: false))
    }
    var parameters: [Parameter] = []
    var isVariadic = false
    while true {
      if accept("...") {
        isVariadic = true
        break
      }
      let declarator = try self.declarator(try specifiers().type)
      try skipAttributes()
      parameters.append(Parameter(name: declarator.name, type: adjusted(declarator.type)))
      guard accept(",") else { break }
    }
    try expect(")")
    let signature = Signature(
      result: result, parameters: parameters.map(\.type), isVariadic: isVariadic)
    return (parameters, signature)
  }

  /// A parameter declared as an array or function is a pointer.
  private func adjusted(_ type: CType) -> CType {
    switch type {
    case .array(let element, _): .pointer(element)
    case .function: .pointer(type)
    default: type
    }
  }

  /// How many pointers and arrays `type` is made of.
  private func nesting(of type: CType) -> Int {
    var depth = 0
    var type = type
    while let element = type.element {
      depth += 1
      type = element
    }
    return depth
  }
}
