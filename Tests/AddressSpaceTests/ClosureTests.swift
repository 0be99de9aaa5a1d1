// SPDX-License-Identifier: GPL-2.0-or-later

import Logic
import Testing

@testable import AddressSpace

/// A round of a proof begins with any entries that a scenario can have. What faults and waits make of
/// entries has to be among them, or no proof would look at the walk that comes after.
@Suite struct ClosureTests {
  private static let flags: [VMA.Flags] = [
    [.read, .write], [.read], [.write], [], [.read, .write, .file], [.read, .file],
    [.read, .write, .io], [.read, .io], [.read, .write, .pfnmap], [.read, .write, .pfnmap, .file],
    [.read, .write, .mixedmap], [.read, .write, .userfaultfd], [.read, .write, .io, .file],
  ]

  /// Scenarios of four pages, all of one PUD, with an entry of each kind at the level that it can
  /// stand at in a VMA.
  private static func scenarios(_ flags: VMA.Flags, _ hugetlb: VMA.Hugetlb) -> [Scenario] {
    Kind.allCases.flatMap { kind in
      [Event.Target.pte, .pmd, .pud].compactMap { level in
        var scenario = Scenario(count: 4)
        scenario.vmas[0].flags = flags
        scenario.vmas[0].hugetlb = hugetlb
        switch level {
        case .pte: scenario.ptes[0] = kind
        case .pmd: scenario.pmds[0] = kind
        default: scenario.puds[0] = kind
        }
        return (try? scenario.validate()) == nil ? nil : scenario
      }
    }
  }

  /// What is wrong with the entries of a world, read as a scenario.
  private func problem(_ world: World<Concrete>, _ scenario: Scenario) -> String? {
    func kind(_ value: UInt8) -> Kind { Kind(rawValue: value) ?? .bad }
    var scenario = scenario
    scenario.puds = world.puds.map { kind($0.kind) }
    scenario.pmds = world.pmds.map { kind($0.kind) }
    scenario.ptes = world.pages.map { kind($0.pte.kind) }
    do {
      try scenario.validate()
      return nil
    } catch { return "\(error)" }
  }

  @Test(arguments: flags, VMA.Hugetlb.allCases)
  func whatFaultsMakeCanBe(_ flags: VMA.Flags, _ hugetlb: VMA.Hugetlb) {
    for scenario in Self.scenarios(flags, hugetlb) {
      for outcome in FaultOutcome.allCases {
        for write in [false, true] {
          var scenario = scenario
          scenario.faults = [outcome, outcome]
          var world = World<Concrete>.begun(scenario)
          for _ in 0..<2 { _ = world.fault(0, write: write) }
          let wrong = problem(world, scenario)
          #expect(
            wrong == nil,
            "\(scenario.puds[0]) \(scenario.pmds[0]) \(scenario.ptes[0]), \(outcome), write \(write)"
          )
        }
      }
    }
  }

  @Test(arguments: flags, VMA.Hugetlb.allCases)
  func whatWaitsMakeCanBe(_ flags: VMA.Flags, _ hugetlb: VMA.Hugetlb) {
    for scenario in Self.scenarios(flags, hugetlb) {
      var world = World<Concrete>.begun(scenario)
      world.waitForMigration(0)
      #expect(problem(world, scenario) == nil)
      world = .begun(scenario)
      world.waitForHugeMigration(0)
      #expect(problem(world, scenario) == nil)
    }
  }

  @Test func thereAreScenarios() {
    let all = Self.scenarios([.read, .write], .no)
    #expect(all.count >= 40)
    #expect(Self.scenarios([.read, .write, .io], .no).contains { $0.ptes[0] == .specialReadOnly })
    #expect(Self.scenarios([.read, .write], .pmd).contains { $0.pmds[0] == .hugetlbMigration })
  }
}
