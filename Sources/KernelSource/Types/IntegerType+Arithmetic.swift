// SPDX-License-Identifier: GPL-2.0-or-later

extension IntegerType {
  /// What the operation gives on operands of this type; nil where C leaves it undefined, so that it
  /// is left to be found when it is reached.
  func apply(_ operation: BinaryOperator, _ a: UInt64, _ b: UInt64) -> UInt64? {
    let x = Int64(bitPattern: a)
    let y = Int64(bitPattern: b)
    func truth(_ value: Bool) -> UInt64 { value ? 1 : 0 }
    switch operation {
    case .add: return wrap(a &+ b)
    case .subtract: return wrap(a &- b)
    case .multiply: return wrap(a &* b)
    case .and: return a & b
    case .or: return a | b
    case .xor: return a ^ b
    case .equal: return truth(a == b)
    case .notEqual: return truth(a != b)
    case .less: return truth(isSigned ? x < y : a < b)
    case .greater: return truth(isSigned ? x > y : a > b)
    case .lessOrEqual: return truth(isSigned ? x <= y : a <= b)
    case .greaterOrEqual: return truth(isSigned ? x >= y : a >= b)
    case .shiftLeft: return b < width ? wrap(a << b) : nil
    case .shiftRight:
      guard b < width else { return nil }
      return isSigned ? UInt64(bitPattern: x >> y) : a >> b
    case .divide, .remainder:
      guard b != 0 else { return nil }
      if !isSigned { return operation == .divide ? a / b : a % b }
      guard y != -1 || a != wrap(1 << UInt64(width - 1)) else { return nil }
      return UInt64(bitPattern: operation == .divide ? x / y : x % y)
    }
  }
}
