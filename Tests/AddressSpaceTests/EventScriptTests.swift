// SPDX-License-Identifier: GPL-2.0-or-later

import AddressSpace
import Logic
import Testing

/// When events happen, what frames they leave, and what a mapping becomes when it is broken up.
@Suite struct EventScriptTests {
  private func world(_ events: [Event], _ change: (inout Scenario) -> Void = { _ in })
    -> World<Concrete>
  {
    var scenario = Scenario(count: 8)
    scenario.events = events
    change(&scenario)
    return .begun(scenario, EventTests.vanishing)
  }

  // MARK: When

  @Test func beforeTheLoadOfTheirNumber() {
    var world = world([
      Event(at: 2, target: .pte, index: 0, kind: .swap),
      Event(at: 3, target: .pte, index: 0, kind: .writable),
      Event(at: 3, target: .pte, index: 0, kind: .readOnly),
      Event(at: 5, target: .pte, index: 1, kind: .hwpoison),
    ])
    let kinds = (1...3).map { _ in world.loadPTE(0).kind }
    #expect(kinds == [Kind.none, .swap, .readOnly].map(\.rawValue))
    // Loads of any entry count, in any pass.
    _ = world.loadPUD(0)
    world.beginCall(pass: 2)
    #expect(world.kind(of: 1) == .none)
    _ = world.loadPMD(1)
    #expect(world.kind(of: 1) == .hwpoison)
    #expect(world.loads == 5 && world.nextEvent == 4)
  }

  @Test func disturbanceEndsWithTheWalk() {
    var world = world([Event(at: 2, target: .pte, index: 0, kind: .none)])
    world.beginWalk(from: 0)
    _ = world.loadPTE(0)
    #expect(!world.ghost.disturbed)
    _ = world.loadPTE(0)
    // Even what could not happen: the walk cannot know.
    #expect(world.ghost.disturbed)
    world.beginWalk(from: 0)
    #expect(!world.ghost.disturbed)
  }

  @Test func loadsWithoutTheLockAreSeen() {
    for load in 0..<3 {
      var world = world([])
      func look() {
        switch load {
        case 0: _ = world.loadPTE(0)
        case 1: _ = world.loadPMD(0)
        default: _ = world.loadPUD(0)
        }
      }
      look()
      #expect(!world.ghost.unlockedAccess)
      world.ghost.mmapLock = false
      look()
      #expect(world.ghost.unlockedAccess)
    }
  }

  // MARK: Frames

  /// The page stays where it is where both entries hold it; what is new is somewhere else.
  @Test(arguments: [
    (Kind.readOnly, Kind.writable, true), (.writable, .numaWritable, true),
    (.numaReadOnly, .readOnly, true), (.writable, .deviceExclusive, true),
    (.deviceExclusive, .readOnly, true), (.writable, .devicePrivateWritable, false),
    (.migration, .writable, false), (.readOnly, .devmapReadOnly, false),
    (.devmapReadOnly, .devmapWritable, false), (.zeroPage, .writable, false),
    (.hwpoison, .writable, false),
  ])
  func framesThatStay(_ old: Kind, _ new: Kind, _ stays: Bool) {
    var world = world([Event(at: 1, target: .pte, index: 0, kind: new)]) { $0.ptes[0] = old }
    let before = world.view(0).pfn
    _ = world.loadPTE(0)
    #expect((world.view(0).pfn == before) == stays)
    #expect(stays || world.view(0).pfn >= Frame.firstNew(.small))
  }

  @Test func framesThatAreNone() {
    for kind in KindSet.frameless.union([.zeroPage]).members {
      var world = world([Event(at: 1, target: .pte, index: 0, kind: kind)]) {
        $0.ptes[0] = .writable
      }
      _ = world.loadPTE(0)
      #expect(world.view(0).pfn == (kind == .zeroPage ? Frame.zero : 0), "\(kind.name)")
    }
  }

  // MARK: Breaking up

  @Test(arguments: [
    (Kind.hugeWritable, Kind.writable), (.hugeReadOnly, .readOnly), (.hugeNuma, .numaReadOnly),
    (.hugeMigration, .migration), (.hugePrivateReadOnly, .devicePrivateReadOnly),
    (.hugePrivateWritable, .devicePrivateWritable),
    (.hugeForeignReadOnly, .foreignPrivateReadOnly),
    (.hugeForeignWritable, .foreignPrivateWritable), (.hugeDevmapReadOnly, .none),
    (.hugeDevmapWritable, .none), (.none, .none),
  ])
  func aPMDBecomesATable(_ whole: Kind, _ part: Kind) {
    var world = world([Event(at: 1, target: .pmd, index: 1, kind: .table)]) {
      $0.pmds[1] = whole
      // What a table held before says nothing.
      $0.ptes[5] = .swap
    }
    let frames = (4..<8).map { world.view($0).frame }
    _ = world.loadPMD(0)
    #expect((4..<8).map { world.kind(of: $0) } == Array(repeating: part, count: 4))
    #expect((4..<8).allSatisfy { world.view($0).order == 0 })
    if part != .none { #expect((4..<8).map { world.view($0).pfn } == frames) }
    #expect(world.kind(of: 0) == .none && world.pages[0].moments == 0)
  }

  @Test func aPUDBecomesAnEmptyTable() {
    var world = world([Event(at: 1, target: .pud, index: 0, kind: .table)]) {
      $0.puds = [.pudWritable]
      $0.pmds = [.hugeWritable, .table]
      $0.ptes[5] = .writable
    }
    #expect(world.kind(of: 5) == .pudWritable)
    _ = world.loadPUD(0)
    #expect((0..<8).allSatisfy { world.kind(of: $0) == .none })
    #expect(world.invalidated)
  }

  /// The range may begin and end within a table.
  @Test func partsKeepTheirPlaces() {
    var scenario = Scenario(start: 2, count: 4)
    scenario.pmds = [.hugeWritable, .hugeReadOnly]
    scenario.events = [
      Event(at: 1, target: .pmd, index: 0, kind: .table),
      Event(at: 1, target: .pmd, index: 1, kind: .table),
    ]
    var world = World.begun(scenario)
    let before = (0..<4).map { world.view($0).pfn }
    _ = world.loadPMD(0)
    #expect((0..<4).map { world.view($0).pfn } == before)
    #expect(before[1] == before[0] + 1 && before[0] % 4 == 2 && before[2] % 4 == 0)
  }
}
