// SPDX-License-Identifier: GPL-2.0-or-later

import AddressSpace
import Logic
import Testing

/// Faults that bring, keep or break up huge pages, and what is recorded of them.
@Suite struct HugeFaultTests {
  private func world(_ change: (inout Scenario) -> Void) -> World<Concrete> {
    var scenario = Scenario(start: 4, count: 6)
    scenario.faults = [.resolveHuge]
    scenario.pmds = [.none, .none]
    change(&scenario)
    return .begun(scenario)
  }

  @Test(arguments: [false, true])
  func anEmptyPMDIsFilledAsAWhole(_ write: Bool) {
    var world = world { _ in }
    #expect(world.fault(2, write: write) == .resolved)
    let first = world.view(0).pfn
    for page in 0..<4 {
      #expect(world.kind(of: page) == (write ? .hugeWritable : .hugeReadOnly))
      #expect(world.view(page).pfn == first + UInt64(page))
      #expect(world.view(page).order == 2)
      #expect(world.pages[page].moments == 1)
    }
    #expect(first % 4 == 0)
    #expect(world.kind(of: 4) == .none)
    #expect(world.pages[4].moments == 0)
    #expect(!world.invalidated)
  }

  /// A huge page of hugetlb needs a table to stand in.
  @Test func hugetlbBelowAnEmptyPUD() {
    var scenario = Place(kind: .none, level: .pud, ground: .hugetlb).scenario
    scenario.count = 8
    scenario.ptes += scenario.ptes
    scenario.requests += scenario.requests
    // What stood below the empty PUD counts for nothing.
    scenario.pmds = [.none, .hugetlbWritable]
    var world = World.begun(scenario)
    #expect(world.fault(1) == .resolved)
    #expect((0..<4).allSatisfy { world.kind(of: $0) == .hugetlbReadOnly })
    #expect((4..<8).allSatisfy { world.kind(of: $0) == .none })
    #expect(!world.invalidated)
  }

  @Test func onlyOneWholeVMACanHoldIt() {
    for (vma, fits) in [
      (VMA(start: 4, end: 8), true), (VMA(start: 5, end: 8), false), (VMA(start: 4, end: 7), false),
    ] {
      var world = world { $0.vmas = [vma] }
      _ = world.fault(1)
      #expect(world.kind(of: 1) == (fits ? .hugeReadOnly : .zeroPage))
    }
  }

  @Test func aTableIsNotReplaced() {
    var world = world { $0.pmds[0] = .table }
    _ = world.fault(1)
    #expect(world.kind(of: 1) == .zeroPage)
    #expect(world.kind(of: 0) == .none)
  }

  @Test func aSharedHugePageIsCopiedAsAWhole() {
    var world = world { $0.pmds[0] = .hugeReadOnly }
    let before = world.view(0).pfn
    _ = world.fault(1, write: true)
    for page in 0..<4 { #expect(world.kind(of: page) == .hugeWritable) }
    #expect(world.view(0).pfn != before)
    #expect(world.invalidated)
    #expect(world.pages[0].splitIn == 0)
  }

  @Test func otherwiseAWriteBreaksItUp() {
    var world = world {
      $0.pmds[0] = .hugeReadOnly
      $0.faults = []
    }
    world.beginWalk(from: 0)
    let before = (0..<4).map { world.view($0).pfn }
    _ = world.fault(1, write: true)
    #expect((0..<4).map { world.kind(of: $0) } == [.readOnly, .writable, .readOnly, .readOnly])
    for page in [0, 2, 3] { #expect(world.view(page).pfn == before[page]) }
    #expect(world.view(1).pfn != before[1])
    #expect(world.pages[..<4].allSatisfy { $0.splitIn == 1 })
    #expect(world.pages[4].splitIn == 0)
    // Faults that were decided on while it was whole count as faults on a huge page.
    _ = world.fault(2, write: true)
    #expect(world.pages[2].effects & UInt8(PageEffect.small) == 0)
    world.beginWalk(from: 0)
    _ = world.fault(3, write: true)
    #expect(world.pages[3].effects & UInt8(PageEffect.small) != 0)
  }

  @Test(arguments: [
    (Place(kind: .writable, level: .pte, ground: .anonymous), PageEffect.small, true, true),
    (Place(kind: .readOnly, level: .pte, ground: .anonymous), PageEffect.small, true, false),
    (
      Place(kind: .specialReadOnly, level: .pte, ground: .anonymous), PageEffect.small, false, false
    ),
    (Place(kind: .numaWritable, level: .pte, ground: .anonymous), PageEffect.small, false, false),
    (
      Place(kind: .devicePrivateWritable, level: .pte, ground: .anonymous), PageEffect.small, true,
      true
    ),
    (
      Place(kind: .foreignPrivateWritable, level: .pte, ground: .anonymous), PageEffect.small,
      false, false
    ),
    (Place(kind: .hugeReadOnly, level: .pmd, ground: .anonymous), PageEffect.huge, true, false),
    (Place(kind: .pudWritable, level: .pud, ground: .anonymous), PageEffect.pud, true, true),
    (Place(kind: .none, level: .pmd, ground: .anonymous), PageEffect.small, false, false),
    (Place(kind: .none, level: .pmd, ground: .hugetlb), PageEffect.huge, false, false),
  ])
  func whatIsRecorded(_ place: Place, _ size: UInt64, _ readable: Bool, _ writable: Bool) {
    for (write, strength) in [(false, PageEffect.read), (true, PageEffect.write)] {
      var world = World.begun(place.scenario)
      _ = world.fault(1, write: write)
      var expected = size | strength
      if readable { expected |= PageEffect.wasReadable }
      if writable { expected |= PageEffect.wasWritable }
      #expect(UInt64(world.pages[1].effects) == expected, "\(place.kind.name)")
      #expect(world.pages[0].effects == 0)
    }
  }

  /// What another thread has just brought is not held against the walk.
  @Test func aDisturbedWalkKnowsNothing() {
    var scenario = Place(kind: .none, level: .pte, ground: .anonymous).scenario
    scenario.events = [Event(at: 1, target: .pte, index: 1, kind: .writable)]
    var world = World.begun(scenario)
    _ = world.loadPTE(0)
    _ = world.fault(1)
    #expect(UInt64(world.pages[1].effects) == PageEffect.small | PageEffect.read)
    world.beginWalk(from: 0)
    _ = world.fault(1)
    #expect(UInt64(world.pages[1].effects) & PageEffect.wasWritable != 0)
  }
}
