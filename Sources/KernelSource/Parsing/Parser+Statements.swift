// SPDX-License-Identifier: GPL-2.0-or-later

extension Parser {
  /// The statements in braces, in a scope of their own.
  mutating func block() throws(Refusal) -> Block {
    try enter()
    defer { leave() }
    try expect("{")
    scopes.append(Scope())
    defer { scopes.removeLast() }
    var block = Block()
    while !accept("}") {
      guard index < tokens.count else { throw Refusal(position, "'}' expected before the end") }
      if sees("_Static_assert") || sees("static_assert") {
        try staticAssertion()
      } else if sees("__extension__"), !seesDeclarationAfterExtension {
        index += 1
      } else if seesType, !peek(1).isPunctuator(":") {
        try declaration(into: &block)
      } else {
        let statement = try self.statement()
        block.statements.append(statement)
        // What a statement expression gives, should this be one and the last of it.
        if case .expression(let value) = statement, sees("}") { block.value = value }
      }
    }
    return block
  }

  private var seesDeclarationAfterExtension: Bool {
    var copy = self
    copy.index += 1
    return copy.seesType
  }

  mutating func staticAssertion() throws(Refusal) {
    let start = position
    index += 1
    try expect("(")
    let value = try conditional().constant
    if accept(",") { _ = try assignment() }
    try expect(")")
    try expect(";")
    guard let value else { throw Refusal(start, "static assertion is not constant") }
    if value == 0 { throw Refusal(start, "static assertion fails") }
  }

  mutating func declaration(into block: inout Block) throws(Refusal) {
    let specifiers = try self.specifiers()
    if accept(";") { return }
    repeat {
      let start = position
      let declarator = try self.declarator(specifiers.type)
      try skipAttributes()
      guard let name = declarator.name else { throw Refusal(start, "declaration of nothing") }
      if specifiers.isTypedef {
        declare(name, .type(declarator.type))
      } else if case .function(let signature) = declarator.type {
        let callable = self.callable(name)
        if callables[callable].signature == nil { callables[callable].signature = signature }
        declare(name, .function(callable))
      } else if specifiers.isStatic {
        let global = staticObject("\(functionName).\(name)", declarator.type)
        declare(name, .global(global))
        if accept("=") { try initialize(global: global) }
      } else if specifiers.isExtern {
        throw Refusal(start, "extern object within a function")
      } else {
        block.statements.append(try declareLocal(name, declarator.type, start))
      }
    } while accept(",")
    try expect(";")
  }

  private mutating func declareLocal(
    _ name: String, _ type: CType, _ start: Position
  ) throws(Refusal) -> Statement {
    guard accept("=") else {
      let local = try newLocal(name, type)
      declare(name, .local(local))
      return .declare(local, nil, start)
    }
    // An array takes its length from the initialiser, which cannot then name it.
    if case .array(_, nil) = type {
      let (stores, complete) = try initializer(of: type)
      let local = try newLocal(name, complete)
      declare(name, .local(local))
      return .declare(local, stores, start)
    }
    let local = try newLocal(name, type)
    declare(name, .local(local))
    return .declare(local, try initializer(of: type).stores, start)
  }

  mutating func statement() throws(Refusal) -> Statement {
    try enter()
    defer { leave() }
    let start = position
    let token = peek()
    if token.isPunctuator("{") { return .block(try block()) }
    if accept(";") { return .block(Block()) }
    guard token.kind == .identifier else { return try expressionStatement() }
    if peek(1).isPunctuator(":"), !keywords.contains(token.text) {
      index += 2
      guard labels.insert(token.text).inserted else {
        throw Refusal(start, "label \(token.text) twice")
      }
      try skipAttributes()
      return .label(token.text, try labeled())
    }
    switch token.text {
    case "if", "while", "do", "for", "switch": return try compoundStatement(token.text)
    case "case", "default": return try caseLabel()
    case "goto":
      index += 1
      if sees("*") { throw Refusal(start, "computed goto") }
      let label = try name(of: "a label")
      try expect(";")
      gotos.append((label, start))
      return .goto(label, start)
    case "break", "continue":
      guard loops > 0 || token.text == "break" && !switches.isEmpty else {
        throw Refusal(start, "\(token.text) outside of a loop")
      }
      index += 1
      try expect(";")
      return token.text == "break" ? .break(start) : .continue(start)
    case "return":
      index += 1
      return try returnStatement(start)
    case "asm", "__asm__": throw Refusal(start, "inline assembly")
    default: return try expressionStatement()
    }
  }

  /// What a label stands before; nothing is allowed, at the end of a block.
  private mutating func labeled() throws(Refusal) -> Statement {
    sees("}") ? .block(Block()) : try statement()
  }

  private mutating func expressionStatement() throws(Refusal) -> Statement {
    let expression = try self.expression()
    try expect(";")
    return .expression(expression)
  }

  private mutating func returnStatement(_ start: Position) throws(Refusal) -> Statement {
    let type = result ?? .void
    if accept(";") {
      guard type == .void else { throw Refusal(start, "return without a value") }
      return .return(nil, start)
    }
    let expression = try self.expression()
    try expect(";")
    if type == .void {
      guard expression.type == .void else { throw Refusal(start, "return with a value") }
      return .block(Block(statements: [.expression(expression), .return(nil, start)]))
    }
    return .return(try convert(value(expression), to: type), start)
  }
}
