// SPDX-License-Identifier: GPL-2.0-or-later

extension Parser {
  /// A node over `operands`, unless the tree would become too deep.
  func node(
    _ kind: Expression.Kind, _ type: CType, _ position: Position, _ operands: Expression...
  ) throws(Refusal) -> Expression {
    var depth = 0
    for operand in operands { depth = max(depth, operand.depth) }
    guard depth < bounds.treeDepth else { throw Refusal(position, "expression too deep") }
    return Expression(kind, type, position, depth: depth + 1)
  }

  /// `expression` as a value: an array becomes the address of its first element.
  mutating func value(_ expression: Expression) -> Expression {
    switch expression.type {
    case .array(let element, _):
      markObject(expression)
      return Expression(
        .address(expression), .pointer(element), expression.position, depth: expression.depth + 1)
    case .function:
      return Expression(expression.kind, .pointer(expression.type), expression.position)
    default: return expression
    }
  }

  /// `expression` as what decides a branch: any scalar.
  func test(_ expression: Expression) throws(Refusal) -> Expression {
    switch expression.type {
    case .array, .function: Expression(.constant(1), .int, expression.position)
    case .bool, .integer, .pointer: expression
    default: throw Refusal(expression.position, "scalar expected")
    }
  }

  func convert(_ expression: Expression, to type: CType) throws(Refusal) -> Expression {
    if expression.type == type { return expression }
    guard expression.type.isScalar, type.isScalar else {
      throw Refusal(
        expression.position, "no conversion from \(name(expression.type)) to \(name(type))")
    }
    if let known = expression.constant {
      let bits: UInt64
      switch type {
      case .bool: bits = known != 0 ? 1 : 0
      case .integer(let integer): bits = integer.wrap(known)
      default: bits = known
      }
      return Expression(.constant(bits), type, expression.position)
    }
    return try node(.convert(expression), type, expression.position, expression)
  }

  private func name(_ type: CType) -> String {
    switch type {
    case .void: "void"
    case .bool: "_Bool"
    case .integer(let integer): "\(integer.isSigned ? "int" : "uint")\(integer.width)_t"
    case .pointer: "a pointer"
    case .array: "an array"
    case .structure(let index): types.structures[index].description
    case .function: "a function"
    }
  }

  /// C11 6.3.1.1, bit-fields included.
  func promote(_ expression: Expression) throws(Refusal) -> Expression {
    guard let type = expression.type.arithmetic else { return expression }
    if let bits = expression.bits { return promotedBitField(expression, bits) }
    return try convert(expression, to: .integer(type.promoted))
  }

  /// A bit-field promotes to `int` where that holds all its values, whatever its type is.
  func promotedBitField(_ expression: Expression, _ bits: Int) -> Expression {
    guard let type = expression.type.arithmetic else { return expression }
    let fits = bits < 32 || bits == 32 && type.isSigned
    let promoted: CType = .integer(fits ? .int : type.promoted)
    if promoted == expression.type { return expression }
    return Expression(
      .convert(expression), promoted, expression.position, depth: expression.depth + 1)
  }

  /// Operands as values.
  func binary(
    _ operation: BinaryOperator, _ left: Expression, _ right: Expression, _ start: Position
  ) throws(Refusal) -> Expression {
    if left.type.isPointer || right.type.isPointer {
      return try pointerOperation(operation, left, right, start)
    }
    let a = try promote(left)
    let b = try promote(right)
    if operation == .and, left.type == .bool, right.type == .bool, right.isPlainRead,
      left.constant == nil
    {
      // The value of the right side does not matter where the left one is false; so it need not have
      // been set there.
      let none = Expression(.constant(0), a.type, start)
      return try node(.conditional(left, b, none), a.type, start, left, b)
    }
    guard let leftType = a.type.arithmetic, let rightType = b.type.arithmetic else {
      throw Refusal(start, "'\(operation.rawValue)' of what is no integer")
    }
    if operation.isShift { return try fold(operation, a, b, leftType, a.type, start) }
    let common = IntegerType.common(leftType, rightType)
    let result = operation.isComparison ? CType.int : .integer(common)
    return try fold(
      operation, convert(a, to: .integer(common)), convert(b, to: .integer(common)), common,
      result, start)
  }

  private func fold(
    _ operation: BinaryOperator, _ a: Expression, _ b: Expression, _ type: IntegerType,
    _ result: CType, _ start: Position
  ) throws(Refusal) -> Expression {
    if let x = a.constant, let y = b.constant,
      let value = type.apply(operation, x, y)
    {
      return Expression(.constant(value), result, start)
    }
    return try node(.binary(operation, a, b), result, start, a, b)
  }

  private func pointerOperation(
    _ operation: BinaryOperator, _ left: Expression, _ right: Expression, _ start: Position
  ) throws(Refusal) -> Expression {
    if operation.isComparison {
      // Null is written as 0, and a pointer is compared with numbers as a word.
      let a = try convert(left, to: .unsignedLong)
      let b = try convert(right, to: .unsignedLong)
      return try fold(operation, a, b, .unsignedLong, .int, start)
    }
    if operation == .add, right.type.isPointer, left.type.isInteger {
      return try pointerOperation(operation, right, left, start)
    }
    guard operation == .add || operation == .subtract, let element = left.type.element,
      let cells = element == .void ? 1 : types.cells(of: element)
    else { throw Refusal(start, "'\(operation.rawValue)' of pointers") }
    if operation == .subtract, right.type.isPointer {
      guard cells > 0 else { throw Refusal(start, "difference of pointers to nothing") }
      return try node(.difference(left, right, cells: cells), .long, start, left, right)
    }
    guard right.type.isInteger else { throw Refusal(start, "sum of pointers") }
    var count = try convert(right, to: .long)
    if operation == .subtract {
      if let known = count.constant {
        count = Expression(.constant(0 &- known), .long, start)
      } else {
        count = try node(.negate(count), .long, start, count)
      }
    }
    return try node(.advance(left, count, cells: cells), left.type, start, left, count)
  }
}
