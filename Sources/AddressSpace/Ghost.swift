// SPDX-License-Identifier: GPL-2.0-or-later

import Logic

/// What no kernel keeps, but the contract speaks of: locks, mappings, reads of what was never
/// written, and how the walk went on.
public struct Ghost<D: Domain>: Mergeable {
  public typealias Domain = D

  // MARK: Locks and mappings, as they are

  public var mmapLock: D.Bit = true
  /// A page-table lock: that of a PUD, or of a hugetlb entry.
  public var pageTableLock: D.Bit = false
  public var hugetlbLock: D.Bit = false
  /// pte_offset_map calls without their pte_unmap.
  public var maps: D.Byte = 0

  // MARK: What went wrong with them

  /// Faulted or waited with a lock or a mapping held that forbids sleeping.
  public var sleptWithLock: D.Bit = false
  /// Took what was held, or gave back what was not.
  public var unbalanced: D.Bit = false

  /// Looked at a page table, or faulted, without the mmap lock.
  public var unlockedAccess: D.Bit = false

  // MARK: Reads

  /// Read a variable that was never written.
  public var uninitialised: D.Bit = false
  /// Followed a null pointer, or a pointer to something else.
  public var wildPointer: D.Bit = false
  /// Took something for a page table that was none.
  public var wildTable: D.Bit = false
  /// Kernel text only: the run ended in what C leaves undefined, or in a BUG.
  public var undefined: D.Bit = false
  /// Kernel text only: the condition of a WARN held, by which the text says that it is wrong.
  public var warned: D.Bit = false
  /// Kernel text only: the run reached text that is not understood. Nothing is known of it.
  public var notUnderstood: D.Bit = false

  // MARK: The course of the call

  /// Calls of handle_mm_fault.
  public var faults: D.Half = 0
  /// Waits for a migration to end.
  public var waits: D.Half = 0
  /// The fault handler ran out of memory.
  public var outOfMemory: D.Bit = false
  /// Walks begun.
  public var walks: D.Half = 0
  /// Where the latest walk began.
  public var cursor: D.Word = 0
  /// Since the latest walk began, the environment changed, a fault was resolved, or a wait ended.
  public var progressed: D.Bit = false
  /// Since the latest walk began, another thread acted: the walk may know less than the world.
  public var disturbed: D.Bit = false

  // MARK: What restarts showed

  /// A walk began again, and an entry that it would read no longer held its request.
  public var lostRequest: D.Bit = false
  /// A walk began again, and an entry below it had never been set.
  public var skippedEntry: D.Bit = false
  /// A walk began again where the one before had, and nothing had happened in between.
  public var stalled: D.Bit = false
  /// The call did not end within its budget of walks.
  public var endless: D.Bit = false
  /// A page changed more often than its history can hold, so C25 and its kin cannot be judged.
  public var historyLost: D.Bit = false

  @inlinable public init() {}

  /// The run followed a pointer into nowhere, or ended in something of the kind.
  @inlinable @inline(__always)
  public var isLost: D.Bit { wildPointer .| wildTable .| undefined }

  @inlinable
  public mutating func merge(_ condition: D.Bit, else other: Ghost<D>) {
    mmapLock.merge(condition, else: other.mmapLock)
    pageTableLock.merge(condition, else: other.pageTableLock)
    hugetlbLock.merge(condition, else: other.hugetlbLock)
    maps.merge(condition, else: other.maps)
    sleptWithLock.merge(condition, else: other.sleptWithLock)
    unbalanced.merge(condition, else: other.unbalanced)
    unlockedAccess.merge(condition, else: other.unlockedAccess)
    uninitialised.merge(condition, else: other.uninitialised)
    wildPointer.merge(condition, else: other.wildPointer)
    wildTable.merge(condition, else: other.wildTable)
    undefined.merge(condition, else: other.undefined)
    warned.merge(condition, else: other.warned)
    notUnderstood.merge(condition, else: other.notUnderstood)
    faults.merge(condition, else: other.faults)
    waits.merge(condition, else: other.waits)
    outOfMemory.merge(condition, else: other.outOfMemory)
    walks.merge(condition, else: other.walks)
    cursor.merge(condition, else: other.cursor)
    progressed.merge(condition, else: other.progressed)
    disturbed.merge(condition, else: other.disturbed)
    lostRequest.merge(condition, else: other.lostRequest)
    skippedEntry.merge(condition, else: other.skippedEntry)
    stalled.merge(condition, else: other.stalled)
    endless.merge(condition, else: other.endless)
    historyLost.merge(condition, else: other.historyLost)
  }
}
