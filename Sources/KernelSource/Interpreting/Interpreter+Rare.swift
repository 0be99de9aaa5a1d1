// SPDX-License-Identifier: GPL-2.0-or-later

import Logic

extension Interpreter {
  /// The instructions that are run seldom enough to be kept out of the main loop.
  @inline(never)
  func other(_ instruction: Instruction, _ site: Int, _ machine: inout Machine<E>) {
    let d = Int(instruction.d)
    let a = Int(instruction.a)
    let b = Int(instruction.b)
    let c = Int(instruction.c)
    switch instruction.opcode {
    case .divide, .remainder, .divideSigned, .remainderSigned:
      registers[d] = quotient(instruction, site, &machine)
    case .checkShift:
      let isShort = registers[a] .< Word(constant: UInt64(instruction.size))
      machine.fail(.shiftTooFar, where: .!isShort, at: site)
    case .checkDefined:
      machine.fail(.uninitialisedRead, where: .!Numbers.bit(registers[a]), at: site)
    case .loadMaybe:
      let (value, isDefined) = machine.loadMaybe(
        registers[a], b, size: instruction.size, at: site)
      registers[d] = value
      registers[c] = Numbers.word(isDefined)
    case .storeMaybe:
      machine.store(
        registers[a], b, size: instruction.size, registers[c], Numbers.bit(registers[d]), at: site)
    case .copyCells:
      machine.copyCells(to: registers[a], from: registers[b], count: c, at: site)
    case .undefine: machine.memory.set(frame + a, isDefined: false)
    case .clear: machine.memory.set(frame + a, isDefined: true)
    case .missingReturn: machine.fail(.missingReturn, where: true, at: site)
    default: machine.fail(.unsupported, where: true, at: site)
    }
  }

  private func quotient(
    _ instruction: Instruction, _ site: Int, _ machine: inout Machine<E>
  ) -> Word {
    let left = registers[Int(instruction.a)]
    let right = registers[Int(instruction.b)]
    machine.fail(.division, where: right .== Word(constant: 0), at: site)
    switch instruction.opcode {
    case .divide: return Numbers.divide(left, right).quotient
    case .remainder: return Numbers.divide(left, right).remainder
    default:
      let least = UInt64(bitPattern: Int64.min >> Int64(64 - instruction.size))
      let overflows =
        (left .== Word(constant: least)) .& (right .== Word(constant: UInt64.max))
      machine.fail(.division, where: overflows, at: site)
      if machine.error.constant.map({ $0 != 0 }) == true { return left }
      let (quotient, remainder) = Numbers.divideSigned(left, right)
      return instruction.opcode == .divideSigned ? quotient : remainder
    }
  }
}
