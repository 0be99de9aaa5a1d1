// SPDX-License-Identifier: GPL-2.0-or-later

extension Parser {
  mutating func primary() throws(Refusal) -> Expression {
    let start = position
    let token = peek()
    switch token.kind {
    case .number:
      guard let number = NumberLiteral(token.text) else {
        throw Refusal(start, "\(token.quoted) is no integer constant")
      }
      index += 1
      return Expression(.constant(number.value), .integer(number.type), start)
    case .character:
      guard let bytes = unescaped(token.text), bytes.count == 1 else {
        throw Refusal(start, "\(token.quoted) is no character")
      }
      index += 1
      return Expression(.constant(IntegerType.char.wrap(UInt64(bytes[0]))), .int, start)
    case .string:
      return string(try stringLiteral(), start)
    case .punctuator where token.text == "(":
      index += 1
      if sees("{") { return try statementExpression(start) }
      let inner = try expression()
      try expect(")")
      return inner
    case .identifier where !keywords.contains(token.text):
      index += 1
      return try named(token, start)
    default: throw Refusal(start, "expression expected before \(token.quoted)")
    }
  }

  private mutating func string(_ bytes: [UInt8], _ start: Position) -> Expression {
    let type = CType.array(.char, bytes.count + 1)
    let global = staticObject("", type)
    for (index, byte) in bytes.enumerated() {
      globals[global].cells[index] = IntegerType.char.wrap(UInt64(byte))
    }
    return Expression(.global(global), type, start)
  }

  private mutating func statementExpression(_ start: Position) throws(Refusal) -> Expression {
    guard result != nil else { throw Refusal(start, "statements outside of a function") }
    var block = try self.block()
    try expect(")")
    var type = CType.void
    if let last = block.value {
      let value = self.value(last)
      block.statements.removeLast()
      block.value = value
      type = value.type
      if type.isStructure, types.cells(of: type) != 1 {
        throw Refusal(start, "only structures of one word are passed by value")
      }
    }
    return Expression(.block(block), type, start, depth: (block.value?.depth ?? 0) + 1)
  }

  private mutating func named(_ token: Token, _ start: Position) throws(Refusal) -> Expression {
    switch meaning(of: token.text) {
    case .local(let local): return Expression(.local(local), locals[local].type, start)
    case .global(let global): return Expression(.global(global), globals[global].type, start)
    case .enumerator(let value, let type):
      return Expression(.constant(value), .integer(type), start)
    case .function(let callable): return function(callable, start)
    case .type: throw Refusal(start, "expression expected before type \(token.quoted)")
    case nil: break
    }
    if token.text == "__func__" || token.text == "__FUNCTION__" {
      return string(Array(functionName.utf8), start)
    }
    guard sees("(") else { throw Refusal(start, "unknown name \(token.quoted)") }
    if let builtin = Builtin(rawValue: token.text) { return try self.builtin(builtin, start) }
    // Callable all the same: an error only where it is reached.
    let callable = self.callable(token.text)
    return function(callable, start)
  }

  private func function(_ callable: Int, _ start: Position) -> Expression {
    // What was never declared may return anything that fits a word.
    let unknown = Signature(result: .long, parameters: nil, isVariadic: false)
    return Expression(
      .function(callable), .function(callables[callable].signature ?? unknown), start)
  }
}
