// SPDX-License-Identifier: GPL-2.0-or-later

import AddressSpace
import Logic
import Testing

/// The record of what pages were: a clause that asks for some moment of the call must find all.
@Suite struct HistoryTests {
  static let capacity = World<Concrete>.momentsPerPage

  /// Random calls of all that can change a page; after each, the views of all pages are noted.
  @Test(arguments: 0..<40 as Range<UInt64>)
  func everyEarlierViewIsAmongTheMoments(_ seed: UInt64) {
    var random = Numbers(state: seed)
    var changes = 0
    for _ in 0..<60 {
      let scenario = Self.scenario(&random)
      var world = World.begun(scenario, EventTests.vanishing)
      var seen = (0..<scenario.count).map { [world.view($0)] }
      for _ in 0..<8 {
        Self.act(&world, &random)
        for page in 0..<scenario.count {
          let now = world.view(page)
          if seen[page].last.map({ $0 != now }) == true {
            seen[page].append(now)
            changes += 1
          }
        }
      }
      if world.ghost.historyLost { continue }
      for page in 0..<scenario.count {
        let moments = Self.moments(of: page, in: world)
        for view in seen[page].dropLast() where !moments.contains(where: { $0 == view }) {
          Issue.record("page \(page) was \(view), which \(moments) do not tell: \(scenario)")
        }
        // Nothing is remembered that never was, but what a fault passes through: an empty table, or
        // the parts of a huge page.
        let passing: KindSet = [.none, .readOnly]
        for moment in moments
        where !moment.kind.isIn(passing) && !seen[page].contains(where: { $0 == moment }) {
          Issue.record("page \(page) was never \(moment), only \(seen[page]): \(scenario)")
        }
      }
    }
    #expect(changes > 40)
  }

  @Test func whatDoesNotChangeIsNotRemembered() {
    var scenario = Scenario(count: 4)
    scenario.ptes = [.writable, .writable, .none, .none]
    var world = World.begun(scenario)
    _ = world.fault(0)
    _ = world.fault(0, write: true)
    _ = world.fault(2)
    #expect(world.pages.map(\.moments) == [0, 0, 1, 0])
  }

  @Test func aCallBeginsWithoutMoments() {
    var world = World.begun(Scenario(count: 1))
    _ = world.fault(0)
    #expect(world.pages[0].moments == 1)
    world.beginCall(pass: 2)
    #expect(world.pages[0].moments == 0)
    #expect(world.kind(of: 0) == .zeroPage)
  }

  /// Where a page changes more often than there is room, that is said, and only then.
  @Test func lostMomentsAreTold() {
    var scenario = Scenario(count: 2)
    let kinds: [Kind] = [.writable, .readOnly]
    for number in 0..<Self.capacity {
      scenario.events.append(
        Event(at: number + 1, target: .pte, index: 0, kind: kinds[number % 2]))
    }
    var world = World.begun(scenario)
    for _ in scenario.events {
      #expect(!world.ghost.historyLost)
      _ = world.loadPTE(0)
    }
    #expect(world.pages[0].moments == Self.capacity)
    #expect(!world.ghost.historyLost)
    // One more: the record is full.
    _ = world.fault(0, write: true)
    #expect(world.ghost.historyLost)
    #expect(world.pages[1].moments == 0)
  }

  private static func moments(of page: Int, in world: World<Concrete>) -> [View<Concrete>] {
    let first = page * capacity
    return Array(world.history[first..<(first + world.pages[page].moments)])
  }

  // MARK: At random

  private static func scenario(_ random: inout Numbers) -> Scenario {
    while true {
      var scenario = Scenario(start: random.below(6), count: 1 + random.below(7))
      scenario.vmas[0].flags = random.below(3) == 0 ? .read : [.read, .write]
      if random.below(8) == 0 { scenario.vmas[0].hugetlb = .pmd }
      func draw(_ usual: Kind, _ set: KindSet) -> Kind {
        if random.below(3) != 0 { return usual }
        return set.members[random.below(set.members.count)]
      }
      scenario.puds = scenario.puds.map { _ in draw(.table, .pud) }
      let hugetlb = scenario.vmas[0].hugetlb != .no
      scenario.pmds = scenario.pmds.map { _ in
        hugetlb ? draw(.none, .hugetlb) : draw(.table, .pmd)
      }
      if !hugetlb { scenario.ptes = scenario.ptes.map { _ in draw(.none, .pte) } }
      for number in 1...6 {
        let level = Level.allCases[random.below(3)]
        let set = [KindSet.pte, hugetlb ? .hugetlb : .pmd, .pud][random.below(3)]
        let event = Event(
          at: number, target: level.target, index: random.below(scenario.count),
          kind: draw(.table, set))
        let changed = scenario.with(event)
        if (try? changed.validate()) != nil { scenario = changed }
      }
      scenario.faults = (0..<4).map { _ in
        FaultOutcome.allCases[random.below(FaultOutcome.allCases.count)]
      }
      if (try? scenario.validate()) != nil { return scenario }
    }
  }

  private static func act(_ world: inout World<Concrete>, _ random: inout Numbers) {
    let page = random.below(world.count)
    switch random.below(6) {
    case 0, 1: _ = world.fault(page)
    case 2: _ = world.fault(page, write: true)
    case 3: world.waitForMigration(page)
    case 4: world.waitForHugeMigration(page)
    default: _ = world.loadPTE(page)
    }
  }
}

extension Scenario {
  fileprivate func with(_ event: Event) -> Scenario {
    var scenario = self
    scenario.events.append(event)
    return scenario
  }
}
