// SPDX-License-Identifier: GPL-2.0-or-later

extension Lowering {
  mutating func binary(
    _ operation: BinaryOperator, _ a: Int, _ b: Int, _ type: CType, _ right: Expression
  ) -> Int {
    let integer = type.arithmetic ?? .unsignedLong
    let isSigned = integer.isSigned
    switch operation {
    case .add: return wrapped(compute(.add, a: a, b: b), type)
    case .subtract: return wrapped(compute(.subtract, a: a, b: b), type)
    case .multiply: return wrapped(compute(.multiply, a: a, b: b), type)
    case .and: return compute(.and, a: a, b: b)
    case .or: return compute(.or, a: a, b: b)
    case .xor: return compute(.xor, a: a, b: b)
    case .divide:
      return compute(isSigned ? .divideSigned : .divide, size: integer.width, a: a, b: b)
    case .remainder:
      return compute(isSigned ? .remainderSigned : .remainder, size: integer.width, a: a, b: b)
    case .equal: return compute(.equal, a: a, b: b)
    case .notEqual: return compute(.notEqual, a: a, b: b)
    case .less: return compute(isSigned ? .lessSigned : .less, a: a, b: b)
    case .greater: return compute(isSigned ? .lessSigned : .less, a: b, b: a)
    case .lessOrEqual: return compute(isSigned ? .lessOrEqualSigned : .lessOrEqual, a: a, b: b)
    case .greaterOrEqual: return compute(isSigned ? .lessOrEqualSigned : .lessOrEqual, a: b, b: a)
    case .shiftLeft, .shiftRight:
      if right.constant.map({ $0 >= integer.width }) ?? true {
        emit(.checkShift, size: integer.width, a: b)
      }
      if operation == .shiftLeft { return wrapped(compute(.shiftLeft, a: a, b: b), type) }
      return compute(isSigned ? .shiftRightSigned : .shiftRight, a: a, b: b)
    }
  }

  /// The value of an expression as 0 or 1.
  private mutating func truth(_ expression: Expression) -> Int {
    let register = value(expression)
    return expression.isTruth ? register : compute(.isNonzero, a: register)
  }

  mutating func logical(
    _ a: Expression, _ b: Expression, isAnd: Bool, _ expression: Expression
  ) -> Int {
    if isPure(b) {
      let first = truth(a)
      let second = truth(b)
      return compute(isAnd ? .and : .or, a: first, b: second)
    }
    let result = newRegister()
    let yes = newLabel()
    let no = newLabel()
    let end = newLabel()
    branch(expression, yes, no)
    position = expression.position
    bind(yes)
    emit(.copy, d: result, a: constant(1))
    emit(.jump, a: end)
    bind(no)
    emit(.copy, d: result, a: constant(0))
    bind(end)
    return result
  }

  /// Goes to `yes` or to `no`. Operands that can neither fail nor do anything are evaluated together,
  /// so that one decision is left where there seem to be two.
  ///
  /// - Parameter isNegated: the text has a `!` before the test, and the two ways are exchanged.
  mutating func branch(_ test: Expression, _ yes: Int, _ no: Int, isNegated: Bool = false) {
    let mark = nextRegister
    defer { nextRegister = mark }
    switch test.kind {
    case .constant(let value):
      emit(.jump, a: value != 0 ? yes : no)
      return
    case .not(let operand):
      branch(operand, no, yes, isNegated: !isNegated)
      return
    case .and(let a, let b) where !isPure(b):
      let next = newLabel()
      branch(a, next, no)
      bind(next)
      branch(b, yes, no)
      return
    case .or(let a, let b) where !isPure(b):
      let next = newLabel()
      branch(a, yes, next)
      bind(next)
      branch(b, yes, no)
      return
    default: break
    }
    let register = checkedValue(test)
    position = test.position
    emit(.branch, size: isNegated ? Instruction.negated : 0, a: register, b: yes, c: no)
  }

  /// Runs one of the two, and puts what it gives into `result`.
  mutating func choose(
    _ test: Expression, _ result: Int?, _ then: (inout Lowering) -> Int,
    _ otherwise: (inout Lowering) -> Int
  ) {
    let yes = newLabel()
    let no = newLabel()
    let end = newLabel()
    branch(test, yes, no)
    bind(yes)
    let first = then(&self)
    if let result { emit(.copy, d: result, a: first) }
    emit(.jump, a: end)
    bind(no)
    let second = otherwise(&self)
    if let result { emit(.copy, d: result, a: second) }
    bind(end)
  }

  /// Whether evaluating the expression can do nothing but give its value.
  func isPure(_ expression: Expression) -> Bool {
    switch expression.kind {
    case .constant, .function, .global:
      return !expression.type.isStructure
        && expression.constant != nil || isAddressable(expression)
    case .local(let local):
      return registerOfLocal[local] != nil
        && (definedOfLocal[local] == nil || alwaysDefined.contains(local))
    case .member(let base, _, _): return isPure(base)
    case .convert(let operand), .not(let operand), .negate(let operand), .complement(let operand):
      return isPure(operand)
    case .binary(let operation, let a, let b):
      switch operation {
      case .divide, .remainder: return false
      case .shiftLeft, .shiftRight:
        let width = a.type.arithmetic?.width ?? 64
        guard let amount = b.constant, amount < width else { return false }
        return isPure(a)
      default: return isPure(a) && isPure(b)
      }
    case .and(let a, let b), .or(let a, let b), .otherwise(let a, let b),
      .advance(let a, let b, _):
      return isPure(a) && isPure(b)
    case .conditional(let test, let a, let b): return isPure(test) && isPure(a) && isPure(b)
    case .address(let object):
      if case .local = object.kind { return true }
      if case .global = object.kind { return true }
      return false
    default: return false
    }
  }

  private func isAddressable(_ expression: Expression) -> Bool {
    if case .function = expression.kind { return true }
    return false
  }

  mutating func call(
    _ callee: Expression, _ arguments: [Expression], _ expression: Expression
  ) -> Int {
    var values: [Int] = []
    var pointer: Int?
    if case .function = callee.kind {} else { pointer = value(callee) }
    for argument in arguments { values.append(checkedValue(argument)) }
    // The arguments are a run of registers.
    let first = nextRegister
    for value in values {
      let register = newRegister()
      emit(.copy, d: register, a: value)
    }
    let result = newRegister()
    position = expression.position
    if case .function(let callable) = callee.kind {
      emit(.call, d: result, a: first, b: callable, c: values.count)
    } else if let pointer {
      emit(.callIndirect, d: result, a: first, b: pointer, c: values.count)
    }
    // What the environment gives is brought into range, whatever it is.
    if expression.type == .bool { return compute(.isNonzero, a: result) }
    return wrapped(result, expression.type)
  }
}
