// SPDX-License-Identifier: GPL-2.0-or-later

import AddressSpace
import Logic
import Testing

/// Waiting for a migration, and what may not be held while the walk sleeps.
@Suite struct MigrationTests {
  @Test(arguments: [(Ground.anonymous, Kind.writable), (.readOnly, .readOnly)])
  func aPageArrives(_ ground: Ground, _ after: Kind) {
    var world = World.begun(Place(kind: .migration, level: .pte, ground: ground).scenario)
    let before = world.view(1)
    world.waitForMigration(1)
    #expect(world.kind(of: 1) == after)
    #expect(world.view(1).pfn >= Frame.firstNew(.small))
    #expect(world.kind(of: 0) == .migration)
    #expect(world.pages[1].moments == 1)
    #expect(world.history[1 * World<Concrete>.momentsPerPage] == before)
    expectAWait(world)
  }

  @Test(arguments: [(Ground.anonymous, Kind.hugeWritable), (.readOnly, .hugeReadOnly)])
  func aHugePageArrives(_ ground: Ground, _ after: Kind) {
    var world = World.begun(Place(kind: .hugeMigration, level: .pmd, ground: ground).scenario)
    world.waitForHugeMigration(3)
    for page in 0..<4 {
      #expect(world.kind(of: page) == after)
      #expect(world.pages[page].moments == 1)
      #expect(world.view(page).pfn == world.view(0).pfn + UInt64(page))
    }
    expectAWait(world)
  }

  /// Where nothing migrates any more there is nothing to wait for, but the call may sleep.
  @Test(arguments: [
    Place(kind: .swap, level: .pte, ground: .anonymous),
    Place(kind: .hugeMigration, level: .pmd, ground: .anonymous),
    Place(kind: .none, level: .pud, ground: .anonymous),
  ])
  func nothingMigrates(_ place: Place) {
    var world = World.begun(place.scenario)
    let before = world.view(1)
    world.waitForMigration(1)
    #expect(world.view(1) == before)
    #expect(world.pages[1].moments == 0)
    expectAWait(world)
  }

  @Test func noHugePageMigrates() {
    var world = World.begun(Place(kind: .migration, level: .pte, ground: .anonymous).scenario)
    world.waitForHugeMigration(1)
    #expect(world.kind(of: 1) == .migration)
    expectAWait(world)
  }

  private func expectAWait(_ world: World<Concrete>) {
    #expect(world.ghost.waits == 1)
    #expect(world.ghost.faults == 0)
    #expect(world.ghost.progressed)
    #expect(!world.ghost.sleptWithLock)
    // The migration was announced when it began.
    #expect(!world.invalidated)
  }

  // MARK: Locks

  @Test(arguments: 0..<3)
  func nobodySleepsWith(_ lock: Int) {
    for sleep in 0..<3 {
      var world = World.begun(Scenario(count: 1))
      switch lock {
      case 0: world.map()
      case 1: world.lockPageTable()
      default: world.lockHugetlb()
      }
      #expect(!world.ghost.sleptWithLock)
      switch sleep {
      case 0: _ = world.fault(0)
      case 1: world.waitForMigration(0)
      default: world.waitForHugeMigration(0)
      }
      #expect(world.ghost.sleptWithLock)
      #expect(!world.ghost.unbalanced)
    }
  }

  @Test func pairsOfLocks() {
    var world = World.begun(Scenario(count: 1))
    world.map()
    world.map()
    world.lockPageTable()
    world.lockHugetlb()
    world.unmap()
    world.unlockPageTable()
    world.unlockHugetlb()
    #expect(world.ghost.maps == 1)
    world.unmap()
    #expect(!world.ghost.unbalanced)
    let calls: [(inout World<Concrete>) -> Void] = [
      { $0.unmap() }, { $0.unlockPageTable() }, { $0.unlockHugetlb() },
      { for _ in 0..<2 { $0.lockPageTable() } }, { for _ in 0..<2 { $0.lockHugetlb() } },
    ]
    for call in calls {
      var once = world
      call(&once)
      #expect(once.ghost.unbalanced)
    }
  }

  @Test func pageMapsDie() {
    var scenario = Scenario(count: 1)
    scenario.pagemapLookups = 2
    var world = World.begun(scenario)
    #expect((0..<4).map { _ in world.lookUpPagemap() } == [true, true, false, false])
  }
}
