// SPDX-License-Identifier: GPL-2.0-or-later

import AddressSpace
import Testing

/// Each rule with a scenario that breaks it, and one that comes as close as it may.
@Suite struct ScenarioValidationTests {
  struct Rule: Sendable, CustomTestStringConvertible {
    var error: String
    var broken: @Sendable (inout Scenario) -> Void
    var close: @Sendable (inout Scenario) -> Void
    var base = Scenario(count: 4)

    var testDescription: String { error }
  }

  @Test(arguments: geometryRules + listRules + scriptRules)
  func rulesOfShape(_ rule: Rule) { check(rule) }

  @Test(arguments: vmaRules)
  func rulesOfVMAs(_ rule: Rule) { check(rule) }

  @Test(arguments: pteRules + pmdRules + pudRules)
  func rulesOfEntries(_ rule: Rule) { check(rule) }

  @Test(arguments: eventRules)
  func rulesOfEvents(_ rule: Rule) { check(rule) }

  func check(_ rule: Rule) {
    var broken = rule.base
    rule.broken(&broken)
    #expect(refusal(broken) == rule.error)
    var close = rule.base
    rule.close(&close)
    #expect(refusal(close) == nil)
  }

  private func refusal(_ scenario: Scenario) -> String? {
    do {
      try scenario.validate()
      return nil
    } catch { return "\(error)" }
  }

  @Test func thePlainScenariosAreValid() {
    for geometry in [Geometry.small, .smallSplit, .x86] {
      for count in [0, 1, 15, 4096] {
        #expect(refusal(Scenario(geometry: geometry, start: 5, count: count)) == nil)
      }
    }
  }

  /// What the other modules and the file reader rely on: the worst is an error.
  @Test func nothingTraps() {
    let numbers = [Int.min, Int.min + 1, -1, 0, 1, 2, 9, 63, 64, 1 << 40, .max - 1, .max]
    var random = Numbers(state: 1)
    func any<Value>(_ values: [Value]) -> Value { values[random.below(values.count)] }
    func number() -> Int { any(numbers) }
    func kinds() -> [Kind] { (0..<3).map { _ in any(Kind.allCases) } }
    for round in 0..<20_000 {
      var scenario = Scenario(count: 3)
      // Half of them get past the geometry.
      if round.isMultiple(of: 2) {
        scenario.geometry = Geometry(pmdShift: number(), pudShift: number(), tableShift: number())
        scenario.start = number()
        scenario.count = number()
      }
      if round % 4 < 2 {
        scenario.vmas = (0..<3).map { _ in
          VMA(
            start: number(), end: number(),
            flags: .init(rawValue: UInt8(random.below(256))),
            hugetlb: any(VMA.Hugetlb.allCases), endOfFile: number())
        }
      }
      if round % 8 < 4 {
        (scenario.puds, scenario.pmds, scenario.ptes) = (kinds(), kinds(), kinds())
      }
      scenario.passes = number()
      scenario.pagemapLookups = number()
      scenario.events = (0..<2).map { _ in
        Event(
          at: number(), target: any(Event.Target.allCases), index: number(),
          kind: any(Kind.allCases))
      }
      try? scenario.validate()
    }
  }
}
