// SPDX-License-Identifier: GPL-2.0-or-later

extension Parser {
  mutating func postfix(_ first: Expression) throws(Refusal) -> Expression {
    var left = first
    while true {
      let start = position
      let token = peek()
      guard token.kind == .punctuator else { return left }
      switch token.text {
      case "[":
        index += 1
        let place = try binary(.add, value(left), value(expression()), start)
        try expect("]")
        guard case .pointer(let element) = place.type, element != .void, !element.isFunction else {
          throw Refusal(start, "'[' after what is no array")
        }
        left = try node(.dereference(place), element, start, place)
      case "(":
        index += 1
        left = try call(left, start)
      case ".":
        index += 1
        left = try member(left, start)
      case "->":
        index += 1
        let pointer = value(left)
        guard case .pointer(let type) = pointer.type, type.isStructure else {
          throw Refusal(start, "'->' after what is no pointer to a structure")
        }
        left = try member(node(.dereference(pointer), type, start, pointer), start)
      case "++", "--":
        index += 1
        let one = Expression(.constant(1), .int, start)
        left = try update(
          left, token.text == "++" ? .add : .subtract, one, isPostfix: true, start)
      default: return left
      }
    }
  }

  private mutating func member(
    _ base: Expression, _ start: Position
  ) throws(Refusal) -> Expression {
    let name = try self.name(of: "a member")
    guard case .structure(let index) = base.type else {
      throw Refusal(start, "member \(name) of what is no structure")
    }
    guard types.structures[index].isComplete else {
      throw Refusal(start, "\(types.structures[index].description) is not known")
    }
    guard let member = types.member(name, of: index) else {
      throw Refusal(start, "\(types.structures[index].description) has no member \(name)")
    }
    return try node(
      .member(base, cell: member.cell, bits: member.bits), member.type, start, base)
  }

  private mutating func call(
    _ callee: Expression, _ start: Position
  ) throws(Refusal) -> Expression {
    let function = value(callee)
    guard case .pointer(.function(let signature)) = function.type else {
      throw Refusal(start, "call of what is no function")
    }
    var arguments: [Expression] = []
    var depth = function.depth
    if !accept(")") {
      repeat {
        let argument = value(try assignment())
        let expected = signature.parameters.flatMap {
          arguments.count < $0.count ? $0[arguments.count] : nil
        }
        let converted: Expression
        if let expected {
          converted = try convert(argument, to: expected)
        } else {
          converted = argument.type.isInteger ? try promote(argument) : argument
        }
        try passable(converted.type, "argument", start)
        guard converted.type != .void else { throw Refusal(start, "argument without a value") }
        arguments.append(converted)
        depth = max(depth, converted.depth)
        guard arguments.count <= 32 else { throw Refusal(start, "too many arguments") }
      } while accept(",")
      try expect(")")
    }
    if let parameters = signature.parameters {
      let isRight =
        signature.isVariadic
        ? arguments.count >= parameters.count : arguments.count == parameters.count
      guard isRight else {
        throw Refusal(
          start, "call with \(arguments.count) arguments, not \(parameters.count)")
      }
    }
    try passable(signature.result, "result", start)
    guard depth < bounds.treeDepth else { throw Refusal(start, "expression too deep") }
    return Expression(.call(function, arguments), signature.result, start, depth: depth + 1)
  }
}
