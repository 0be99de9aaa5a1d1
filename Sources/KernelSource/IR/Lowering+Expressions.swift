// SPDX-License-Identifier: GPL-2.0-or-later

extension Lowering {
  /// Evaluates an expression for what it does.
  mutating func discard(_ expression: Expression) {
    switch expression.kind {
    case .convert(let operand) where expression.type == .void: discard(operand)
    case .comma(let first, let second):
      discard(first)
      discard(second)
    case .assign(let left, let right)
    where left.type.isStructure && types.cells(of: left.type) != 1:
      let target = address(left)
      let source = address(right)
      position = expression.position
      emit(.copyCells, a: target, b: source, c: types.cells(of: left.type) ?? 0)
    case .block(let block) where block.value == nil: lower(block)
    case .conditional(let test, let a, let b) where expression.type == .void:
      choose(
        test, nil,
        {
          $0.discard(a)
          return 0
        },
        {
          $0.discard(b)
          return 0
        })
    case .local where expression.type.isStructure: break
    default:
      if types.cells(of: expression.type) == 1 || expression.type == .void {
        _ = maybeValue(expression)
      }
    }
  }

  /// The register with the value of an expression, which must have one.
  mutating func checkedValue(_ expression: Expression) -> Int {
    let (value, defined) = maybeValue(expression)
    if let defined { emit(.checkDefined, a: defined) }
    return value
  }

  /// As ``checkedValue(_:)``, but a structure of one cell may have no value: then the second register
  /// says whether it has one. Copying such a structure is no use of it.
  mutating func maybeValue(_ expression: Expression) -> (Int, Int?) {
    guard expression.type.isStructure else { return (value(expression), nil) }
    guard expression.isLValue, let place = place(expression) else {
      return (value(expression), nil)
    }
    switch place {
    case .register(let register, let defined): return (register, defined)
    case .memory(let pointer, let offset, let bytes):
      let flag = newRegister()
      let register = newRegister()
      emit(.loadMaybe, size: bytes, d: register, a: pointer, b: offset, c: flag)
      return (register, flag)
    }
  }

  mutating func value(_ expression: Expression) -> Int {
    if expression.isLValue, let place = place(expression) {
      position = expression.position
      return read(place, expression.type)
    }
    defer { position = expression.position }
    switch expression.kind {
    case .constant(let value): return constant(value)
    case .function(let callable): return constant(Pointer.function(callable))
    case .address(let object):
      return address(object)
    case .convert(let operand): return convert(operand, expression)
    case .not(let operand):
      let register = value(operand)
      position = expression.position
      return compute(.isZero, a: register)
    case .negate(let operand):
      let register = value(operand)
      return wrapped(compute(.subtract, a: constant(0), b: register), expression.type)
    case .complement(let operand):
      let register = compute(.complement, a: value(operand))
      if expression.type.arithmetic?.isSigned == true { return register }
      return wrapped(register, expression.type)
    case .binary(let operation, let left, let right):
      let a = value(left)
      let b = value(right)
      position = expression.position
      return binary(operation, a, b, left.type, right)
    case .advance(let pointer, let count, let cells):
      let base = value(pointer)
      let number = value(count)
      position = expression.position
      if let known = count.constant {
        return compute(.add, a: base, b: constant(known &* UInt64(cells)))
      }
      let scaled = cells == 1 ? number : compute(.multiply, a: number, b: constant(UInt64(cells)))
      return compute(.add, a: base, b: scaled)
    case .difference(let left, let right, let cells):
      let a = value(left)
      let difference = compute(.subtract, a: a, b: value(right))
      if cells == 1 { return difference }
      return compute(.divideSigned, size: 64, a: difference, b: constant(UInt64(cells)))
    case .and(let a, let b): return logical(a, b, isAnd: true, expression)
    case .or(let a, let b): return logical(a, b, isAnd: false, expression)
    case .conditional(let test, let a, let b):
      if isPure(a), isPure(b), selects < Draft.mostSelects {
        let condition = value(test)
        let first = value(a)
        let second = value(b)
        selects += 1
        position = expression.position
        return compute(.select, a: condition, b: first, c: second)
      }
      let result = newRegister()
      choose(test, result, { $0.checkedValue(a) }, { $0.checkedValue(b) })
      return result
    case .otherwise(let a, let b):
      let first = value(a)
      if isPure(b), selects < Draft.mostSelects {
        let second = value(b)
        selects += 1
        position = expression.position
        return compute(.select, a: first, b: first, c: second)
      }
      let result = newRegister()
      position = expression.position
      emit(.copy, d: result, a: first)
      let rest = newLabel()
      let end = newLabel()
      emit(.branch, a: first, b: end, c: rest)
      bind(rest)
      let second = checkedValue(b)
      emit(.copy, d: result, a: second)
      bind(end)
      return result
    case .assign(let left, let right):
      guard let place = place(left) else { return constant(0) }
      return write(place, right, bits: left.bits)
    case .update(let left, let old, let computed, let isPostfix):
      return update(left, old, computed, isPostfix: isPostfix)
    case .comma(let first, let second):
      discard(first)
      return checkedValue(second)
    case .call(let callee, let arguments): return call(callee, arguments, expression)
    case .block(let block):
      lower(block)
      guard let last = block.value else { return constant(0) }
      return checkedValue(last)
    case .member(let base, _, _): return checkedValue(base)
    case .local, .global, .dereference, .literal: return constant(0)
    }
  }

  private mutating func update(
    _ left: Expression, _ old: Int, _ computed: Expression, isPostfix: Bool
  ) -> Int {
    guard let place = place(left), let register = registerOfLocal[old] else { return constant(0) }
    let before = read(place, left.type)
    emit(.copy, d: register, a: before)
    let after = write(place, computed, bits: left.bits)
    guard isPostfix else { return after }
    // The variable that holds the old value is used again where the expression is run again.
    return register
  }

  private mutating func convert(_ operand: Expression, _ expression: Expression) -> Int {
    if expression.type == .void {
      discard(operand)
      return constant(0)
    }
    let register = checkedValue(operand)
    position = expression.position
    switch expression.type {
    case .bool: return operand.isTruth ? register : compute(.isNonzero, a: register)
    case .integer(let target):
      if operand.isTruth { return register }
      guard let source = operand.type.isPointer ? .unsignedLong : operand.type.arithmetic else {
        return register
      }
      if target.width == 64 { return register }
      if source.width < target.width, !source.isSigned || target.isSigned { return register }
      if source == target { return register }
      return wrapped(register, expression.type)
    default: return register
    }
  }

  /// `register` brought into the range of `type`.
  mutating func wrapped(_ register: Int, _ type: CType) -> Int {
    guard let integer = type.arithmetic, integer.width < 64 else { return register }
    return compute(.extend, size: integer.width, a: register, b: integer.isSigned ? 1 : 0)
  }
}

extension Expression {
  /// Whether the value is 0 or 1 whatever happens.
  var isTruth: Bool {
    if type == .bool { return true }
    switch kind {
    case .not, .and, .or: return true
    case .binary(let operation, _, _): return operation.isComparison
    case .constant(let value): return value <= 1
    case .convert(let operand): return operand.isTruth
    default: return false
    }
  }
}
