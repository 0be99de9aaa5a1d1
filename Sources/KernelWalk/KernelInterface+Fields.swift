// SPDX-License-Identifier: GPL-2.0-or-later

import KernelSource

// Where the text has what it is handed: cells of its structures, found by the names of members.
extension KernelInterface {
  /// The members of the range that the caller sets; nil for those that this text's range has not.
  struct RangeFields: Sendable {
    let start, end, pfns: Int
    let notifier, sequence, defaultFlags, mask, owner: Int?
    /// To 5.4: what the range is registered with, its VMA, and whether it is valid still.
    let registration, vma, valid: Int?
    /// To 5.7: what the driver supplies of the format of words.
    let flags, values, pfnShift, pageShift: Int?
    let cells: Int
  }

  /// The members of `struct mm_walk` that the page walker sets, and the text may.
  struct WalkFields: Sendable {
    let mm, data, operations, vma, action: Int
  }

  /// The members of a VMA that are set for each call.
  struct VMAFields: Sendable {
    let start, end, flags, mm: Int
  }

  /// Where the page walker finds what it calls, in the table of its operations.
  struct Callbacks: Sendable {
    let pud, pmd, hole, hugetlb, test: Int
  }

  /// The members of what the text itself keeps of an address space, `struct hmm`.
  struct RegistrationFields: Sendable {
    let mm, isDead, notifierOperations, notifierMM: Int?
    let cells: Int
  }

  /// Which flag and which value stands where in the arrays that the driver supplies.
  struct DriverFormat: Sendable {
    let valid, write: Int
    let devicePrivate: Int?
    let error, none: Int
    /// Nil in the text between the last two patches of spring 2020, in which special pages are errors
    /// and the driver still supplies the rest.
    let special: Int?

    /// Cells of either array.
    static let cells = 16
  }
}

extension KernelInterface.RangeFields {
  init(_ program: Program, _ call: KernelCall) throws(KernelProblem) {
    func optional(_ name: String) -> Int? { program.offset(of: name, in: "hmm_range") }
    let pfns = optional("hmm_pfns") ?? optional("pfns")
    // Since the format is fixed, a range has all of these.
    let isModern = optional("values") == nil && call.isRangeOnly
    func member(_ name: String) throws(KernelProblem) -> Int {
      try program.member(
        name, of: "hmm_range", note: isModern ? ", as it has from 5.8 on" : "")
    }
    func modern(_ name: String) throws(KernelProblem) -> Int? {
      isModern ? try member(name) : optional(name)
    }
    start = try member("start")
    end = try member("end")
    self.pfns = if let pfns { pfns } else { try member(isModern ? "hmm_pfns" : "pfns") }
    notifier = try modern("notifier")
    sequence = try modern("notifier_seq")
    defaultFlags = try modern("default_flags")
    mask = try modern("pfn_flags_mask")
    owner = try modern("dev_private_owner")
    registration = optional("hmm")
    vma = optional("vma")
    valid = optional("valid")
    flags = optional("flags")
    values = optional("values")
    pfnShift = optional("pfn_shift")
    pageShift = optional("page_shift")
    cells = program.cells(of: "hmm_range") ?? 0
  }
}

extension KernelInterface.DriverFormat {
  /// Nil where the format of words is fixed.
  init?(_ program: Program) throws(KernelProblem) {
    guard program.hasField("flags", in: "hmm_range"), program.hasField("values", in: "hmm_range")
    else { return nil }
    func index(_ name: String) throws(KernelProblem) -> Int {
      let number = try program.known(name)
      guard number < UInt64(Self.cells) else {
        throw KernelProblem("\(name) is no index into the arrays that a driver supplies")
      }
      return Int(number)
    }
    valid = try index("HMM_PFN_VALID")
    write = try index("HMM_PFN_WRITE")
    let hasDevicePrivate = program.constant("HMM_PFN_DEVICE_PRIVATE") != nil
    devicePrivate = hasDevicePrivate ? try index("HMM_PFN_DEVICE_PRIVATE") : nil
    error = try index("HMM_PFN_ERROR")
    none = try index("HMM_PFN_NONE")
    special = program.constant("HMM_PFN_SPECIAL") == nil ? nil : try index("HMM_PFN_SPECIAL")
  }
}

extension KernelInterface.RegistrationFields {
  init?(_ program: Program) {
    guard program.hasStruct("hmm"), let cells = program.cells(of: "hmm") else { return nil }
    self.cells = cells
    mm = program.offset(of: "mm", in: "hmm")
    isDead = program.offset(of: "dead", in: "hmm")
    let notifier = program.offset(of: "mmu_notifier", in: "hmm")
    func inNotifier(_ name: String) -> Int? {
      notifier.flatMap { outer in
        program.offset(of: name, in: "mmu_notifier").map { outer + $0 }
      }
    }
    notifierOperations = inNotifier("ops")
    notifierMM = inNotifier("mm")
  }
}

extension KernelInterface.Callbacks {
  init(_ program: Program, _ tag: String) throws(KernelProblem) {
    pud = try program.member("pud_entry", of: tag)
    pmd = try program.member("pmd_entry", of: tag)
    hole = try program.member("pte_hole", of: tag)
    hugetlb = try program.member("hugetlb_entry", of: tag)
    test = try program.member("test_walk", of: tag)
  }
}

extension KernelInterface.WalkFields {
  init(_ program: Program) throws(KernelProblem) {
    mm = try program.member("mm", of: "mm_walk")
    data = try program.member("private", of: "mm_walk")
    operations = try program.member("ops", of: "mm_walk")
    vma = try program.member("vma", of: "mm_walk")
    action = try program.member("action", of: "mm_walk")
  }
}

extension KernelInterface.VMAFields {
  init(_ program: Program) throws(KernelProblem) {
    start = try program.member("vm_start", of: "vm_area_struct")
    end = try program.member("vm_end", of: "vm_area_struct")
    flags = try program.member("vm_flags", of: "vm_area_struct")
    mm = try program.member("vm_mm", of: "vm_area_struct")
  }
}

extension Program {
  /// The cell of a member of `struct tag`.
  func member(_ name: String, of tag: String, note: String = "") throws(KernelProblem) -> Int {
    if let cell = offset(of: name, in: tag) { return cell }
    throw KernelProblem("struct \(tag) has no member \(name)\(note)")
  }

  /// The value of a constant of the text's own header.
  func known(_ name: String) throws(KernelProblem) -> UInt64 {
    if let value = constant(name) { return value }
    throw KernelProblem("the text's linux/hmm.h defines no \(name)")
  }
}
