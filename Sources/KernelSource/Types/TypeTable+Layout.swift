// SPDX-License-Identifier: GPL-2.0-or-later

extension TypeTable {
  /// A member as it is declared, before it has a place.
  struct Declared {
    let name: String?
    let type: CType
    let bits: Int?
    let position: Position
  }

  /// Gives every member its cells and bytes, as the System V ABI for x86-64 lays them out.
  mutating func complete(_ index: Int, with declared: [Declared]) throws(Refusal) {
    var structure = structures[index]
    /// The next free bit, counted from the start.
    var bit = 0
    for member in declared {
      var type = member.type
      // A flexible array member has no elements of its own.
      if case .array(let element, nil) = type { type = .array(element, 0) }
      guard let cells = cells(of: type), let bytes = bytes(of: type) else {
        throw Refusal(member.position, "member \(member.name ?? "") has an incomplete type")
      }
      let alignment = alignment(of: type)
      if let width = member.bits {
        guard width <= bytes * 8 else {
          throw Refusal(member.position, "bit-field wider than its type")
        }
        if width == 0 || bit % (bytes * 8) + width > bytes * 8 { bit = roundUp(bit, bytes * 8) }
        if member.name == nil {
          bit += width
          continue
        }
      } else {
        bit = roundUp(bit, alignment * 8)
      }
      structure.alignment = max(structure.alignment, alignment)
      structure.members.append(
        Structure.Member(
          name: member.name, type: type, cell: structure.cells, byte: bit / 8, bits: member.bits))
      structure.cells += cells
      bit += member.bits ?? bytes * 8
      guard structure.cells <= 1 << 20 else {
        throw Refusal(member.position, "structure too large")
      }
    }
    structure.bytes = roundUp(bit, structure.alignment * 8) / 8
    structure.isComplete = true
    structures[index] = structure
  }

  private func roundUp(_ value: Int, _ unit: Int) -> Int { (value + unit - 1) / unit * unit }
}
