// SPDX-License-Identifier: GPL-2.0-or-later

extension PlaceFrame {
  /// What one instruction does.
  mutating func step(_ near: Instruction, _ far: Instruction) {
    let d = Int(near.d)
    judgeOrders(near, far)
    switch near.opcode {
    case .jump, .branch, .returnValue, .returnVoid, .missingReturn: leave(near, far)
    case .load, .loadMaybe, .store, .storeMaybe, .copyCells, .undefine, .clear, .localAddress:
      access(near, far)
    case .call, .callIndirect: call(near, far)
    case .checkDefined: break
    case .checkShift:
      let amount = value(near.a, far.a)
      if amount.taint?.isClean != true { _ = misuse(amount, "is shifted by") }
    case .select:
      registers[d] = select(value(near.a, far.a), value(near.b, far.b), value(near.c, far.c))
    case .copy: registers[d] = value(near.a, far.a)
    case .isZero, .isNonzero, .complement, .extend:
      registers[d] = unary(near, value(near.a, far.a))
    default:
      registers[d] = binary(near, value(near.a, far.a), value(near.b, far.b))
    }
  }

  private mutating func leave(_ near: Instruction, _ far: Instruction) {
    switch near.opcode {
    case .branch: branch(value(near.a, far.a))
    case .jump: go(to: shape.flow.successors(block)[0])
    case .returnValue:
      var answer = value(near.a, far.a)
      if case .truth = answer { answer = misuse(answer, "") }
      if case .constant(let pair) = answer, pair.near != 0, pair.far != 0 {
        failures.insert(index)
      } else {
        failures.remove(index)
      }
      result = result.joined(answer)
    default: result = result.joined(.data)
    }
  }

  private mutating func select(
    _ condition: PlaceValue, _ one: PlaceValue, _ other: PlaceValue
  ) -> PlaceValue {
    if case .constant(let pair) = condition, (pair.near != 0) == (pair.far != 0) {
      return pair.near != 0 ? one : other
    }
    if !condition.isFree, !condition.isPagePointer { _ = misuse(condition, "decides on a value") }
    // Where the condition is the value itself, as in `a ?: b`, it is not null.
    var values = [one, other]
    for number in values.indices {
      if case .truth = values[number] { values[number] = misuse(values[number], "") }
    }
    return values[0].joined(values[1])
  }

  // MARK: One operand

  private mutating func unary(_ near: Instruction, _ operand: PlaceValue) -> PlaceValue {
    switch (near.opcode, operand) {
    case (.isZero, .truth(var truth)):
      truth.isNegated.toggle()
      return .truth(truth)
    case (.isNonzero, .truth), (.extend, .truth): return operand
    case (.isZero, .constant(let pair)): return fold(pair) { $0 == 0 ? 1 : 0 }
    case (.isNonzero, .constant(let pair)): return fold(pair) { $0 == 0 ? 0 : 1 }
    case (.isZero, _), (.isNonzero, _):
      if operand.isFree || operand.isPagePointer { return .data }
      return misuse(operand, "is compared with a constant")
    case (.complement, .constant(let pair)): return fold(pair) { ~$0 }
    case (.complement, .mask(let isComplement)): return .mask(isComplement: !isComplement)
    case (.complement, _):
      guard operand.taint != nil else { return misuse(operand, "has its bits turned over") }
      return operand
    default: return extend(operand, Int(near.size), isSigned: near.b != 0)
    }
  }

  private mutating func extend(_ operand: PlaceValue, _ width: Int, isSigned: Bool) -> PlaceValue {
    if case .constant(let pair) = operand {
      return fold(pair) { IntegerType.wrap($0, width: width, isSigned: isSigned) }
    }
    guard let taint = operand.taint else {
      return misuse(operand, "is cut to \(width) bits, which not every range fits")
    }
    return .data(taint.mapBits { IntegerType.wrap($0, width: width, isSigned: isSigned) })
  }

  // MARK: Two operands

  func fold(_ pair: ConstantPair, _ change: (UInt64) -> UInt64) -> PlaceValue {
    .constant(ConstantPair(near: change(pair.near), far: change(pair.far)))
  }

  private mutating func binary(
    _ near: Instruction, _ a: PlaceValue, _ b: PlaceValue
  ) -> PlaceValue {
    if case .constant(let x) = a, case .constant(let y) = b,
      let near = fold(near.opcode, x.near, y.near), let far = fold(self.near.opcode, x.far, y.far)
    {
      return .constant(ConstantPair(near: near, far: far))
    }
    switch near.opcode {
    case .add: return add(a, b)
    case .subtract: return subtract(a, b)
    case .and: return and(a, b)
    case .or: return or(a, b)
    case .xor: return mix(a, b, "is combined by ^")
    case .shiftLeft: return shiftLeft(a, b)
    case .shiftRight, .shiftRightSigned:
      return shiftRight(a, b, isSigned: near.opcode == .shiftRightSigned)
    case .equal, .notEqual, .less, .lessSigned, .lessOrEqual, .lessOrEqualSigned:
      return compare(near.opcode, a, b)
    default:
      // Every bit of a product or a quotient is one of all.
      let use = near.opcode == .multiply ? "is multiplied" : "is divided"
      return mix(a, b, use) { $0.isClean ? $0 : $0.mapBits { $0 == 0 ? 0 : .max } }
    }
  }

  private var near: Instruction { shape.function.code[index] }

  private func fold(_ opcode: Opcode, _ a: UInt64, _ b: UInt64) -> UInt64? {
    let signed: Set<Opcode> = [
      .shiftRightSigned, .lessSigned, .lessOrEqualSigned, .divideSigned, .remainderSigned,
    ]
    let type: IntegerType = signed.contains(opcode) ? .long : .unsignedLong
    let operation: BinaryOperator? =
      switch opcode {
      case .add: .add
      case .subtract: .subtract
      case .multiply: .multiply
      case .and: .and
      case .or: .or
      case .xor: .xor
      case .shiftLeft: .shiftLeft
      case .shiftRight, .shiftRightSigned: .shiftRight
      case .equal: .equal
      case .notEqual: .notEqual
      case .less, .lessSigned: .less
      case .lessOrEqual, .lessOrEqualSigned: .lessOrEqual
      case .divide, .divideSigned: .divide
      case .remainder, .remainderSigned: .remainder
      default: nil
      }
    return operation.flatMap { type.apply($0, a, b) }
  }
}

extension PlaceValue {
  /// A pointer into an array of pages, which may be tested for null.
  var isPagePointer: Bool {
    switch self {
    case .page(.pfns, _), .page(.ptes, _), .noted(.pfns), .noted(.ptes): true
    default: false
    }
  }
}
