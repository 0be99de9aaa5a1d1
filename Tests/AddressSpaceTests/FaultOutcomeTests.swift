// SPDX-License-Identifier: GPL-2.0-or-later

import AddressSpace
import Logic
import Testing

/// What a script can make of a call of handle_mm_fault.
@Suite struct FaultOutcomeTests {
  private func world(
    _ outcomes: [FaultOutcome], _ change: (inout Scenario) -> Void = { _ in }
  ) -> World<Concrete> {
    var scenario = Scenario(start: 4, count: 4)
    scenario.faults = outcomes
    change(&scenario)
    return .begun(scenario)
  }

  @Test func theScriptIsTakenInOrderAndThenFaultsAreResolved() {
    var world = world([.nothing, .busError, .outOfMemory])
    #expect(world.fault(0) == .resolved)
    #expect(world.kind(of: 0) == .none)
    #expect(world.fault(0) == .busError)
    #expect(world.fault(0) == .outOfMemory)
    #expect(world.fault(0) == .resolved)
    #expect(world.kind(of: 0) == .zeroPage)
    #expect(world.ghost.faults == 4)
    // It goes on through all passes.
    world.beginCall(pass: 2)
    #expect(world.fault(1) == .resolved)
    #expect(world.kind(of: 1) == .zeroPage)
  }

  @Test(arguments: [
    (FaultOutcome.outOfMemory, FaultResult.outOfMemory), (.busError, .busError),
    (.segmentationFault, .segmentationFault), (.poison, .poison),
  ])
  func failuresChangeNothing(_ outcome: FaultOutcome, _ result: FaultResult) {
    for write in [false, true] {
      var world = world([outcome]) { $0.ptes[0] = .readOnly }
      #expect(world.fault(0, write: write) == result)
      #expect(world.kind(of: 0) == .readOnly)
      #expect(world.pages[0].moments == 0)
      #expect(!world.invalidated)
      #expect(!world.ghost.progressed)
      #expect(world.ghost.mmapLock)
      #expect(world.ghost.outOfMemory == (result == .outOfMemory))
      // Want of memory is no fault of the page.
      let failed = world.pages[0].effects & UInt8(PageEffect.failed) != 0
      #expect(failed == (result != .outOfMemory))
    }
  }

  /// Even where the fault could not be resolved, or would be denied.
  @Test func failuresComeFirst() {
    var world = world([.outOfMemory, .busError]) {
      $0.ptes[0] = .hwpoison
      $0.vmas[0].flags = .read
    }
    #expect(world.fault(0) == .outOfMemory)
    #expect(world.fault(0, write: true) == .busError)
  }

  @Test func retryNeedsToBeAllowed() {
    var world = world([.retry, .retry])
    #expect(world.fault(0) == .resolved)
    #expect(world.kind(of: 0) == .zeroPage)
    #expect(world.ghost.mmapLock)
    #expect(world.fault(1, mayDrop: true) == .retry)
    #expect(world.kind(of: 1) == .none)
    #expect(!world.ghost.mmapLock)
    #expect(!world.ghost.unlockedAccess)
    // Whoever goes on without the lock is seen.
    _ = world.fault(2)
    #expect(world.ghost.unlockedAccess)
  }

  @Test func nothingIsSuccessWithoutAChange() {
    var world = world([.nothing]) { $0.ptes[0] = .devicePrivateReadOnly }
    #expect(world.fault(0, write: true) == .resolved)
    #expect(world.kind(of: 0) == .devicePrivateReadOnly)
    #expect(!world.invalidated)
    #expect(world.ghost.progressed)
  }

  @Test(arguments: [
    // A copy of the zero page is always another page.
    (Kind.readOnly, Level.pte, Kind.writable, true), (.zeroPage, .pte, .writable, false),
    (.hugeReadOnly, .pmd, .hugeWritable, true),
  ])
  func reuseKeepsThePage(_ kind: Kind, _ level: Level, _ after: Kind, _ kept: Bool) {
    var scenario = Place(kind: kind, level: level, ground: .anonymous).scenario
    scenario.faults = [.reuse]
    var world = World.begun(scenario)
    let before = world.view(1)
    #expect(world.fault(1, write: true) == .resolved)
    #expect(world.kind(of: 1) == after)
    #expect((world.view(1).pfn == before.pfn) == kept)
    #expect(world.invalidated == !kept, "who loses the page is told")
  }

  @Test func reuseInHugetlb() {
    var scenario = Place(kind: .hugetlbReadOnly, level: .pmd, ground: .hugetlb).scenario
    scenario.faults = [.reuse]
    var world = World.begun(scenario)
    let before = world.view(1)
    _ = world.fault(1, write: true)
    #expect(world.kind(of: 3) == .hugetlbWritable)
    #expect(world.view(1).pfn == before.pfn)
    #expect(!world.invalidated)
  }
}
