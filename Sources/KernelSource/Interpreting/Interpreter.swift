// SPDX-License-Identifier: GPL-2.0-or-later

import Logic

/// Why a stretch of instructions has come to an end.
enum Exit<Word, Bit> {
  case returned(Word)
  /// The run has erred, and nothing is left of it.
  case failed
  /// The run may have erred; where it has not, it goes on there.
  case split(Int)
  /// Goes on at the first place where the bit holds, and at the second where it does not.
  case fork(Bit, Int, Int)
  /// Has come to the start of a block, where others may be waiting.
  case arrived(Int)
  /// The register is to be the first word where the bit holds, and the second where it does not;
  /// then the instruction there is run again.
  case distinguish(UInt32, Bit, Word, Word, Int)
}

/// Runs instructions of one activation.
struct Interpreter<E: Environment> {
  typealias Domain = E.Domain
  typealias Word = E.Domain.Word
  typealias Bit = E.Domain.Bit
  typealias Numbers = Arithmetic<E.Domain>

  let function: Function
  let registers: UnsafeMutablePointer<Word>
  /// The number of the activation's first object.
  let frame: Int
  /// Where blocks of the function are counted; nil for nowhere.
  let slots: UnsafeMutablePointer<UInt64>?

  /// Runs from instruction `start` on until the function returns or one state is not enough.
  ///
  /// Where others are waiting (`isAlone` is false), stops at the end of each block.
  @inline(__always)
  func run(
    from start: Int, isAlone: Bool, _ code: UnsafePointer<Instruction>, _ machine: inout Machine<E>
  ) -> Exit<Word, Bit> {
    var index = start
    var blockStart = start
    let base = function.base
    while true {
      let instruction = code[index]
      let d = Int(instruction.d)
      let a = Int(instruction.a)
      let b = Int(instruction.b)
      if E.traces { E.reached(base &+ index, &machine) }
      switch instruction.opcode {
      case .copy: registers[d] = registers[a]
      case .add: registers[d] = registers[a] &+ registers[b]
      case .subtract: registers[d] = registers[a] &- registers[b]
      case .multiply: registers[d] = Numbers.multiply(registers[a], registers[b])
      case .and: registers[d] = registers[a] & registers[b]
      case .or: registers[d] = registers[a] | registers[b]
      case .xor: registers[d] = registers[a] ^ registers[b]
      case .shiftLeft: registers[d] = registers[a].shiftedLeft(registers[b])
      case .shiftRight: registers[d] = registers[a].shiftedRight(registers[b])
      case .shiftRightSigned:
        registers[d] = Numbers.shiftRightSigned(registers[a], registers[b])
      case .equal: registers[d] = Numbers.word(registers[a] .== registers[b])
      case .notEqual: registers[d] = Numbers.word(registers[a] .!= registers[b])
      case .less: registers[d] = Numbers.word(registers[a] .< registers[b])
      case .lessSigned: registers[d] = Numbers.word(Numbers.lessSigned(registers[a], registers[b]))
      case .lessOrEqual: registers[d] = Numbers.word(registers[a] .<= registers[b])
      case .lessOrEqualSigned:
        registers[d] = Numbers.word(.!Numbers.lessSigned(registers[b], registers[a]))
      case .isZero: registers[d] = Numbers.word(registers[a] .== Word(constant: 0))
      case .isNonzero: registers[d] = Numbers.word(Numbers.bit(registers[a]))
      case .complement: registers[d] = ~registers[a]
      case .extend:
        registers[d] = Numbers.extend(
          registers[a], Int(instruction.size), isSigned: instruction.b != 0)
      case .select:
        let condition = Numbers.bit(registers[a])
        let slot = 2 &* Int(instruction.size)
        if E.counts { count(slot &+ (condition.constant == true ? 0 : 1)) }
        if E.seeks { seek(slot, condition, &machine) }
        registers[d] = Word.select(condition, registers[b], registers[Int(instruction.c)])
      case .jump:
        if E.counts { count(d) }
        if E.seeks { seek(d, &machine) }
        if spend(index &- blockStart &+ 1, &machine, at: base &+ index) { return .failed }
        if !isAlone { return .arrived(a) }
        index = a
        blockStart = a
        continue
      case .branch:
        if E.counts { count(d &+ (Numbers.bit(registers[a]).constant == true ? 0 : 1)) }
        if E.seeks { seek(d, Numbers.bit(registers[a]), &machine) }
        if spend(index &- blockStart &+ 1, &machine, at: base &+ index) { return .failed }
        let condition = Numbers.bit(registers[a])
        guard let known = condition.constant else {
          return .fork(condition, b, Int(instruction.c))
        }
        let target = known ? b : Int(instruction.c)
        if !isAlone { return .arrived(target) }
        index = target
        blockStart = target
        continue
      case .returnValue:
        if E.counts { count(d) }
        if E.seeks { seek(d, &machine) }
        return .returned(registers[a])
      case .returnVoid:
        if E.counts { count(d) }
        if E.seeks { seek(d, &machine) }
        return .returned(Word(constant: 0))
      case .localAddress:
        registers[d] = Word(constant: Pointer.object(frame &+ a))
      case .callIndirect:
        guard let known = registers[b].constant else {
          if case .choice(let condition, let first, let second) = registers[b].shape {
            return .distinguish(instruction.b, condition, first, second, index)
          }
          machine.fail(.unsupported, where: true, at: base &+ index)
          return .failed
        }
        callIndirect(known, instruction, base &+ index, &machine)
        if machine.error.constant != 0 { return .split(index &+ 1) }
      case .load:
        registers[d] = machine.load(registers[a], b, size: instruction.size, at: base &+ index)
        if machine.error.constant != 0 { return .split(index &+ 1) }
      case .store:
        machine.store(
          registers[a], b, size: instruction.size, registers[Int(instruction.c)], true,
          at: base &+ index)
        if machine.error.constant != 0 { return .split(index &+ 1) }
      case .call:
        let words = UnsafeBufferPointer(start: registers + a, count: Int(instruction.c))
        machine.site = base &+ index
        registers[d] = machine.invoke(b, words, at: base &+ index)
        if machine.error.constant != 0 { return .split(index &+ 1) }
      default:
        other(instruction, base &+ index, &machine)
        if machine.error.constant != 0 { return .split(index &+ 1) }
      }
      index &+= 1
    }
  }

  /// A block has come to its end, or a choice has been made.
  @inline(__always)
  private func count(_ slot: Int) {
    if let slots { slots[slot] &+= 1 }
  }

  /// Notes that a run comes by a slot of the function.
  private func seek(_ slot: Int, where condition: Bit = true, _ machine: inout Machine<E>) {
    guard let sought = machine.sought else { return }
    machine.come(by: sought.ofSlot[function.firstSlot + slot], where: condition)
  }

  /// Notes that a run comes by a slot where the condition holds, and by the next where it does not.
  private func seek(_ slot: Int, _ condition: Bit, _ machine: inout Machine<E>) {
    if machine.sought == nil { return }
    seek(slot, where: condition, &machine)
    seek(slot + 1, where: .!condition, &machine)
  }

  /// Takes instructions off the fuel; true where there are none left.
  @inline(__always)
  private func spend(_ count: Int, _ machine: inout Machine<E>, at site: Int) -> Bool {
    machine.fuel &-= count
    if machine.fuel > 0 { return false }
    machine.fail(.outOfFuel, where: true, at: site)
    return true
  }

  private func callIndirect(
    _ pointer: UInt64, _ instruction: Instruction, _ site: Int, _ machine: inout Machine<E>
  ) {
    guard let callee = Pointer.function(of: pointer), callee < machine.program.callables.count
    else {
      machine.fail(pointer == 0 ? .nullDereference : .invalidPointer, where: true, at: site)
      return
    }
    let words = UnsafeBufferPointer(
      start: registers + Int(instruction.a), count: Int(instruction.c))
    machine.site = site
    registers[Int(instruction.d)] = machine.invoke(callee, words, at: site)
  }
}
