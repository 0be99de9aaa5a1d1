// SPDX-License-Identifier: GPL-2.0-or-later

/// What an ``Instruction`` does with its registers; `d`, `a`, `b` and `c` are its fields.
///
/// A register holds 64 bits, kept in the range of the value's C type by ``extend``.
enum Opcode: UInt8, Sendable {
  case copy
  // d = a op b, modulo 2^64.
  case add, subtract, multiply, and, or, xor
  case shiftLeft, shiftRight, shiftRightSigned
  /// `size` is the width of the operands' type; division by zero and overflow fail.
  case divide, remainder, divideSigned, remainderSigned
  // d = 1 or 0.
  case equal, notEqual, less, lessSigned, lessOrEqual, lessOrEqualSigned
  case isZero, isNonzero
  case complement
  /// d = the lowest `size` bits of a, extended to 64: by its sign where b is 1, else by zeros.
  case extend
  /// d = b where a is not 0, else c. `size` is its number among those of the function.
  case select
  /// Fails where a is `size` or more.
  case checkShift
  /// Fails where a, which says whether a variable has a value, is 0.
  case checkDefined
  /// d = the cell b behind where a points, of `size` bytes.
  case load
  /// As ``load``, of a cell that may have no value: c becomes whether it has one.
  case loadMaybe
  /// The cell b behind where a points becomes c, of `size` bytes.
  case store
  /// As ``store``, with d saying whether c has a value.
  case storeMaybe
  /// Moves c cells from where b points to where a points.
  case copyCells
  /// d = the address of object a of the activation.
  case localAddress
  /// No cell of object a of the activation has a value any more.
  case undefine
  /// Every cell of object a of the activation is 0.
  case clear
  /// To a. `size` says whether it is written in the text; d is where it is counted.
  case jump
  /// To b where a is not 0, else to c. `size` says whether it is a case of a switch, or is
  /// negated in the text; the first way is counted at d, the second behind that.
  case branch
  /// d = what function b returns for the c arguments from register a on.
  case call
  /// As ``call``; b is the register of a pointer to the function.
  case callIndirect
  // d is where it is counted.
  case returnValue
  case returnVoid
  /// The end of a function that was to return a value.
  case missingReturn

  var endsBlock: Bool {
    switch self {
    case .jump, .branch, .returnValue, .returnVoid, .missingReturn: true
    default: false
    }
  }
}

/// One step of a function, in 16 bytes.
struct Instruction: Sendable {
  var opcode: Opcode
  var size: UInt8 = 0
  var d: UInt16 = 0
  var a: UInt32 = 0
  var b: UInt32 = 0
  var c: UInt32 = 0

  /// `size` of a jump that stands in the text: `goto`, `break` or `continue`.
  static var written: Int { 1 }
  /// `size` of a branch to a case of a switch, and of that to the last one.
  static var `case`: Int { 1 }
  static var lastCase: Int { 2 }
  /// `size` of a branch whose condition has a `!` before it in the text.
  static var negated: Int { 3 }

  /// Which fields name registers that are read.
  var reads: (a: Bool, b: Bool, c: Bool, d: Bool) {
    switch opcode {
    case .copy, .isZero, .isNonzero, .complement, .extend, .checkShift, .checkDefined, .load,
      .loadMaybe, .branch, .returnValue:
      (true, false, false, false)
    case .add, .subtract, .multiply, .and, .or, .xor, .shiftLeft, .shiftRight, .shiftRightSigned,
      .divide, .remainder, .divideSigned, .remainderSigned, .equal, .notEqual, .less, .lessSigned,
      .lessOrEqual, .lessOrEqualSigned, .copyCells:
      (true, true, false, false)
    case .select: (true, true, true, false)
    case .store: (true, false, true, false)
    case .storeMaybe: (true, false, true, true)
    // The arguments, which are a run of registers, are seen to apart.
    case .callIndirect: (false, true, false, false)
    case .call, .localAddress, .undefine, .clear, .jump, .returnVoid, .missingReturn:
      (false, false, false, false)
    }
  }

  var writesD: Bool {
    switch opcode {
    case .checkShift, .checkDefined, .store, .storeMaybe, .copyCells, .undefine, .clear, .jump,
      .branch, .returnValue, .returnVoid, .missingReturn:
      false
    default: true
    }
  }

  var isCall: Bool { opcode == .call || opcode == .callIndirect }
}
