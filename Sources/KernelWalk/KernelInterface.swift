// SPDX-License-Identifier: GPL-2.0-or-later

import AddressSpace
import KernelSource

/// How the text of a kernel is called, and how it speaks: found in the text, not by its version.
public struct KernelInterface: Sendable {
  /// The function that walks a range, and the one that takes a snapshot of it where that is another.
  let fault: KernelCall
  let snapshot: KernelCall?
  /// The function that takes the mmap lock itself; nil where there is none.
  let unlocked: KernelCall?
  public let convention: Convention
  /// The page walker holds the hugetlb VMA lock around a hugetlb entry: the text gives it back, or
  /// the kernel's version is one that takes it.
  public let walkerLocksHugetlb: Bool
  /// The page walker asks the text about huge PUDs only, and holds their lock (to 5.5): the text
  /// does not take it.
  let walkerLocksPUD: Bool
  /// Which entries the text can meet, and why.
  public let vocabulary: Vocabulary
  /// hugetlb VMAs can be walked in this configuration.
  public var hasHugetlb: Bool { vocabulary.row(of: .hugetlbReadOnly)?.isGiven ?? false }

  /// There is a call that takes the mmap lock itself, and may drop it.
  public var canDropLock: Bool { unlocked != nil }
  /// What that call is named; nil where there is none.
  public let unlockedName: String?
  /// The names of the functions that are called.
  public let entryNames: [String]
  /// The tree's own page walker; nil where the model's is run.
  var pageWalk: FunctionID?

  /// Where the text keeps the cursor, in what it hands to its callbacks; nil where it has none.
  let cursor: Int?
  /// It keeps one, so that a round of its loop can be begun anywhere.
  public var keepsCursor: Bool { cursor != nil }
  /// The text can ask the page walker to look at an entry again.
  let asksAgain: Bool
  let range: RangeFields
  /// What the driver supplies of the format of words; nil where that is fixed.
  let format: DriverFormat?
  /// What the text keeps of an address space (to 5.4); nil where it keeps nothing.
  let registration: RegistrationFields?
  /// The caller says whether the lock may be dropped, in an argument (to 5.6).
  public var isToldToDropLock: Bool { fault.hasBlock || fault.hasFlags }
  /// Snapshots are taken by a function of their own (to 5.3), or as the caller says (to 5.6).
  public var hasSnapshotEntry: Bool { snapshot != nil || fault.hasFlags }
  /// It decodes offsets of swap entries, above which architectures keep bits of their own.
  public let readsSwapOffsets: Bool
  /// It asks for the place of a page in its table, of which a PMD can have several.
  public let readsTableIndices: Bool
  /// In the table of operations; nil where the text hands none to the page walker (to 5.3).
  let callbacks: Callbacks
  /// In `struct mm_walk`, where callbacks stood until 5.3.
  let oldCallbacks: Callbacks
  let walk: WalkFields
  let vma: VMAFields

  /// - Parameters:
  ///   - source: what the text does not say, of what its kernel's version does.
  ///   - configuration: what the text was read with.
  /// - Throws: ``KernelProblem`` where the text has no interface that is known.
  public init(
    _ program: Program, _ source: KernelFiles, _ configuration: Configuration
  ) throws(KernelProblem) {
    let calls = try KernelCall.find(in: program)
    fault = calls.fault
    snapshot = calls.snapshot
    let unlocked = try KernelCall.unlocked(in: program)
    (self.unlocked, unlockedName) = (unlocked?.call, unlocked?.name)
    entryNames = [calls.fault, calls.snapshot, unlocked?.call].compactMap {
      $0.map { program.name(of: $0.function) }
    }
    cursor = program.offset(of: "last", in: "hmm_vma_walk")
    range = try RangeFields(program, calls.fault)
    format = try DriverFormat(program)
    registration = RegistrationFields(program)
    callbacks = try Callbacks(program, "mm_walk_ops")
    oldCallbacks = try Callbacks(program, "mm_walk")
    walk = try WalkFields(program)
    vma = try VMAFields(program)
    asksAgain = source.walk.contains("ACTION_AGAIN")
    walkerLocksPUD = !source.walk.contains("pud_trans_huge_lock")
    var convention = try Convention(program, calls, range, format, source)
    convention.takesLock = unlocked != nil
    self.convention = convention
    walkerLocksHugetlb =
      source.walkerLocksHugetlb || program.externals.contains("hugetlb_vma_unlock_read")
    let externals = Set(program.externals)
    readsSwapOffsets = !externals.isDisjoint(with: KernelPrimitive.names(of: .swapOffset))
    readsTableIndices = !externals.isDisjoint(with: KernelPrimitive.names(of: .pteIndex))
    vocabulary = Vocabulary(EntryEvidence(program, source, configuration))
  }
}

/// Why the text of a kernel cannot be checked: one line.
public struct KernelProblem: Error, Equatable, CustomStringConvertible {
  public let description: String
  /// It is about what somebody typed, not about what the tree holds.
  public let isOfUsage: Bool

  public init(_ description: String, isOfUsage: Bool = false) {
    self.description = description
    self.isOfUsage = isOfUsage
  }
}
