// SPDX-License-Identifier: GPL-2.0-or-later

extension Parser {
  mutating func compoundStatement(_ word: String) throws(Refusal) -> Statement {
    index += 1
    switch word {
    case "if":
      let test = try parenthesizedTest()
      let then = try statement()
      return .conditional(test, then, accept("else") ? try statement() : nil)
    case "while":
      let test = try parenthesizedTest()
      return .while(test, try loopBody())
    case "do":
      let body = try loopBody()
      try expect("while")
      let test = try parenthesizedTest()
      try expect(";")
      return .doWhile(body, test)
    case "for": return try forStatement()
    default: return try switchStatement()
    }
  }

  private mutating func parenthesizedTest() throws(Refusal) -> Expression {
    try expect("(")
    let test = try self.test(expression())
    try expect(")")
    return test
  }

  private mutating func forStatement() throws(Refusal) -> Statement {
    try expect("(")
    scopes.append(Scope())
    defer { scopes.removeLast() }
    var first: Statement?
    if seesType {
      var block = Block()
      try declaration(into: &block)
      first = .block(block)
    } else if !accept(";") {
      first = .expression(try expression())
      try expect(";")
    }
    var test: Expression?
    if !sees(";") { test = try self.test(expression()) }
    try expect(";")
    var step: Expression?
    if !sees(")") { step = try expression() }
    try expect(")")
    return .for(first, test, step, try loopBody())
  }

  private mutating func loopBody() throws(Refusal) -> Statement {
    loops += 1
    defer { loops -= 1 }
    return try statement()
  }

  private mutating func switchStatement() throws(Refusal) -> Statement {
    let start = position
    try expect("(")
    let subject = try promote(value(expression()))
    guard subject.type.isInteger else { throw Refusal(start, "switch over what is no integer") }
    try expect(")")
    switches.append(subject.type)
    defer { switches.removeLast() }
    return .switch(subject, try statement())
  }

  mutating func caseLabel() throws(Refusal) -> Statement {
    let start = position
    guard let type = switches.last?.arithmetic else {
      throw Refusal(start, "case outside of switch")
    }
    if accept("default") {
      try expect(":")
      return .labeledDefault(try caseBody(), start)
    }
    try expect("case")
    let low = try caseValue(type)
    let high = accept("...") ? try caseValue(type) : low
    try expect(":")
    return .labeledCase(low, high, try caseBody(), start)
  }

  private mutating func caseValue(_ type: IntegerType) throws(Refusal) -> UInt64 {
    let start = position
    guard let value = try conditional().constant else {
      throw Refusal(start, "case is not constant")
    }
    return type.wrap(value)
  }

  private mutating func caseBody() throws(Refusal) -> Statement {
    sees("}") ? .block(Block()) : try statement()
  }
}
