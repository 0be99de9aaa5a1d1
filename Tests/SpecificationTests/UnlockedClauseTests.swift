// SPDX-License-Identifier: GPL-2.0-or-later

import AddressSpace
import Logic
import Specification
import Testing

/// The forms that clauses have for a call that takes the mmap lock itself: what breaks each, and what
/// comes close.
@Suite struct UnlockedClauseTests {
  struct Case: Sendable, CustomTestStringConvertible {
    var what: String
    /// The clauses that are broken, of those that look at answers, locks and walks.
    var breaks: [String]
    var scenario = Scenario(count: 1)
    var call: @Sendable (inout World<Concrete>) -> Void

    init(
      _ what: String, _ breaks: [String], _ unlocked: UnlockedCall = UnlockedCall(),
      kind: Kind = .writable, request: UInt64 = read, faults: [FaultOutcome] = [],
      _ call: @escaping @Sendable (inout World<Concrete>) -> Void
    ) {
      self.what = what
      self.breaks = breaks
      self.call = call
      scenario = .pages([kind], [request])
      scenario.mayDropLock = true
      scenario.unlocked = unlocked
      scenario.faults = faults
    }

    var testDescription: String { what }
  }

  /// A walk of the right kind, under the lock and with a fresh sequence; the range is invalidated.
  private static func walk(_ world: inout World<Concrete>) {
    world.readSequence()
    if world.takeMmap(.killable) {
      world.beginWalk(from: 0)
      world.endWalk()
      world.invalidate()
    }
  }

  private static func report(_ world: inout World<Concrete>) {
    world.store(0, PfnWord.fault | PfnWord.write | 0x1000)
  }

  /// The whole of a good call.
  private static func succeed(_ world: inout World<Concrete>) {
    world.readSequence()
    _ = world.takeMmap(.killable)
    world.beginWalk(from: 0)
    report(&world)
    world.endWalk()
    world.unlockMmap()
  }

  static let all: [Case] = [
    Case("a good call", []) { succeed(&$0) },
    Case("the lock is kept", ["C19"]) {
      walk(&$0)
      report(&$0)
    },
    Case("it answers -EINTR without a signal", ["C1"]) {
      succeed(&$0)
      $0.answer(.EINTR)
    },
    Case("it answers -EINTR with one", [], UnlockedCall(signal: 1)) {
      succeed(&$0)
      $0.answer(.EINTR)
    },
    Case("a signal that did not stop it need not", [], UnlockedCall(signal: 1)) { succeed(&$0) },
    Case(
      "its wait was interrupted, and it goes on", ["C1"], UnlockedCall(lockTimes: [1], signal: 1)
    ) {
      _ = $0.takeMmap(.killable)
      succeed(&$0)
    },
    Case(
      "it waits in a way that nothing ends", ["C1"], UnlockedCall(lockTimes: [1], signal: 1)
    ) {
      _ = $0.takeMmap(.uninterruptible)
      $0.unlockMmap()
      succeed(&$0)
    },
    Case("it only looks for the lock", [], UnlockedCall(lockTimes: [1], signal: 1)) {
      let isTaken = $0.takeMmap(.once)
      #expect(!isTaken)
      succeed(&$0)
    },
    Case("-EBUSY though there is no limit", ["C2"]) {
      walk(&$0)
      $0.unlockMmap()
      $0.answer(.EBUSY)
    },
    Case("-EBUSY before the limit", ["C2"], UnlockedCall(timeout: 5, lockTimes: [0, 4])) {
      walk(&$0)
      $0.unlockMmap()
      _ = $0.takeMmap(.killable)
      $0.unlockMmap()
      $0.answer(.EBUSY)
    },
    Case("-EBUSY at the limit", [], UnlockedCall(timeout: 5, lockTimes: [0, 5])) {
      walk(&$0)
      $0.unlockMmap()
      _ = $0.takeMmap(.killable)
      $0.unlockMmap()
      $0.answer(.EBUSY)
    },
    Case("-EBUSY before a walk", ["C2"], UnlockedCall(timeout: 5, lockTimes: [9])) {
      _ = $0.takeMmap(.killable)
      $0.unlockMmap()
      $0.answer(.EBUSY)
    },
    Case("the limit is spent, and it walks", ["C2"], UnlockedCall(timeout: 5, lockTimes: [0, 6])) {
      walk(&$0)
      $0.unlockMmap()
      succeed(&$0)
    },
    Case("it is not quite spent", [], UnlockedCall(timeout: 5, lockTimes: [0, 5])) {
      walk(&$0)
      $0.unlockMmap()
      succeed(&$0)
    },
    Case("the first wait is no retry", [], UnlockedCall(timeout: 5, lockTimes: [9])) {
      succeed(&$0)
    },
    Case(
      "a fault that dropped the lock begins it anew", [], UnlockedCall(timeout: 5, faultTimes: [9]),
      faults: [.retry]
    ) {
      walk(&$0)
      _ = $0.handleMMFault(0, write: false, mayDrop: true)
      succeed(&$0)
    },
    Case(
      "so that -EBUSY is too early", ["C2"], UnlockedCall(timeout: 5, faultTimes: [9]),
      faults: [.retry]
    ) {
      walk(&$0)
      _ = $0.handleMMFault(0, write: false, mayDrop: true)
      $0.answer(.EBUSY)
    },
    Case(
      "a signal was pending when the lock was dropped", ["C1"], UnlockedCall(signal: 2),
      faults: [.retry]
    ) {
      walk(&$0)
      _ = $0.handleMMFault(0, write: false, mayDrop: true)
      succeed(&$0)
    },
    Case("a reaped mm, and the page is there", ["C3"], UnlockedCall(reaped: 1)) {
      walk(&$0)
      $0.unlockMmap()
      $0.answer(.EFAULT)
    },
    Case("a reaped mm, and the page is not", [], UnlockedCall(reaped: 1), kind: .none) {
      walk(&$0)
      $0.unlockMmap()
      $0.answer(.EFAULT)
    },
    Case(
      "a reaped mm, and nobody asks", ["C3", "C14"], UnlockedCall(reaped: 1), kind: .none,
      request: 0
    ) {
      walk(&$0)
      $0.unlockMmap()
      $0.answer(.EFAULT)
    },
    Case("a signal ends a snapshot", [], UnlockedCall(signal: 1), request: 0) {
      walk(&$0)
      $0.unlockMmap()
      $0.answer(.EINTR)
    },
    Case("an output is begun on", ["C15"], request: 0) {
      walk(&$0)
      report(&$0)
      $0.unlockMmap()
      succeed(&$0)
    },
    Case("a request was put back", []) {
      walk(&$0)
      report(&$0)
      $0.store(0, read)
      $0.unlockMmap()
      succeed(&$0)
    },
    Case("the walk that failed has set the page", ["C16"], kind: .hwpoison) {
      walk(&$0)
      report(&$0)
      $0.pages[0].storedIn = 1
      $0.unlockMmap()
      $0.answer(.EFAULT)
    },
    Case("a walk before has set it", [], kind: .hwpoison) {
      walk(&$0)
      $0.store(0, read)
      $0.pages[0].storedIn = 1
      $0.unlockMmap()
      walk(&$0)
      $0.unlockMmap()
      $0.answer(.EFAULT)
    },
    Case("it failed where no walk ran", [], kind: .hwpoison) {
      walk(&$0)
      report(&$0)
      $0.pages[0].storedIn = 1
      $0.unlockMmap()
      $0.readSequence()
      $0.answer(.EFAULT)
    },
    Case("a drop that nobody allowed excuses answer and lock", [], faults: [.retryUnasked]) {
      walk(&$0)
      _ = $0.handleMMFault(0, write: false, mayDrop: false)
      _ = $0.loadPTE(0)
      $0.answer(.EBUSY)
    },
    Case("but not what is left behind", ["C26"], faults: [.retryUnasked]) {
      walk(&$0)
      _ = $0.handleMMFault(0, write: false, mayDrop: false)
      $0.unlockMmap()
      $0.answer(.EBUSY)
    },
  ]

  @Test(arguments: all)
  func isBrokenExactlyWhereItShouldBe(_ test: Case) throws {
    try test.scenario.validate()
    var world = World<Concrete>()
    var convention = Convention(encoding: .sticky)
    convention.takesLock = true
    world.load(test.scenario, convention)
    world.beginCall(pass: 1)
    world.ghost.isOutside = true
    test.call(&world)
    world.endCall()
    let looked: Set<String> = [
      "C1", "C2", "C3", "C14", "C15", "C16", "C19", "C23", "C26", "C27",
    ]
    #expect(Contract.judge(world).violated.ids.filter(looked.contains) == test.breaks)
  }

  /// Where the caller holds the lock, none of these forms counts.
  @Test func theOtherCallIsJudgedAsEver() {
    var world = World<Concrete>()
    world.load(.pages([.writable], [read]), Convention(encoding: .sticky))
    world.beginCall(pass: 1)
    #expect(world.ghost.mmapLock)
    world.beginWalk(from: 0)
    Self.report(&world)
    world.endCall()
    #expect(Contract.judge(world).violated.ids == [])
    world.answer(.EINTR)
    #expect(Contract.judge(world).violated.ids.contains("C1"))
  }
}
