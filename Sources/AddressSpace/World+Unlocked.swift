// SPDX-License-Identifier: GPL-2.0-or-later

import Logic

// A call that takes the mmap lock itself: the lock, the time, signals.

/// How a text tries to take the mmap lock.
public enum LockAttempt: Sendable {
  /// mmap_read_lock: until it has it.
  case uninterruptible
  /// mmap_read_lock_killable: a fatal signal ends the wait.
  case killable
  /// mmap_read_trylock: it does not wait.
  case once
}

extension World {
  /// The call takes the mmap lock itself, and goes on by itself where a fault has dropped it.
  @inlinable @inline(__always)
  public var takesLock: Bool { outside != nil }

  @inlinable
  public var unlocked: UnlockedCall { outside?.call ?? UnlockedCall() }

  /// A fatal signal is pending.
  @inlinable
  public var signalIsPending: D.Bit { isAt(outside?.call.signal) }

  /// The mm is reaped: check_stable_address_space says so.
  @inlinable
  public var isReaped: D.Bit { isAt(outside?.call.reaped) }

  @inlinable
  func isAt(_ moment: Int?) -> D.Bit {
    guard let moment else { return false }
    return moments .>= D.Half(constant: UInt64(moment))
  }

  /// The limit of the caller's is spent: so many jiffies have passed since it began, and the call has
  /// tried at least once.
  @inlinable
  public var limitIsSpent: D.Bit {
    if unlocked.timeout == 0 { return false }
    return ghost.hasTried
      .& (jiffies &- ghost.limitBegan .>= D.Word(constant: unlocked.timeout))
  }

  // MARK: The lock

  /// Tries to take the mmap lock. True where the text has it then.
  @inlinable
  public mutating func takeMmap(_ attempt: LockAttempt) -> D.Bit {
    if !takesLock {
      lockMmap()
      return true
    }
    if attempt != .once { maySleep() }
    beginMoment()
    let wait = time(unlocked.lockTimes, lockAttempts)
    lockAttempts = lockAttempts &+ 1
    let isBusy = wait .!= 0
    // Whoever waits in a way that no signal ends is to answer as if one had.
    let isStopped = isBusy .& signalIsPending
    var isTaken: D.Bit = true
    switch attempt {
    case .uninterruptible: ghost.interrupted = ghost.interrupted .| isStopped
    case .killable:
      ghost.interrupted = ghost.interrupted .| isStopped
      isTaken = .!isStopped
    case .once: isTaken = .!isBusy
    }
    branch(isTaken, &self) { world in
      world.jiffies = world.jiffies &+ wait
      world.lockMmap()
      world.ghost.limitRuns = D.Word.select(
        world.ghost.limitIsNew, world.jiffies, world.ghost.limitRuns)
      world.ghost.limitIsNew = false
      world.note(.lock(.taken, waited: Int(wait.constant ?? 0)))
    } else: {
      $0.note(.lock(attempt == .once ? .refused : .interrupted, waited: 0))
    }
    return isTaken
  }

  /// Jiffies by a list, 0 behind its end.
  @inlinable
  func time(_ times: [Int], _ number: D.Half) -> D.Word {
    var time: D.Word = 0
    for index in times.indices {
      let isThis = number .== D.Half(constant: UInt64(index))
      time = D.Word.select(isThis, D.Word(constant: UInt64(times[index])), time)
    }
    return time
  }

  // MARK: The call

  /// mmu_interval_read_begin: what was before is no news any more.
  @inlinable
  public mutating func readSequence() {
    invalidated = false
    if !takesLock { return }
    maySleep()
    ghost.isFresh = true
    // Outputs that are stored from now on describe what is from now on.
    for page in 0..<count { pages[page].moments = 0 }
  }

  /// mmu_interval_check_retry of a sequence that may be an old one: true where the range was
  /// invalidated since.
  @inlinable
  public mutating func checkSequence(isOld: D.Bit) -> D.Bit {
    let isInvalid = invalidated .| isOld
    if takesLock { ghost.hasTried = ghost.hasTried .| isInvalid }
    return isInvalid
  }

  @inlinable
  mutating func loadUnlocked(_ scenario: Scenario) {
    hasUnaskedDrops = scenario.faults.contains { $0.isUnasked }
    outside = nil
    if !(mayDropLock && convention.takesLock) { return }
    outside = UnlockedState(scenario)
    jiffies = D.Word(constant: scenario.unlocked.jiffies)
    moments = 0
    lockAttempts = 0
  }

  @inlinable @inline(__always)
  mutating func beginUnlocked() {
    if !takesLock { return }
    ghost.mmapLock = false
    ghost.limitBegan = jiffies
  }

  /// A walk with a fresh sequence begins: looks whether the limit allowed that.
  @inlinable
  mutating func noteOverdue() {
    ghost.hasTried = true
    if unlocked.timeout == 0 { return }
    let isOver = jiffies &- ghost.limitRuns .> D.Word(constant: unlocked.timeout)
    ghost.overdue = ghost.overdue .| (ghost.isFresh .& isOver)
  }

  // MARK: Faults

  @inlinable
  mutating func spendFaultTime() {
    if unlocked.faultTimes.isEmpty { return }
    jiffies = jiffies &+ time(unlocked.faultTimes, nextOutcome)
  }

  /// A fault has dropped the mmap lock. What it waited for happens; whoever watches the VMA
  /// (userfaultfd) brings the page, unless the wait is ended by a signal.
  @inlinable
  mutating func goOnUnlocked(_ page: Int, write: D.Bit) {
    ghost.progressed = true
    if !takesLock { return }
    let isWatched = vmaAllows(page, .userfaultfd)
    beginMoment()
    ghost.interrupted = ghost.interrupted .| signalIsPending
    ghost.limitBegan = jiffies
    ghost.limitIsNew = true
    branch(isWatched .& vmaAllows(page, .userfaultfd) .& .!signalIsPending, &self) { world in
      world.resolve(
        page, world.view(page), write: write,
        D.Byte(constant: UInt64(FaultOutcome.resolve.rawValue)))
    }
  }

  /// A fault on this page, as it is, fails because the mm is reaped: anonymous memory that is not
  /// there does not come any more.
  @inlinable
  public func isLostToReaper(_ page: Int, _ view: View<D>) -> D.Bit {
    guard let outside, outside.call.reaped != nil, layout.hugetlb(page) == .no else {
      return false
    }
    let isMissing =
      view.kind.isIn(.missing)
      .| (view.kind.isIn(.uffdWpMarkers) .& .!vmaAllows(page, .userfaultfd))
    return isReaped .& isMissing .& .!vmaAllows(page, .file)
  }
}
