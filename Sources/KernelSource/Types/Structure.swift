// SPDX-License-Identifier: GPL-2.0-or-later

/// A structure type: members by name, their cells and their bytes.
///
/// In memory a structure is a run of cells, one for each scalar in it; its bytes matter only to
/// `sizeof` and `offsetof`.
struct Structure: Sendable {
  struct Member: Sendable {
    /// Nil for an anonymous structure, whose members count as the outer one's.
    let name: String?
    let type: CType
    /// The first cell of the member.
    let cell: Int
    /// The first byte of the member.
    let byte: Int
    /// For a bit-field, its width.
    let bits: Int?
  }

  let tag: String?
  var members: [Member] = []
  var cells = 0
  var bytes = 0
  var alignment = 1
  var isComplete = false

  /// The name a message gives it.
  var description: String { "struct \(tag ?? "without a tag")" }
}

/// The structures of a text, and the sizes of types.
struct TypeTable: Sendable {
  var structures: [Structure] = []

  /// How many cells an object of `type` has; nil for one that cannot be made.
  func cells(of type: CType) -> Int? {
    switch type {
    case .void, .function, .array(_, nil): nil
    case .bool, .integer, .pointer: 1
    case .array(let element, .some(let count)):
      cells(of: element).flatMap { bounded($0.multipliedReportingOverflow(by: count)) }
    case .structure(let index):
      structures[index].isComplete ? structures[index].cells : nil
    }
  }

  /// What `sizeof` gives.
  func bytes(of type: CType) -> Int? {
    switch type {
    // GNU C lets arithmetic on `void *` and `sizeof(void)` count in bytes.
    case .void, .function, .bool: 1
    case .array(_, nil): nil
    case .integer(let integer): integer.width / 8
    case .pointer: 8
    case .array(let element, .some(let count)):
      bytes(of: element).flatMap { bounded($0.multipliedReportingOverflow(by: count)) }
    case .structure(let index):
      structures[index].isComplete ? structures[index].bytes : nil
    }
  }

  func alignment(of type: CType) -> Int {
    switch type {
    case .array(let element, _): alignment(of: element)
    case .structure(let index): structures[index].alignment
    default: bytes(of: type) ?? 1
    }
  }

  /// The member called `name` of the structure at `index`, inside anonymous ones as well, with its
  /// place counted from the start of that structure.
  func member(_ name: String, of index: Int) -> Structure.Member? {
    for member in structures[index].members {
      if member.name == name { return member }
      if member.name == nil, case .structure(let inner) = member.type,
        let found = self.member(name, of: inner)
      {
        return Structure.Member(
          name: name, type: found.type, cell: member.cell + found.cell,
          byte: member.byte + found.byte, bits: found.bits)
      }
    }
    return nil
  }

  private func bounded(_ product: (partialValue: Int, overflow: Bool)) -> Int? {
    // Far above anything in the text, and small enough that no declaration exhausts memory.
    product.overflow || product.partialValue > 1 << 20 ? nil : product.partialValue
  }
}
