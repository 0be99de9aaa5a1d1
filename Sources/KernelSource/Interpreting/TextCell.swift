// SPDX-License-Identifier: GPL-2.0-or-later

import Logic

/// A place where a text that is running keeps something: a cell of an object, or a register of a
/// function that has called on.
public struct TextCell: Hashable, Sendable {
  enum Place: Hashable, Sendable {
    case memory(object: Int, cell: Int)
    /// Of the activation of that depth, counted from the outermost.
    case register(activation: Int, register: Int)
  }

  /// What it is called, the same in each run: `hmm_vma_walk.last of hmm_range_fault`.
  public let name: String
  let place: Place

  /// It belongs to an object, so that it can be stored to by functions that are called.
  public var isInMemory: Bool { if case .memory = place { true } else { false } }

  /// The number of its object; nil for a register.
  public var object: Int? { if case .memory(let object, _) = place { object } else { nil } }

  /// Its number within the object, or that of the register.
  public var index: Int {
    switch place {
    case .memory(_, let cell): cell
    case .register(_, let register): register
    }
  }
}

extension Machine {
  /// Every cell that the text can have written and can still read when the call that is being made
  /// comes back: those of all objects, and the live registers of the functions that are running.
  ///
  /// - Parameter tags: the structures that the environment's own objects are of, by their numbers.
  public func textCells(_ tags: [Int: String]) -> [TextCell] {
    var cells = memory.objects.indices.flatMap { memoryCells($0, tags) }
    for depth in activations.indices {
      let function = activations[depth].function
      for register in liveRegisters(depth) {
        let name = function.names.registers[register] ?? "value \(register)"
        cells.append(
          TextCell(
            name: "\(name) of \(function.name)",
            place: .register(activation: depth, register: register)))
      }
    }
    return Machine.named(cells)
  }

  /// Two variables of one name are told apart by their order.
  private static func named(_ cells: [TextCell]) -> [TextCell] {
    var seen: [String: Int] = [:]
    return cells.map { cell in
      let number = seen[cell.name, default: 0] + 1
      seen[cell.name] = number
      return number == 1 ? cell : TextCell(name: "\(cell.name), \(number)", place: cell.place)
    }
  }

  private func memoryCells(_ object: Int, _ tags: [Int: String]) -> [TextCell] {
    let record = memory.objects[object]
    if record.isForeign { return [] }
    let names = cellNames(object, tags)
    return (0..<record.count).map { cell in
      let name = cell < names.count ? names[cell] : "cell \(cell) of object \(object)"
      return TextCell(name: name, place: .memory(object: object, cell: cell))
    }
  }

  private func cellNames(_ object: Int, _ tags: [Int: String]) -> [String] {
    if object < program.statics.count { return program.statics[object].cellNames }
    if let tag = tags[object], let structure = program.structureOfTag[tag] {
      return program.types.cellNames(of: structure)
    }
    guard
      let owner = activations.last(where: { activation in
        (activation.frame..<(activation.frame + activation.function.objects.count)).contains(object)
      })
    else { return [] }
    let function = owner.function
    return function.names.objects[object - owner.frame].map { "\($0) of \(function.name)" }
  }

  /// The instruction that the activation of a depth has come to: that by which it calls on.
  private func callIndex(_ depth: Int) -> Int {
    let called = depth + 1 < activations.count ? activations[depth + 1].calledAt : site
    return called - activations[depth].function.base
  }

  private func liveRegisters(_ depth: Int) -> [Int] {
    let function = activations[depth].function
    return ControlFlow(function.code)
      .liveRegisters(after: callIndex(depth), below: function.constants)
  }

  /// The instructions by which the functions that are running call on, the outermost first.
  public var callSites: [Int] { activations.dropFirst().map(\.calledAt) + [site] }

  /// The values of all cells of ``textCells(_:)``, and whether those of memory have one.
  public var textValues: [Word] {
    var values = memory.values
    values += memory.defined.map { Word.select($0, 1, 0) }
    for depth in activations.indices {
      for register in liveRegisters(depth) {
        values.append(activations[depth].registers[register])
      }
    }
    return values
  }

  /// The value of a cell, and whether it has one.
  public func value(of cell: TextCell) -> (word: Word, isSet: Bit) {
    switch cell.place {
    case .memory(let object, let index):
      return (self[object, index], isDefined(object, index))
    case .register(let activation, let register):
      return (activations[activation].registers[register], true)
    }
  }

  /// Puts a value into a cell.
  public mutating func set(_ cell: TextCell, _ word: Word, isSet: Bit = true) {
    switch cell.place {
    case .memory(let object, let index):
      self[object, index] = word
      memory.defined[memory.objects[object].base + index] = isSet
    case .register(let activation, let register):
      activations[activation].registers[register] = word
    }
  }
}
