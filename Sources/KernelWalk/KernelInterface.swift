// SPDX-License-Identifier: GPL-2.0-or-later

import AddressSpace
import KernelSource

/// How the text of a kernel is called, and how it speaks: found in the text, not by its version.
public struct KernelInterface: Sendable {
  /// The function that walks a range.
  public let entry: FunctionID
  public let convention: Convention
  /// The page walker holds the hugetlb VMA lock around a hugetlb entry: the text gives it back, or
  /// the kernel's version is one that takes it.
  public let walkerLocksHugetlb: Bool
  /// hugetlb VMAs can be walked in this configuration.
  public let hasHugetlb: Bool
  /// Entries that no page table has in this configuration.
  public let absentKinds: KindSet

  /// The tree's own page walker; nil where the model's is run.
  var pageWalk: FunctionID?

  /// Where the text keeps the cursor, in what it hands to its callbacks; nil where it has none.
  let cursor: Int?
  /// It keeps one, so that a round of its loop can be begun anywhere.
  public var keepsCursor: Bool { cursor != nil }
  /// The text can ask the page walker to look at an entry again.
  let asksAgain: Bool
  let range: RangeFields
  let callbacks: Callbacks
  let walk: WalkFields
  let vma: VMAFields

  /// The members of the range that the caller sets.
  struct RangeFields: Sendable {
    let notifier, sequence, start, end, pfns, defaultFlags, mask, owner: Int
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

  /// - Parameters:
  ///   - source: what the text does not say, of what its kernel's version does.
  ///   - configuration: what the text was read with.
  /// - Throws: ``KernelProblem`` where the text has no interface that is known.
  public init(
    _ program: Program, _ source: KernelFiles, _ configuration: Configuration
  ) throws(KernelProblem) {
    guard let entry = program.function("hmm_range_fault") else {
      if let dropped = program.dropped.first(where: { $0.name == "hmm_range_fault" }) {
        throw KernelProblem("\(dropped.problem)")
      }
      throw KernelProblem("the text defines no hmm_range_fault; kernels from 5.8 on can be read")
    }
    guard program.parameterCount(of: entry) == 1 else {
      throw KernelProblem(
        "hmm_range_fault takes \(program.parameterCount(of: entry)) arguments; kernels from 5.8 on,"
          + " where it takes one, can be read")
    }
    self.entry = entry
    cursor = program.offset(of: "last", in: "hmm_vma_walk")
    range = try RangeFields(program)
    callbacks = try Callbacks(program)
    walk = try WalkFields(program)
    vma = try VMAFields(program)
    asksAgain = source.walk.contains("ACTION_AGAIN")
    var convention = Convention(encoding: try Encoding(program))
    convention.tablesVanish = source.tablesVanish
    self.convention = convention
    walkerLocksHugetlb =
      source.walkerLocksHugetlb || program.externals.contains("hugetlb_vma_unlock_read")
    // Not by the functions that the text has for them, which may be the ones that cannot be read.
    func isOn(_ symbol: String) -> Bool {
      !program.configurationSymbols.contains(symbol) || configuration.enabled.contains(symbol)
    }
    hasHugetlb = isOn("CONFIG_HUGETLB_PAGE")
    var absent: KindSet = []
    if !isOn("CONFIG_TRANSPARENT_HUGEPAGE") {
      absent = absent.union(.hugePMD).union(.devicePrivatePMD).union([.hugeMigration, .hugeOther])
        .union(.hugePUD)
    }
    if !isOn("CONFIG_ARCH_HAS_PTE_DEVMAP") {
      absent = absent.union(.devmapPTE).union(.devmapPMD).union(.hugePUD)
    }
    if !isOn("CONFIG_HAVE_ARCH_TRANSPARENT_HUGEPAGE_PUD") { absent = absent.union(.hugePUD) }
    absentKinds = absent
  }
}

extension KindSet {
  /// What a PUD can only be where PUDs can map memory.
  fileprivate static let hugePUD = leafPUD.union(.one(.pudNonPresent))
}

/// Why the text of a kernel cannot be checked: one line.
public struct KernelProblem: Error, Equatable, CustomStringConvertible {
  public let description: String

  public init(_ description: String) { self.description = description }
}

extension KernelInterface.RangeFields {
  init(_ program: Program) throws(KernelProblem) {
    func member(_ name: String) throws(KernelProblem) -> Int {
      try program.member(name, of: "hmm_range", note: ", as it has from 5.8 on")
    }
    notifier = try member("notifier")
    sequence = try member("notifier_seq")
    start = try member("start")
    end = try member("end")
    pfns = try member("hmm_pfns")
    defaultFlags = try member("default_flags")
    mask = try member("pfn_flags_mask")
    owner = try member("dev_private_owner")
    cells = program.cells(of: "hmm_range") ?? 0
  }
}

extension KernelInterface.Callbacks {
  init(_ program: Program) throws(KernelProblem) {
    pud = try program.member("pud_entry", of: "mm_walk_ops")
    pmd = try program.member("pmd_entry", of: "mm_walk_ops")
    hole = try program.member("pte_hole", of: "mm_walk_ops")
    hugetlb = try program.member("hugetlb_entry", of: "mm_walk_ops")
    test = try program.member("test_walk", of: "mm_walk_ops")
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
  fileprivate func member(
    _ name: String, of tag: String, note: String = ""
  ) throws(KernelProblem) -> Int {
    if let cell = offset(of: name, in: tag) { return cell }
    throw KernelProblem("struct \(tag) has no member \(name)\(note)")
  }
}

extension Encoding {
  /// The format that the text's own header defines.
  init(_ program: Program) throws(KernelProblem) {
    func constant(_ name: String) throws(KernelProblem) -> UInt64 {
      if let value = program.constant(name) { return value }
      throw KernelProblem("the text's linux/hmm.h defines no \(name)")
    }
    self = .fixedHigh
    name = "the text's"
    valid = try constant("HMM_PFN_VALID")
    write = try constant("HMM_PFN_WRITE")
    error = try constant("HMM_PFN_ERROR")
    let shift = program.constant("HMM_PFN_ORDER_SHIFT")
    if let shift, shift > 59 {
      throw KernelProblem("HMM_PFN_ORDER_SHIFT leaves no room for an order in a word of 64 bits")
    }
    orderShift = shift.map { Int($0) }
    sticky = ["HMM_PFN_DMA_MAPPED", "HMM_PFN_P2PDMA", "HMM_PFN_P2PDMA_BUS"]
      .compactMap { program.constant($0) }.reduce(0, |)
    let flags = program.constant("HMM_PFN_FLAGS")
    pfn = flags.map { ~$0 } ?? ((1 << (shift ?? 61)) - 1)
  }
}
