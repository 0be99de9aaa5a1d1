// SPDX-License-Identifier: GPL-2.0-or-later

extension Lowering {
  /// Numbers constants and labels for good, and takes out what does nothing.
  mutating func finish() -> Draft {
    resolve()
    removeChecks()
    let (code, positions) = compacted()
    var draft = Draft(code: code, positions: positions, constants: mostRegisters)
    draft.template = Array(repeating: 0, count: mostRegisters) + constants
    draft.numberSlots()
    return draft
  }

  private mutating func resolve() {
    func register(_ number: UInt32) -> UInt32 {
      number < Self.constantBase
        ? number : number - UInt32(Self.constantBase) + UInt32(mostRegisters)
    }
    func target(_ label: UInt32) -> UInt32 {
      UInt32(labels[Int(label)] ?? code.count - 1)
    }
    for index in code.indices {
      var instruction = code[index]
      let reads = instruction.reads
      if reads.a { instruction.a = register(instruction.a) }
      if reads.b { instruction.b = register(instruction.b) }
      if reads.c { instruction.c = register(instruction.c) }
      if reads.d { instruction.d = UInt16(register(UInt32(instruction.d))) }
      switch instruction.opcode {
      case .jump: instruction.a = target(instruction.a)
      case .branch:
        instruction.b = target(instruction.b)
        instruction.c = target(instruction.c)
      default: break
      }
      code[index] = instruction
    }
  }

  /// Takes out the checks of variables that have a value on every way there, and what is noted
  /// about variables that are then never checked.
  private mutating func removeChecks() {
    let flags = Set(definedOfLocal.compactMap { $0 })
    let known = definedAtStarts(flags)
    let graph = ControlFlow(code)
    for block in 0..<graph.count {
      var defined = known[block]
      for index in graph.range(block) {
        if code[index].opcode == .checkDefined, defined.contains(Int(code[index].a)) {
          code[index] = nothing
        }
        note(code[index], flags, &defined)
      }
    }
    // What is noted is needed as long as something reads it, directly or through other notes.
    var needed: Set<Int> = []
    var hasChanged = true
    while hasChanged {
      hasChanged = false
      for instruction in code {
        if instruction.opcode == .copy, flags.contains(Int(instruction.d)),
          !needed.contains(Int(instruction.d))
        {
          continue
        }
        let reads = instruction.reads
        for (isRead, field) in [
          (reads.a, Int(instruction.a)), (reads.b, Int(instruction.b)),
          (reads.c, Int(instruction.c)), (reads.d, Int(instruction.d)),
        ] where isRead && flags.contains(field) && needed.insert(field).inserted {
          hasChanged = true
        }
      }
    }
    for index in code.indices
    where code[index].opcode == .copy && flags.contains(Int(code[index].d))
      && !needed.contains(Int(code[index].d))
    { code[index] = nothing }
  }

  /// A copy of a register to itself.
  private var nothing: Instruction { Instruction(opcode: .copy) }

  private func note(_ instruction: Instruction, _ flags: Set<Int>, _ defined: inout BitSet) {
    if instruction.opcode == .checkDefined { defined.insert(Int(instruction.a)) }
    guard instruction.opcode == .copy, flags.contains(Int(instruction.d)) else { return }
    let source = Int(instruction.a)
    let isOne =
      source >= mostRegisters ? constants[source - mostRegisters] == 1 : defined.contains(source)
    if isOne { defined.insert(Int(instruction.d)) } else { defined.remove(Int(instruction.d)) }
  }

  /// The variables' flags that are 1 wherever a block is entered.
  private func definedAtStarts(_ flags: Set<Int>) -> [BitSet] {
    let graph = ControlFlow(code)
    var all = BitSet(mostRegisters)
    for flag in flags { all.insert(flag) }
    var starts = [BitSet](repeating: all, count: graph.count)
    if !starts.isEmpty { starts[0] = BitSet(mostRegisters) }
    var hasChanged = true
    while hasChanged {
      hasChanged = false
      for block in 0..<graph.count {
        var defined = starts[block]
        for index in graph.range(block) { note(code[index], flags, &defined) }
        for successor in graph.successors(block) {
          var joined = starts[successor]
          joined.formIntersection(defined)
          if joined != starts[successor] {
            starts[successor] = joined
            hasChanged = true
          }
        }
      }
    }
    return starts
  }

  /// The code without copies of a register to itself and without what cannot be reached.
  private func compacted() -> ([Instruction], [Position]) {
    let graph = ControlFlow(code)
    let order = graph.reversePostOrder()
    var keeps = [Bool](repeating: false, count: code.count)
    for block in 0..<graph.count where order[graph.starts[block]] >= 0 {
      for index in graph.range(block) {
        keeps[index] = !(code[index].opcode == .copy && code[index].a == code[index].d)
      }
    }
    var newIndex = [Int](repeating: 0, count: code.count + 1)
    for index in code.indices { newIndex[index + 1] = newIndex[index] + (keeps[index] ? 1 : 0) }
    var result: [Instruction] = []
    var places: [Position] = []
    for index in code.indices where keeps[index] {
      var instruction = code[index]
      switch instruction.opcode {
      case .jump: instruction.a = UInt32(newIndex[Int(instruction.a)])
      case .branch:
        instruction.b = UInt32(newIndex[Int(instruction.b)])
        instruction.c = UInt32(newIndex[Int(instruction.c)])
      default: break
      }
      result.append(instruction)
      places.append(positions[index])
    }
    return (result, places)
  }
}
