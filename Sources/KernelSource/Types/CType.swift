// SPDX-License-Identifier: GPL-2.0-or-later

/// A type of C without its qualifiers.
indirect enum CType: Hashable, Sendable {
  case void
  case bool
  case integer(IntegerType)
  case pointer(CType)
  /// Nil where the number of elements is not known.
  case array(CType, Int?)
  /// Index in the table of structures.
  case structure(Int)
  case function(Signature)

  static let int = CType.integer(.int)
  static let long = CType.integer(.long)
  static let unsignedLong = CType.integer(.unsignedLong)
  static let char = CType.integer(.char)

  var isInteger: Bool {
    switch self {
    case .bool, .integer: true
    default: false
    }
  }

  var isPointer: Bool {
    if case .pointer = self { true } else { false }
  }

  var isScalar: Bool { isInteger || isPointer }

  var isStructure: Bool {
    if case .structure = self { true } else { false }
  }

  var isFunction: Bool {
    if case .function = self { true } else { false }
  }

  var isArray: Bool {
    if case .array = self { true } else { false }
  }

  /// What a pointer points to or an array holds.
  var element: CType? {
    switch self {
    case .pointer(let element), .array(let element, _): element
    default: nil
    }
  }

  /// The integer type of an operand of arithmetic: `_Bool` counts as an unsigned byte.
  var arithmetic: IntegerType? {
    switch self {
    case .bool: IntegerType(width: 8, isSigned: false)
    case .integer(let type): type
    default: nil
    }
  }
}

/// The type of a function.
struct Signature: Hashable, Sendable {
  let result: CType
  /// Nil where the declaration leaves them open, as in `pte_t huge_ptep_get();`.
  let parameters: [CType]?
  let isVariadic: Bool
}
