// SPDX-License-Identifier: GPL-2.0-or-later

extension Lowering {
  /// Where a scalar, or a structure of one cell, is kept.
  enum Place {
    /// The register, and the one that says whether it has a value.
    case register(Int, defined: Int?)
    /// The register of a pointer, a number of cells behind it, and the bytes of the cell.
    case memory(Int, Int, Int)
  }

  /// Where the object that `expression` names is kept; nil where it is a value and no object.
  mutating func place(_ expression: Expression) -> Place? {
    switch expression.kind {
    case .local(let local):
      if let register = registerOfLocal[local] {
        return .register(register, defined: definedOfLocal[local])
      }
    case .literal(let local, let stores):
      guard let register = registerOfLocal[local] else { break }
      if let store = stores.first {
        emit(.copy, d: register, a: checkedValue(store.value))
      } else {
        emit(.copy, d: register, a: constant(0))
      }
      return .register(register, defined: nil)
    case .member(let base, let cell, _):
      guard let outer = place(base) else { return nil }
      guard case .memory(let pointer, let offset, _) = outer else { return outer }
      position = expression.position
      return .memory(pointer, offset + cell, size(expression.type))
    case .dereference, .global: break
    default: return nil
    }
    let bytes = expression.type.isFunction ? 8 : size(expression.type)
    if case .dereference(let pointer) = expression.kind {
      // A constant number of elements further is part of the instruction.
      if case .advance(let base, let count, let cells) = pointer.kind, let count = count.constant,
        case let offset = count &* UInt64(cells), offset < 1 << 20
      {
        let register = value(base)
        position = expression.position
        return .memory(register, Int(offset), bytes)
      }
      let register = value(pointer)
      position = expression.position
      return .memory(register, 0, bytes)
    }
    return .memory(address(expression), 0, bytes)
  }

  /// The address of an object in memory, or of a value of more than one cell that is in memory.
  mutating func address(_ expression: Expression) -> Int {
    switch expression.kind {
    case .local(let local):
      if let object = objectOfLocal[local] { return compute(.localAddress, a: object) }
    case .literal(let local, let stores):
      guard let object = objectOfLocal[local] else { break }
      emit(.clear, a: object)
      let address = compute(.localAddress, a: object)
      fill(address, stores)
      return address
    case .global(let index): return constant(Pointer.object(index))
    case .dereference(let pointer): return value(pointer)
    case .member(let base, let cell, _): return offset(address(base), cell)
    case .convert(let operand) where operand.type == expression.type: return address(operand)
    case .comma(let first, let second):
      discard(first)
      return address(second)
    case .assign(let left, _):
      discard(expression)
      return address(left)
    case .conditional(let test, let a, let b):
      let result = newRegister()
      choose(test, result, { $0.address(a) }, { $0.address(b) })
      return result
    default: break
    }
    // Nothing else is an object in memory; null makes a use of it fail.
    return constant(0)
  }

  mutating func offset(_ address: Int, _ cells: Int) -> Int {
    cells == 0 ? address : compute(.add, a: address, b: constant(UInt64(cells)))
  }

  /// What is at `place`, which must have a value.
  mutating func read(_ place: Place, _ type: CType) -> Int {
    switch place {
    case .register(let register, let defined):
      if let defined { emit(.checkDefined, a: defined) }
      return register
    case .memory(let pointer, let offset, let bytes):
      let register = compute(.load, size: bytes, a: pointer, b: offset)
      // The cell may have been written as the type of the other sign, or by the host.
      return type == .bool ? register : wrapped(register, type)
    }
  }

  /// Stores `expression` at `place`; gives what is there then.
  @discardableResult
  mutating func write(_ place: Place, _ expression: Expression, bits: Int?) -> Int {
    var (value, defined) = maybeValue(expression)
    if let bits {
      value = compute(
        .extend, size: bits, a: value, b: expression.type.arithmetic?.isSigned == true ? 1 : 0)
      defined = nil
    }
    write(place, value, defined)
    return value
  }

  mutating func write(_ place: Place, _ value: Int, _ defined: Int?) {
    switch place {
    case .register(let register, let flag):
      if register != value { emit(.copy, d: register, a: value) }
      if let flag { emit(.copy, d: flag, a: defined ?? constant(1)) }
    case .memory(let pointer, let offset, let bytes):
      if let defined {
        emit(.storeMaybe, size: bytes, d: defined, a: pointer, b: offset, c: value)
      } else {
        emit(.store, size: bytes, a: pointer, b: offset, c: value)
      }
    }
  }
}
