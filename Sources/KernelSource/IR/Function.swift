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
  let names: LocalNames

  init(
    _ draft: Draft, name: String, parameters: Int, objects: [[UInt8]], base: Int,
    names: LocalNames
  ) {
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
}
