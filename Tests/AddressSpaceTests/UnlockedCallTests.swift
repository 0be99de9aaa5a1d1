// SPDX-License-Identifier: GPL-2.0-or-later

import AddressSpace
import Logic
import Testing

/// The world around a call that takes the mmap lock itself.
@Suite struct UnlockedCallTests {
  private func world(
    _ unlocked: UnlockedCall = UnlockedCall(), _ change: (inout Scenario) -> Void = { _ in }
  ) -> World<Concrete> {
    var scenario = Scenario(start: 4, count: 4)
    scenario.mayDropLock = true
    scenario.unlocked = unlocked
    change(&scenario)
    var convention = Convention(encoding: .sticky)
    convention.takesLock = true
    return .begun(scenario, convention)
  }

  @Test func theLockIsTheCallsToTake() {
    var world = world()
    #expect(!world.ghost.mmapLock)
    let isTaken = world.takeMmap(.killable)
    #expect(isTaken && world.ghost.mmapLock)
    world.unlockMmap()
    #expect(!world.ghost.mmapLock)
    #expect(!world.ghost.unbalanced)
    world.unlockMmap()
    #expect(world.ghost.unbalanced)
  }

  @Test func theLockMayNotBeTakenUnderAnother() {
    var world = world()
    world.lockPageTable()
    _ = world.takeMmap(.once)
    #expect(!world.ghost.sleptWithLock)
    world.unlockMmap()
    _ = world.takeMmap(.killable)
    #expect(world.ghost.sleptWithLock)
  }

  @Test func waitsCostTime() {
    var world = world(UnlockedCall(jiffies: .max, lockTimes: [0, 3]))
    _ = world.takeMmap(.killable)
    #expect(world.jiffies == .max)
    world.unlockMmap()
    _ = world.takeMmap(.uninterruptible)
    #expect(world.jiffies == 2)
    // What is not in the list is had at once.
    world.unlockMmap()
    _ = world.takeMmap(.killable)
    #expect(world.jiffies == 2)
  }

  @Test func faultsCostTime() {
    var world = world(UnlockedCall(faultTimes: [0, 7]))
    _ = world.takeMmap(.killable)
    _ = world.fault(0)
    #expect(world.jiffies == 0)
    _ = world.fault(1)
    #expect(world.jiffies == 7)
  }

  @Test(arguments: [(LockAttempt.killable, false), (.uninterruptible, true), (.once, false)])
  func aSignalEndsAWait(_ attempt: LockAttempt, _ isTaken: Bool) {
    var busy = world(UnlockedCall(lockTimes: [1], signal: 1))
    let hasIt = busy.takeMmap(attempt)
    #expect(hasIt == isTaken)
    #expect(busy.ghost.mmapLock == isTaken)
    #expect(busy.ghost.interrupted == (attempt != .once))
    // A lock that is free is taken, signal or not.
    var free = world(UnlockedCall(signal: 1))
    let isFree = free.takeMmap(attempt)
    #expect(isFree)
    #expect(!free.ghost.interrupted)
    #expect(free.signalIsPending)
    // It comes with the moment that is named.
    var early = world(UnlockedCall(lockTimes: [1], signal: 2))
    let isEarly = early.takeMmap(attempt)
    #expect(isEarly == (attempt != .once))
    #expect(!early.signalIsPending)
  }

  @Test(arguments: [
    (FaultOutcome.retry, FaultResult.retry, Kind.none),
    (.completed, .completed, .zeroPage), (.retryUnasked, .retry, .none),
    (.completedUnasked, .completed, .zeroPage),
  ])
  func faultsDropTheLock(_ outcome: FaultOutcome, _ result: FaultResult, _ after: Kind) {
    for mayDrop in [true, false] {
      var world = world(UnlockedCall(signal: 2)) { $0.faults = [outcome] }
      _ = world.takeMmap(.killable)
      let answer = world.fault(0, mayDrop: mayDrop)
      let drops = mayDrop || outcome.isUnasked
      #expect(answer == (drops ? result : .resolved))
      #expect(world.ghost.mmapLock == !drops)
      #expect(world.kind(of: 0) == (drops ? after : .zeroPage))
      #expect(world.ghost.droppedUnasked == (drops && !mayDrop))
      // The second moment is that of the drop.
      #expect(world.signalIsPending == drops)
      #expect(world.ghost.interrupted == drops)
      #expect(world.ghost.progressed)
    }
  }

  /// A call that keeps the lock knows no VM_FAULT_COMPLETED, and a fault that fails is not completed.
  @Test func completedIsResolvedElsewhere() {
    var scenario = Scenario(count: 2)
    scenario.faults = [.completed, .completedUnasked]
    var kept = World.begun(scenario)
    #expect(kept.fault(0, mayDrop: true) == .resolved)
    #expect(kept.ghost.mmapLock)
    #expect(kept.fault(1) == .completed)
    #expect(!kept.ghost.mmapLock)
    #expect(kept.ghost.droppedUnasked)
    var poisoned = world {
      $0.faults = [.completed]
      $0.ptes[0] = .hwpoison
    }
    _ = poisoned.takeMmap(.killable)
    #expect(poisoned.fault(0, mayDrop: true) == .poison)
    #expect(poisoned.ghost.mmapLock)
  }

  @Test func whoeverWatchesBringsThePage() {
    func brought(_ unlocked: UnlockedCall) -> Kind {
      var world = world(unlocked) { $0.vmas[0].flags.insert(.userfaultfd) }
      _ = world.takeMmap(.killable)
      #expect(world.fault(0, mayDrop: true) == .retry)
      return world.kind(of: 0)
    }
    #expect(brought(UnlockedCall()) == .zeroPage)
    // A signal ends that wait as well, and a VMA that is gone is not watched.
    #expect(brought(UnlockedCall(signal: 2)) == .none)
    let gone = VMAChange(at: 2, kind: .unmap, start: 4, end: 5)
    #expect(brought(UnlockedCall(changes: [gone])) == .none)
  }

  static let ofReaped: [(Kind, VMA.Flags, FaultResult)] = [
    (.none, .readWrite, .busError), (.none, [.read, .write, .file], .resolved),
    (.swap, .readWrite, .resolved), (.numaReadOnly, .readWrite, .resolved),
    (.markerUffdWp, .readWrite, .busError),
  ]

  @Test(arguments: ofReaped)
  func aReapedMMHasNoNewMemory(_ kind: Kind, _ flags: VMA.Flags, _ result: FaultResult) {
    for moment in [1, 2] {
      var world = world(UnlockedCall(reaped: moment)) {
        $0.vmas[0].flags = flags
        $0.ptes[0] = kind
      }
      _ = world.takeMmap(.killable)
      #expect(world.isReaped == (moment == 1))
      #expect(world.fault(0) == (moment == 1 ? result : .resolved))
    }
  }

  @Test func aFreshSequenceBeginsAnew() {
    var world = world { $0.ptes[0] = .writable }
    _ = world.takeMmap(.killable)
    _ = world.fault(1)
    world.invalidate()
    #expect(world.pages[1].moments != 0)
    world.readSequence()
    #expect(!world.invalidated)
    #expect(world.pages[1].moments == 0)
  }
}
