// SPDX-License-Identifier: GPL-2.0-or-later

import AddressSpace
import Logic
import Testing

/// What other threads do: what becomes of an entry, and what is announced.
@Suite struct EventTests {
  static let vanishing = Convention(encoding: .sticky, tablesVanish: true)

  /// A world in which one event has happened, and the world before.
  private func happened(
    _ scenario: Scenario, _ target: Event.Target, _ index: Int, _ kind: Kind,
    _ convention: Convention = vanishing
  ) -> (before: World<Concrete>, after: World<Concrete>) {
    var scenario = scenario
    scenario.events = [Event(at: 1, target: target, index: index, kind: kind)]
    let before = World.begun(scenario, convention)
    var after = before
    _ = after.loadPTE(0)
    #expect(after.ghost.disturbed)
    return (before, after)
  }

  /// Every change of one entry into another, at the level where both can stand.
  @Test(arguments: [
    (Ground.anonymous, Level.pte), (.anonymous, .pmd), (.anonymous, .pud), (.hugetlb, .pmd),
    (.readOnly, .pte),
  ])
  func everyChange(_ ground: Ground, _ level: Level) {
    let kinds = Kind.allCases.filter {
      let place = Place(kind: $0, level: level, ground: ground)
      return place.isPossible && !place.isLeftAlone
    }
    #expect(kinds.count > 3)
    for old in kinds {
      for new in kinds {
        let place = Place(kind: old, level: level, ground: ground)
        // A table of PMDs stays for as long as the call.
        let stays = old == new || level == .pud && old == .table
        let (before, after) = happened(place.scenario, level.target, 0, new)
        let name = "\(old.name) to \(new.name) as \(level), \(ground.name)"
        #expect(after.entry(level, 0).kind .== (stays ? old : new), "\(name)")
        #expect(after.invalidated == (!stays && Self.mapsSomething(old)), "\(name)")
        #expect(after.ghost.progressed == !stays, "\(name)")
        if stays { #expect(after.view(1) == before.view(1), "\(name)") }
      }
    }
  }

  /// Those that hold a mapping which a device may have: written out, as an oracle for the set.
  static func mapsSomething(_ kind: Kind) -> Bool {
    switch kind {
    case .none, .swap, .migration, .hwpoison, .markerUffdWp, .markerPoison, .markerGuard: false
    case .hugeMigration, .hugeOther, .bad, .pudNonPresent: false
    case .hugetlbMigration, .hugetlbPoison, .hugetlbMarkerUffdWp, .hugetlbMarkerPoison: false
    default: true
    }
  }

  @Test func onlyTheRangeIsAnnounced() {
    var scenario = Scenario(count: 4)
    scenario.ptes = [.writable, .none, .swap, .hwpoison]
    let (before, after) = happened(scenario, .range, 0, .none)
    #expect(after.invalidated && after.ghost.progressed)
    for page in 0..<4 { #expect(after.view(page) == before.view(page)) }
    #expect(after.pages.allSatisfy { $0.moments == 0 })
  }

  // MARK: What cannot happen

  @Test(arguments: [
    (Kind.none, Kind.none), (.none, .table), (.table, .none), (.table, .hugeWritable),
  ])
  func aPTEWithoutATableStays(_ pud: Kind, _ pmd: Kind) {
    var scenario = Scenario(count: 4)
    (scenario.puds, scenario.pmds) = ([pud], [pmd])
    scenario.ptes = [.writable, .writable, .writable, .writable]
    expectNothing(happened(scenario, .pte, 1, .none), .pte, 1)
  }

  @Test func aPMDWithoutATableStays() {
    var scenario = Scenario(count: 4)
    scenario.puds = [.pudWritable]
    scenario.pmds = [.hugeWritable]
    expectNothing(happened(scenario, .pmd, 0, .none), .pmd, 0)
  }

  @Test func tablesStayUnderTheMmapLockBefore6_5() {
    let older = Convention(encoding: .mapOrder)
    for kind in [Kind.none, .hugeWritable] {
      expectNothing(happened(Scenario(count: 4), .pmd, 0, kind, older), .pmd, 0)
      let (_, after) = happened(Scenario(count: 4), .pmd, 0, kind)
      #expect(after.kind(of: 0) == kind)
    }
    // What is no table could always change.
    var scenario = Scenario(count: 4)
    scenario.pmds = [.hugeReadOnly]
    #expect(happened(scenario, .pmd, 0, .none, older).after.kind(of: 0) == .none)
  }

  private func expectNothing(
    _ worlds: (before: World<Concrete>, after: World<Concrete>), _ level: Level, _ index: Int
  ) {
    let (before, after) = worlds
    #expect(after.entry(level, index).kind == before.entry(level, index).kind)
    #expect(after.entry(level, index).pfn == before.entry(level, index).pfn)
    #expect(!after.invalidated && !after.ghost.progressed)
    #expect(after.pages.allSatisfy { $0.moments == 0 })
  }
}

extension Place {
  /// Kinds that can only stand there from the beginning.
  var isLeftAlone: Bool { kind == .bad || kind == .hugeOther || kind == .pudNonPresent }
}

extension World<Concrete> {
  func entry(_ level: Level, _ index: Int) -> Entry<Concrete> {
    switch level {
    case .pte: pages[index].pte
    case .pmd: pmds[index]
    case .pud: puds[index]
    }
  }
}
