// SPDX-License-Identifier: GPL-2.0-or-later

/// An expression with its type, in which every conversion is written out.
///
/// Integer constants are folded as they are built, so that a constant expression is a
/// ``Kind/constant(_:)``.
final class Expression {
  let kind: Kind
  let type: CType
  let position: Position
  /// Levels below, itself included: bounded, since the tree is walked by recursion.
  let depth: Int

  init(_ kind: Kind, _ type: CType, _ position: Position, depth: Int = 1) {
    self.kind = kind
    self.type = type
    self.position = position
    self.depth = depth
  }

  enum Kind {
    /// Of any scalar type, extended to 64 bits.
    case constant(UInt64)
    /// A local variable or parameter of the function.
    case local(Int)
    case global(Int)
    /// A function, by its index among all that are called or defined.
    case function(Int)
    case dereference(Expression)
    /// `bits` is the width of a bit-field.
    case member(Expression, cell: Int, bits: Int?)
    /// The address of the operand, or of the first element of an array.
    case address(Expression)
    case convert(Expression)
    case not(Expression)
    case negate(Expression)
    case complement(Expression)
    case binary(BinaryOperator, Expression, Expression)
    /// Pointer, number of elements, cells of an element.
    case advance(Expression, Expression, cells: Int)
    case difference(Expression, Expression, cells: Int)
    case and(Expression, Expression)
    case or(Expression, Expression)
    case conditional(Expression, Expression, Expression)
    /// GNU's `a ?: b`.
    case otherwise(Expression, Expression)
    case assign(Expression, Expression)
    /// The operand, in the type of the computation, is converted back before it is stored. The right
    /// side finds the old value in the local named by `old`.
    case update(Expression, old: Int, Expression, isPostfix: Bool)
    case comma(Expression, Expression)
    case call(Expression, [Expression])
    case block(Block)
    /// The object, filled when it is reached, is the local named.
    case literal(Int, [Store])
  }

  /// Whether it names an object, whose value is loaded where it is used as a value.
  var isLValue: Bool {
    switch kind {
    case .local, .global, .dereference, .literal: true
    case .member(let base, _, _): base.isLValue
    default: false
    }
  }

  /// Whether it reads an object and does nothing else.
  var isPlainRead: Bool {
    switch kind {
    case .local, .global: true
    case .dereference(let pointer): pointer.isPlainRead
    case .member(let base, _, _): base.isPlainRead
    default: false
    }
  }

  var constant: UInt64? {
    if case .constant(let value) = kind { value } else { nil }
  }

  /// The width of the bit-field that it names.
  var bits: Int? {
    if case .member(_, _, let bits) = kind { bits } else { nil }
  }
}

enum BinaryOperator: String {
  case add = "+"
  case subtract = "-"
  case multiply = "*"
  case divide = "/"
  case remainder = "%"
  case and = "&"
  case or = "|"
  case xor = "^"
  case shiftLeft = "<<"
  case shiftRight = ">>"
  case equal = "=="
  case notEqual = "!="
  case less = "<"
  case greater = ">"
  case lessOrEqual = "<="
  case greaterOrEqual = ">="

  var isComparison: Bool {
    switch self {
    case .equal, .notEqual, .less, .greater, .lessOrEqual, .greaterOrEqual: true
    default: false
    }
  }

  var isShift: Bool { self == .shiftLeft || self == .shiftRight }
}

/// One value of an initialiser: where in the object it goes.
struct Store {
  let cell: Int
  let type: CType
  let bits: Int?
  let value: Expression
}
