// SPDX-License-Identifier: GPL-2.0-or-later

/// A function of the text, ready to run.
///
/// Registers: the arguments, the other variables that need no memory, intermediate values, and last
/// the constants.
final class Function: Sendable {
  let name: String
  let code: [Instruction]
  /// Where each instruction comes from.
  let positions: [Position]
  /// What the registers hold at the start.
  let template: [UInt64]
  /// Of the first register that holds a constant.
  let constants: Int
  let parameters: Int
  /// Bytes of each cell of each object of an activation.
  let objects: [[UInt8]]
  /// For each instruction that begins a block, its place in reverse post-order; else -1.
  let order: [Int32]
  /// For each instruction that begins a block, the registers that may be read from there on.
  let live: [Int: [Int32]]
  /// Of the first instruction, counted over all functions.
  let base: Int
  /// Of the first place where its blocks are counted, over all functions; and how many there are.
  let firstSlot: Int
  let slots: Int
  /// Where its body begins.
  let position: Position
  let names: LocalNames

  init(
    _ draft: Draft, name: String, parameters: Int, objects: [[UInt8]], base: Int,
    firstSlot: Int = 0, position: Position = .none, names: LocalNames
  ) {
    self.firstSlot = firstSlot
    self.position = position
    slots = draft.slots
    self.names = names
    self.name = name
    self.parameters = parameters
    self.objects = objects
    self.base = base
    code = draft.code
    positions = draft.positions
    template = draft.template
    constants = draft.constants
    let graph = ControlFlow(draft.code)
    order = graph.reversePostOrder()
    live = graph.liveRegisters(below: draft.constants)
  }
}

/// Code before it is part of a ``Function``.
struct Draft {
  var code: [Instruction] = []
  var positions: [Position] = []
  var template: [UInt64] = []
  var constants = 0
  /// Places where blocks and choices are counted.
  var slots = 0
}

extension Draft {
  /// What fits into `size`.
  static var mostSelects: Int { 256 }

  /// Numbers choices, two places for each, and behind them what ends blocks.
  mutating func numberSlots() {
    var selects = 0
    for index in code.indices where code[index].opcode == .select {
      code[index].size = UInt8(truncatingIfNeeded: selects)
      selects += 1
    }
    slots = 2 * selects
    for index in code.indices {
      switch code[index].opcode {
      case .jump, .branch, .returnValue, .returnVoid:
        code[index].d = UInt16(truncatingIfNeeded: slots)
        slots += code[index].opcode == .branch ? 2 : 1
      default: break
      }
    }
  }
}
