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
  /// The fault handler dropped the mmap lock although the call had not allowed it.
  public var droppedUnasked: D.Bit = false

  // MARK: A call that takes the mmap lock itself

  /// A fatal signal ended its wait for the lock, or was pending when a fault dropped the lock.
  public var interrupted: D.Bit = false
  /// A sequence has been read since the latest walk began.
  public var isFresh: D.Bit = false
  /// When its limit on retries began, at the earliest: with the call, or when a fault had dropped
  /// the lock. And at the latest: when the lock was taken after that.
  public var limitBegan: D.Word = 0
  public var limitRuns: D.Word = 0
  /// The lock was not taken yet since the limit began.
  public var limitIsNew: D.Bit = true
  /// It has begun a walk, or found the range invalidated before that.
  public var hasTried: D.Bit = false
  /// It walked once more though the limit was spent.
  public var overdue: D.Bit = false

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
  /// The number of the act of another thread that changed an entry last, in proofs; 0 before any.
  public var latestAct: D.Half = 0
  /// No walk runs: what is stored now is stored by none. Kernel text only.
  public var isOutside: D.Bit = false

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
    droppedUnasked.merge(condition, else: other.droppedUnasked)
    interrupted.merge(condition, else: other.interrupted)
    isFresh.merge(condition, else: other.isFresh)
    limitBegan.merge(condition, else: other.limitBegan)
    limitRuns.merge(condition, else: other.limitRuns)
    limitIsNew.merge(condition, else: other.limitIsNew)
    hasTried.merge(condition, else: other.hasTried)
    overdue.merge(condition, else: other.overdue)
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
    latestAct.merge(condition, else: other.latestAct)
    isOutside.merge(condition, else: other.isOutside)
    lostRequest.merge(condition, else: other.lostRequest)
    skippedEntry.merge(condition, else: other.skippedEntry)
    stalled.merge(condition, else: other.stalled)
    endless.merge(condition, else: other.endless)
    historyLost.merge(condition, else: other.historyLost)
  }
}
