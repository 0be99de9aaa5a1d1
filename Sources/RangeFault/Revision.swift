// SPDX-License-Identifier: GPL-2.0-or-later

import AddressSpace

/// A kernel whose walk is modelled: its interface, its era's ways, and the fixes that it has.
///
/// Revisions are faithful: where a kernel broke the contract, its revision breaks it too.
public struct Revision: Equatable, Sendable {
  /// `v5.6`, `v4.17-dev`, `conforming`.
  public var name: String
  /// How its interface speaks, before fixes are taken out.
  public var interface: Convention
  public var fixes: FixSet
  /// The kinds of entries that exist in this kernel.
  public var kinds: KindSet
  /// Of a text: the kinds that a seed's own stream of draws knows, those of the revision that it is
  /// like. What ``kinds`` has beyond them comes from a stream of its own, and what it lacks is left
  /// out where it was drawn, so that all else that a seed means stays as it is. Nil: ``kinds``.
  public var drawn: KindSet?
  public var ways: Ways

  /// What an era did its own way without breaking a promise by that alone.
  public struct Ways: Equatable, Sendable {
    /// How the range is divided among walks.
    public enum Shape: Sendable {
      /// The caller names one VMA (to 5.1).
      case oneVMA
      /// One walk for each VMA (5.2 to 5.4).
      case eachVMA
      /// One walk for the whole range (5.5 on).
      case wholeRange
    }
    public var shape = Shape.wholeRange
    /// The walk looks whether the range was invalidated before each walk (5.5 on).
    public var checksSequence = true
    /// The array from `last` on is emptied when the call fails (to 5.4).
    public var clearsTail = false
    /// The caller can let the fault handler drop the mmap lock (to 5.6).
    public var canDropLock = false
    /// Of a kernel's text: there is a call that takes the mmap lock itself (7.3 on). No port has it.
    public var takesLock = false
    /// A request can ask for device memory to be brought back, and without that none is (4.17 to
    /// 5.6).
    public var devicePrivateRequests = false
    /// A PTE that needs a fault has the whole piece of its PMD faulted from its start (to 4.16).
    public var faultsWholePiece = false
    /// Unknown non-present entries are marked and passed over (to 4.16).
    public var passesUnknownEntries = false
    /// A VMA that cannot be read is refused (4.17 on).
    public var testsRead = true
    /// Special pages are told from others (5.2 on).
    public var testsSpecial = true
    /// Own device memory is reported whatever was asked (5.7 on).
    public var ignoresDevicePrivateRequests = true
    /// hugetlb VMAs can be walked (5.2 on).
    public var walksHugetlb = true
    /// The page walker holds the hugetlb VMA lock (6.3 on).
    public var locksHugetlb = false
    /// Special PTEs stand in VMAs with IO, PFNMAP or MIXEDMAP only (to 5.1).
    public var specialNeedsMap = false
    /// Architectures may keep bits of their own above the offset of a swap entry. No port is without;
    /// a kernel's text is, where its headers have no way to leave such bits out (to 6.0).
    public var hasAccessedBits = true

    public init() {}
  }

  public init(
    name: String, interface: Convention, fixes: FixSet, kinds: KindSet, drawn: KindSet? = nil,
    ways: Ways
  ) {
    self.name = name
    self.interface = interface
    self.fixes = fixes
    self.kinds = kinds
    self.drawn = drawn
    self.ways = ways
  }

  @inlinable @inline(__always)
  public func has(_ fix: Fix) -> Bool { fixes.contains(fix) }

  /// This revision with some fixes taken out. Its name stays.
  public func without(_ fixes: FixSet) -> Revision {
    var revision = self
    revision.fixes = revision.fixes.subtracting(fixes)
    return revision
  }

  /// How the interface speaks. Before ``Fix/successIsZero`` success was a number of pages.
  public var convention: Convention {
    var convention = interface
    if ways.shape != .oneVMA, !has(.successIsZero) { convention.returnsCount = true }
    return convention
  }
}
