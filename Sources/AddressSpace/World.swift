// SPDX-License-Identifier: GPL-2.0-or-later

import Logic

/// The world around a walk: memory, the environment's script, and the record of the call.
///
/// One value holds it all, so that a branch can copy and merge it. Layout and convention are known
/// in every domain; the rest are values of the domain. A world is loaded again and again without
/// allocating.
public struct World<D: Domain> {
  // MARK: Known in every domain

  public var layout = Layout()
  public var convention = Convention(encoding: .sticky)
  /// Whether the caller uses the snapshot entry, and allows the lock to be dropped.
  public var snapshotCall = false
  public var mayDropLock = false
  public var accessedBits = false
  /// What surrounds a call that takes the mmap lock itself; nil for another call.
  public var outside: UnlockedState?
  /// The script has a handler that drops the mmap lock without being allowed to.
  public var hasUnaskedDrops = false
  /// How many walks a call may begin before it counts as endless.
  public var walkBudget = 0
  /// Where the steps of the call are written down; nil in proofs and in the hot loop.
  public var trace: Trace?
  /// How often a walk looks at one PMD that changes under it, before that counts as endless.
  public var looks = 0
  /// What other threads do where no script says it; nil but in proofs.
  public var interference: Interference<D>?

  // MARK: Memory

  public var puds: [Entry<D>] = []
  public var pmds: [Entry<D>] = []
  /// The pages of the range, ``count`` of them; storage may be longer.
  public var pages: [Page<D>] = []
  /// Per VMA: its ``VMA/Flags``, and the first page of the range behind the end of its file.
  public var vmaFlags: [D.Byte] = []
  public var endOfFile: [D.Word] = []
  /// The frame that the next new mapping gets.
  public var nextFrame: D.Word = 0

  // MARK: The request

  public var defaultFlags: D.Word = 0
  public var pfnFlagsMask: D.Word = 0

  // MARK: The environment

  /// The range was invalidated since the caller read the sequence.
  public var invalidated: D.Bit = false
  /// It already was when the call began.
  public var invalidatedBefore: D.Bit = false
  /// Loads of page-table entries so far.
  public var loads: D.Half = 0
  public var events: [ScriptedEvent<D>] = []
  public var nextEvent: D.Half = 0
  /// The load before which the next event happens; never reached where there is none.
  public var nextEventAt: D.Half = 0
  /// What the first calls of the fault handler do: ``FaultOutcome`` values.
  public var outcomes: [D.Byte] = []
  /// Which of them is next.
  public var nextOutcome: D.Half = 0
  /// Look-ups of a device's page map that will still succeed.
  public var pagemapLookups: D.Half = 0
  /// The time, of a call that takes the mmap lock itself.
  public var jiffies: D.Word = 0
  /// Its moments without the lock so far: see ``UnlockedCall``.
  public var moments: D.Half = 0
  /// Of these, the attempts to take the lock.
  public var lockAttempts: D.Half = 0

  // MARK: The record

  /// Earlier views of the pages, ``momentsPerPage`` places for each: see ``Page/moments``.
  public var history: [View<D>] = []
  public var ghost = Ghost<D>()
  /// What the call answered: an ``Errno``.
  public var result: D.Half = 0
  /// Where success is a number of pages: that number.
  public var resultPages: D.Word = 0

  @inlinable public init() {}

  @inlinable public var count: Int { layout.count }

  /// Notes a step, where somebody reads it.
  @inlinable @inline(__always)
  public func note(_ step: @autoclosure () -> Trace.Step) {
    if let trace { trace.append(step()) }
  }
}

/// A run is the world after the call: its outputs, its result, and the record of its effects.
public typealias Run<D: Domain> = World<D>

extension World: Mergeable {
  public typealias Domain = D

  @inlinable
  public mutating func merge(_ condition: D.Bit, else other: World<D>) {
    // While it is known which side remembers what.
    mergeHistory(condition, else: other)
    puds.merge(condition, else: other.puds)
    pmds.merge(condition, else: other.pmds)
    pages.merge(condition, else: other.pages)
    nextFrame.merge(condition, else: other.nextFrame)
    invalidated.merge(condition, else: other.invalidated)
    loads.merge(condition, else: other.loads)
    nextEvent.merge(condition, else: other.nextEvent)
    nextEventAt.merge(condition, else: other.nextEventAt)
    nextOutcome.merge(condition, else: other.nextOutcome)
    pagemapLookups.merge(condition, else: other.pagemapLookups)
    jiffies.merge(condition, else: other.jiffies)
    moments.merge(condition, else: other.moments)
    lockAttempts.merge(condition, else: other.lockAttempts)
    ghost.merge(condition, else: other.ghost)
    result.merge(condition, else: other.result)
    resultPages.merge(condition, else: other.resultPages)
  }
}
