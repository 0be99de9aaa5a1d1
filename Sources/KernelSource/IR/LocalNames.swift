// SPDX-License-Identifier: GPL-2.0-or-later

/// What a function's registers and objects are called in its text.
struct LocalNames: Sendable {
  /// By register: the variable that it holds, or of which it says whether it has a value.
  let registers: [Int: String]
  /// Of each object of an activation, the names of its cells.
  let objects: [[String]]
}

extension Lowering {
  var names: LocalNames {
    var registers: [Int: String] = [:]
    var objects: [[String]] = []
    for (index, local) in function.locals.enumerated() {
      if let register = registerOfLocal[index] { registers[register] = local.name }
      if let register = definedOfLocal[index] { registers[register] = "\(local.name) is set" }
      if objectOfLocal[index] != nil {
        objects.append(types.cellNames(of: local.type, within: local.name))
      }
    }
    return LocalNames(registers: registers, objects: objects)
  }
}

extension TypeTable {
  /// What each cell of an object of `type` is called: `name`, `name.member`, `name[2].member`.
  func cellNames(of type: CType, within name: String) -> [String] {
    switch type {
    case .void, .function: []
    case .bool, .integer, .pointer: [name]
    case .array(let element, let count):
      (0..<(count ?? 0)).flatMap { cellNames(of: element, within: "\(name)[\($0)]") }
    case .structure(let index):
      structures[index].members.flatMap { member in
        cellNames(of: member.type, within: member.name.map { "\(name).\($0)" } ?? name)
      }
    }
  }

  /// The same for an object of `struct tag`.
  func cellNames(of structure: Int) -> [String] {
    cellNames(of: .structure(structure), within: structures[structure].tag ?? "struct")
  }
}
