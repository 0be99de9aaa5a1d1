// SPDX-License-Identifier: GPL-2.0-or-later

extension Parser {
  mutating func unary() throws(Refusal) -> Expression {
    try enter()
    defer { leave() }
    let start = position
    let token = peek()
    switch token.kind {
    case .punctuator:
      guard ["+", "-", "~", "!", "*", "&", "++", "--"].contains(token.text) else { break }
      index += 1
      if token.text == "++" || token.text == "--" {
        let one = Expression(.constant(1), .int, start)
        return try update(
          unary(), token.text == "++" ? .add : .subtract, one, isPostfix: false, start)
      }
      return try prefixed(token.text, cast(), start)
    case .identifier:
      switch token.text {
      case "sizeof", "_Alignof", "__alignof__":
        index += 1
        return try size(token.text == "sizeof", start)
      case "__extension__":
        index += 1
        return try cast()
      default: break
      }
    default: break
    }
    return try postfix(primary())
  }

  private mutating func prefixed(
    _ operation: String, _ operand: Expression, _ start: Position
  ) throws(Refusal) -> Expression {
    switch operation {
    case "&": return try addressOf(operand, start)
    case "*":
      let pointer = value(operand)
      guard case .pointer(let type) = pointer.type, type != .void else {
        throw Refusal(start, "'*' of what is no pointer to an object")
      }
      if type.isFunction { return pointer }
      return try node(.dereference(pointer), type, start, pointer)
    case "!":
      let test = try self.test(operand)
      if let known = test.constant {
        return Expression(.constant(known == 0 ? 1 : 0), .int, start)
      }
      return try node(.not(test), .int, start, test)
    default: break
    }
    let number = try promote(value(operand))
    guard let type = number.type.arithmetic else {
      throw Refusal(start, "'\(operation)' of what is no integer")
    }
    if operation == "+" { return number }
    if let known = number.constant {
      let bits = operation == "-" ? 0 &- known : ~known
      return Expression(.constant(type.wrap(bits)), number.type, start)
    }
    return try node(
      operation == "-" ? .negate(number) : .complement(number), number.type, start, number)
  }

  private mutating func addressOf(
    _ operand: Expression, _ start: Position
  ) throws(Refusal) -> Expression {
    if case .function = operand.kind { return value(operand) }
    guard operand.isLValue else { throw Refusal(start, "'&' of what is no object") }
    guard operand.bits == nil else { throw Refusal(start, "'&' of a bit-field") }
    markObject(operand)
    return try node(.address(operand), .pointer(operand.type), start, operand)
  }

  /// Notes that a local variable must be in memory.
  mutating func markObject(_ expression: Expression) {
    switch expression.kind {
    case .local(let local), .literal(let local, _): locals[local].isObject = true
    case .member(let base, _, _): markObject(base)
    default: break
    }
  }

  private mutating func size(_ isSize: Bool, _ start: Position) throws(Refusal) -> Expression {
    let type: CType
    if sees("("), typeFollowsParenthesis {
      index += 1
      type = try typeName()
      try expect(")")
      // `sizeof (int){1}` is of a literal: never written that way.
      if sees("{") { throw Refusal(start, "sizeof of a literal") }
    } else {
      let operand = try unary()
      guard operand.bits == nil else { throw Refusal(start, "sizeof of a bit-field") }
      type = operand.type
    }
    guard let bytes = types.bytes(of: type) else {
      throw Refusal(start, "sizeof of an incomplete type")
    }
    let value = isSize ? bytes : types.alignment(of: type)
    return Expression(.constant(UInt64(value)), .unsignedLong, start)
  }
}
