// SPDX-License-Identifier: GPL-2.0-or-later

import AddressSpace
import RangeFault

/// One thing in which two revisions differ: a fix that only one of them has, or one of their era's
/// ways. An older revision with all its changes made is the newer one.
public enum Change: Hashable, Sendable {
  case fix(Fix)
  case way(Way)

  /// The changes from one revision to another: fixes in the order of their catalogue, then ways.
  static func all(from older: Revision, to newer: Revision) -> [Change] {
    let changes = Fix.allCases.map(Change.fix) + Way.allCases.map(Change.way)
    return changes.filter { change in
      var changed = older
      change.make(in: &changed, as: newer)
      return changed != older
    }
  }

  /// Makes the change in a revision: what it speaks of becomes as in `newer`.
  func make(in revision: inout Revision, as newer: Revision) {
    switch self {
    case .fix(let fix):
      let one: FixSet = [fix]
      revision.fixes =
        newer.has(fix) ? revision.fixes.union(one) : revision.fixes.subtracting(one)
    case .way(let way): way.make(in: &revision, as: newer)
    }
  }
}

extension Revision {
  /// The revision with some changes made.
  func with(_ changes: some Sequence<Change>, as newer: Revision) -> Revision {
    var revision = self
    for change in changes { change.make(in: &revision, as: newer) }
    return revision
  }
}

/// What an era did its own way: no commit that hmmcheck's catalogue knows changed it.
public enum Way: String, CaseIterable, Sendable {
  // The walk.
  case shape, checksSequence, clearsTail, canDropLock, devicePrivateRequests, faultsWholePiece
  case passesUnknownEntries, testsRead, testsSpecial, ignoresDevicePrivateRequests
  case walksHugetlb, locksHugetlb
  // The interface.
  case busy, lockDropped, returnsCount, clearsOnError, hasMask, requestsPerPage, hasSnapshotEntry
  case tablesVanish, format

  /// What it is about, in words.
  public var title: String {
    switch self {
    case .shape: "how the range is divided among walks"
    case .checksSequence: "whether each walk first looks if the range was invalidated"
    case .clearsTail: "whether a failing call empties the rest of the array"
    case .canDropLock: "whether the fault handler may drop the mmap lock"
    case .devicePrivateRequests: "whether a request can bring device memory back"
    case .faultsWholePiece: "whether one page's need has the whole piece of its PMD faulted"
    case .passesUnknownEntries: "whether unknown non-present entries are passed over"
    case .testsRead: "whether a VMA that cannot be read is refused"
    case .testsSpecial: "whether special pages are told from others"
    case .ignoresDevicePrivateRequests: "whether own device memory is reported whatever is asked"
    case .walksHugetlb: "whether hugetlb VMAs are walked"
    case .locksHugetlb: "whether the page walker holds the hugetlb VMA lock"
    case .busy: "the answer \"start over\""
    case .lockDropped: "the answer \"the lock is dropped\""
    case .returnsCount: "whether success is a number of pages"
    case .clearsOnError: "whether an error clears entries"
    case .hasMask: "whether requests come with default_flags and pfn_flags_mask"
    case .requestsPerPage: "whether each page has a request of its own"
    case .hasSnapshotEntry: "whether a snapshot has an entry of its own"
    case .tablesVanish: "whether a page table can go away under the mmap lock"
    case .format: "the format of the words"
    }
  }

  func make(in revision: inout Revision, as newer: Revision) {
    switch self {
    case .shape: revision.ways.shape = newer.ways.shape
    case .checksSequence: revision.ways.checksSequence = newer.ways.checksSequence
    case .clearsTail: revision.ways.clearsTail = newer.ways.clearsTail
    case .canDropLock: revision.ways.canDropLock = newer.ways.canDropLock
    case .devicePrivateRequests:
      revision.ways.devicePrivateRequests = newer.ways.devicePrivateRequests
    case .faultsWholePiece: revision.ways.faultsWholePiece = newer.ways.faultsWholePiece
    case .passesUnknownEntries:
      revision.ways.passesUnknownEntries = newer.ways.passesUnknownEntries
    case .testsSpecial: revision.ways.testsSpecial = newer.ways.testsSpecial
    case .testsRead: revision.ways.testsRead = newer.ways.testsRead
    case .ignoresDevicePrivateRequests:
      revision.ways.ignoresDevicePrivateRequests = newer.ways.ignoresDevicePrivateRequests
    case .walksHugetlb: revision.ways.walksHugetlb = newer.ways.walksHugetlb
    case .locksHugetlb: revision.ways.locksHugetlb = newer.ways.locksHugetlb
    case .busy: revision.interface.busy = newer.interface.busy
    case .lockDropped: revision.interface.lockDropped = newer.interface.lockDropped
    case .returnsCount: revision.interface.returnsCount = newer.interface.returnsCount
    case .clearsOnError: revision.interface.clearsOnError = newer.interface.clearsOnError
    case .hasMask: revision.interface.hasMask = newer.interface.hasMask
    case .requestsPerPage: revision.interface.requestsPerPage = newer.interface.requestsPerPage
    case .hasSnapshotEntry: revision.interface.hasSnapshotEntry = newer.interface.hasSnapshotEntry
    case .tablesVanish: revision.interface.tablesVanish = newer.interface.tablesVanish
    case .format: revision.interface.encoding = newer.interface.encoding
    }
  }
}
