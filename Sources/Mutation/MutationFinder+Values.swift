// SPDX-License-Identifier: GPL-2.0-or-later

extension MutationFinder {
  /// Flags, other names of values, and error codes that become others of their kin.
  func values() -> [Draft] { flags + codes + answers }

  private static let kin: [[String]] = [
    ["HMM_PFN_VALID", "HMM_PFN_WRITE", "HMM_PFN_ERROR"],
    ["HMM_PFN_REQ_FAULT", "HMM_PFN_REQ_WRITE"],
    ["HMM_NEED_FAULT", "HMM_NEED_WRITE_FAULT", "HMM_NEED_ALL_BITS"],
    ["VM_READ", "VM_WRITE", "VM_IO", "VM_PFNMAP"],
    ["FAULT_FLAG_WRITE", "FAULT_FLAG_REMOTE", "FAULT_FLAG_ALLOW_RETRY"],
    ["ACTION_SUBTREE", "ACTION_CONTINUE", "ACTION_AGAIN"],
    ["PAGE_SHIFT", "PMD_SHIFT", "PUD_SHIFT"], ["PMD_MASK", "PUD_MASK"],
  ]

  private var flags: [Draft] {
    body.indices.flatMap { index -> [Draft] in
      guard body[index].kind == .identifier,
        let kin = Self.kin.first(where: { $0.contains(text(index)) })
      else { return [] }
      return kin.filter { $0 != text(index) }.map { Draft(.flag, Edit(index, by: $0)) }
    }
  }

  private static let errors = ["EBUSY", "EFAULT", "EPERM"]

  /// `-EFAULT`, wherever it stands.
  private var codes: [Draft] {
    body.indices.flatMap { index -> [Draft] in
      let name = text(index + 1)
      guard text(index) == "-", !isBinary(index), name.first == "E", name == name.uppercased()
      else { return [] }
      let code = index..<(index + 2)
      return Self.errors.filter { $0 != name }.map { Draft(.code, Edit(code, by: ["-", $0])) }
        + [Draft(.code, Edit(code, by: ["0"]))]
    }
  }

  /// `return 0;` of a function whose answers are error codes, for all that its type tells.
  private var answers: [Draft] {
    let type = function.head.prefix { $0.text != function.name }.map(\.text)
    guard type.contains("int"), !type.contains("unsigned") else { return [] }
    return body.indices.flatMap { index -> [Draft] in
      guard text(index) == "return", text(index + 1) == "0", text(index + 2) == ";" else {
        return []
      }
      return Self.errors.map { Draft(.code, Edit((index + 1)..<(index + 2), by: ["-", $0])) }
    }
  }
}
