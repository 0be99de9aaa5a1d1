// SPDX-License-Identifier: GPL-2.0-or-later

/// Functions that are part of the language as it is read here.
enum Builtin: String {
  case expect = "__builtin_expect"
  case isConstant = "__builtin_constant_p"
  case areCompatible = "__builtin_types_compatible_p"
  case choose = "__builtin_choose_expr"
  case offset = "__builtin_offsetof"
  /// The structure whose member is pointed to. Cells are counted, not bytes, so that the usual
  /// arithmetic on `char *` would go astray.
  case container = "__hmm_container_of"
  /// The value of the operand, which is no object any more.
  case read = "__hmm_read"
}

extension Parser {
  mutating func builtin(_ builtin: Builtin, _ start: Position) throws(Refusal) -> Expression {
    try expect("(")
    defer { _ = accept(")") }
    switch builtin {
    case .expect:
      let value = self.value(try assignment())
      try expect(",")
      _ = try assignment()
      return try convert(value, to: .long)
    case .read:
      let operand = value(try assignment())
      return try node(.convert(operand), operand.type, start, operand)
    case .isConstant:
      let isConstant = try assignment().constant != nil
      return Expression(.constant(isConstant ? 1 : 0), .int, start)
    case .areCompatible:
      let first = try typeName()
      try expect(",")
      let same = try typeName() == first
      return Expression(.constant(same ? 1 : 0), .int, start)
    case .choose:
      guard let test = try assignment().constant else {
        throw Refusal(start, "choice is not constant")
      }
      try expect(",")
      let first = try assignment()
      try expect(",")
      let second = try assignment()
      return test != 0 ? first : second
    case .offset:
      let type = try typeName()
      try expect(",")
      let byte = try path(from: type, start).byte
      return Expression(.constant(UInt64(byte)), .unsignedLong, start)
    case .container:
      let pointer = value(try assignment())
      try expect(",")
      let type = try typeName()
      try expect(",")
      let back = try path(from: type, start).cell
      guard pointer.type.isPointer else { throw Refusal(start, "container_of of no pointer") }
      let count = Expression(.constant(0 &- UInt64(back)), .long, start)
      return try node(.advance(pointer, count, cells: 1), .pointer(type), start, pointer)
    }
  }

  private mutating func path(
    from type: CType, _ start: Position
  ) throws(Refusal) -> (cell: Int, byte: Int) {
    var type = type
    var cell = 0
    var byte = 0
    repeat {
      let name = try self.name(of: "a member")
      guard case .structure(let index) = type, let member = types.member(name, of: index) else {
        throw Refusal(start, "no member \(name)")
      }
      cell += member.cell
      byte += member.byte
      type = member.type
    } while accept(".")
    return (cell, byte)
  }
}
