// SPDX-License-Identifier: GPL-2.0-or-later

extension Parser {
  /// An expression, commas included.
  mutating func expression() throws(Refusal) -> Expression {
    var left = try assignment()
    while sees(",") {
      let start = position
      index += 1
      let right = value(try assignment())
      left = try node(.comma(left, right), right.type, start, left, right)
    }
    return left
  }

  mutating func assignment() throws(Refusal) -> Expression {
    let left = try conditional()
    let token = peek()
    guard token.kind == .punctuator, token.text.hasSuffix("="),
      binaryPrecedence[token.text] == nil, token.text != "!="
    else { return left }
    let start = position
    index += 1
    guard left.isLValue, !left.type.isArray, left.type != .void else {
      throw Refusal(start, "assignment to what is no object")
    }
    try enter()
    defer { leave() }
    let right = value(try assignment())
    if token.text == "=" {
      return try node(
        .assign(left, convert(right, to: left.type)), left.type, start, left, right)
    }
    guard let operation = BinaryOperator(rawValue: String(token.text.dropLast())) else {
      throw Refusal(start, "\(token.quoted) not expected")
    }
    return try update(left, operation, right, isPostfix: false, start)
  }

  /// `left op= right`, or `left++` and its like.
  mutating func update(
    _ left: Expression, _ operation: BinaryOperator, _ right: Expression, isPostfix: Bool,
    _ start: Position
  ) throws(Refusal) -> Expression {
    guard left.isLValue, left.type.isScalar else {
      throw Refusal(start, "'\(operation.rawValue)' changes what is no scalar object")
    }
    let oldLocal = try newLocal("", left.type)
    let old = Expression(.local(oldLocal), left.type, start)
    let oldValue = left.bits.map { promotedBitField(old, $0) } ?? old
    // As compilers do it, the right side comes first: it may be a call that changes the left one.
    var prelude: Expression?
    var right = right
    if right.constant == nil, right.type.isScalar {
      let local = try newLocal("", right.type)
      let copy = Expression(.local(local), right.type, start)
      prelude = try node(.assign(copy, right), right.type, start, copy, right)
      right = copy
    }
    let computed = try convert(
      binary(operation, oldValue, right, start), to: left.type)
    let result = try node(
      .update(left, old: oldLocal, computed, isPostfix: isPostfix), left.type, start, left,
      computed)
    guard let prelude else { return result }
    return try node(.comma(prelude, result), left.type, start, prelude, result)
  }

  mutating func conditional() throws(Refusal) -> Expression {
    try enter()
    defer { leave() }
    let condition = try binaryExpression(1)
    guard sees("?") else { return condition }
    let start = position
    index += 1
    let test = try self.test(condition)
    if accept(":") {
      let value = self.value(condition)
      let right = self.value(try conditional())
      let type = try commonType(value, right, start)
      return try node(
        .otherwise(convert(value, to: type), convert(right, to: type)), type, start, value, right)
    }
    let left = value(try expression())
    try expect(":")
    let right = value(try conditional())
    let type = try commonType(left, right, start)
    let a = try convert(left, to: type)
    let b = try convert(right, to: type)
    if let known = test.constant { return known != 0 ? a : b }
    return try node(
      .conditional(test, a, b), type, start, test, a, b)
  }

  private func commonType(
    _ a: Expression, _ b: Expression, _ position: Position
  ) throws(Refusal) -> CType {
    if let left = a.type.arithmetic, let right = b.type.arithmetic {
      return .integer(IntegerType.common(left, right))
    }
    if a.type == b.type { return a.type }
    if a.type == .void || b.type == .void { return .void }
    if a.type.isPointer, b.type.isPointer {
      return a.type == .pointer(.void) ? b.type : a.type
    }
    if a.type.isPointer, b.type.isInteger { return a.type }
    if b.type.isPointer, a.type.isInteger { return b.type }
    throw Refusal(position, "the two sides of ?: differ in type")
  }

  private mutating func binaryExpression(_ lowest: Int) throws(Refusal) -> Expression {
    var left = try cast()
    while index < tokens.count, tokens[index].kind == .punctuator,
      let precedence = binaryPrecedence[tokens[index].text], precedence >= lowest
    {
      let start = position
      let spelling = tokens[index].text
      index += 1
      let right = try binaryExpression(precedence + 1)
      if spelling == "&&" || spelling == "||" {
        left = try logical(spelling, left, right, start)
      } else if let operation = BinaryOperator(rawValue: spelling) {
        left = try binary(operation, value(left), value(right), start)
      }
    }
    return left
  }

  private func logical(
    _ spelling: String, _ left: Expression, _ right: Expression, _ start: Position
  ) throws(Refusal) -> Expression {
    let a = try test(left)
    let b = try test(right)
    if let known = a.constant {
      if (known != 0) == (spelling == "||") {
        return Expression(.constant(known != 0 ? 1 : 0), .int, start)
      }
      if let other = b.constant {
        return Expression(.constant(other != 0 ? 1 : 0), .int, start)
      }
    }
    return try node(spelling == "&&" ? .and(a, b) : .or(a, b), .int, start, a, b)
  }

  mutating func cast() throws(Refusal) -> Expression {
    guard sees("("), typeFollowsParenthesis else { return try unary() }
    try enter()
    defer { leave() }
    let start = position
    index += 1
    let type = try typeName()
    try expect(")")
    if sees("{") { return try postfix(compoundLiteral(type, start)) }
    let operand = value(try cast())
    if type == .void { return try node(.convert(operand), .void, start, operand) }
    return try convert(operand, to: type)
  }

  var typeFollowsParenthesis: Bool {
    let next = peek(1)
    guard next.kind == .identifier else { return false }
    if case .type? = meaning(of: next.text) { return true }
    return isTypeWord(next.text)
  }

  private mutating func compoundLiteral(
    _ type: CType, _ start: Position
  ) throws(Refusal) -> Expression {
    let (stores, complete) = try initializer(of: type)
    if result == nil {
      let global = staticObject("", complete)
      for store in stores {
        guard let value = staticValue(store.value), store.bits == nil else {
          throw Refusal(start, "literal is not constant")
        }
        globals[global].cells[store.cell] = value
      }
      return Expression(.global(global), complete, start)
    }
    let local = try newLocal("", complete)
    let depth = stores.map(\.value.depth).max() ?? 0
    return Expression(.literal(local, stores), complete, start, depth: depth + 1)
  }
}
