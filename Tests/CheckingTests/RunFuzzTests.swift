// SPDX-License-Identifier: GPL-2.0-or-later

import AddressSpace
import Checking
import Logic
import RangeFault
import Testing

/// Scenarios that no generator of ours would draw: odd geometries, words of any bits, many passes.
@Suite struct RunFuzzTests {
  #if DEBUG
    static let scenarios = 3000
  #else
    static let scenarios = 100_000
  #endif

  /// Whatever is valid can be run on every revision that accepts it, and `conforming` keeps every
  /// clause on it.
  @Test func whateverIsValidRuns() {
    var random = SeededGenerator(state: 2026)
    var walks = Revision.all.map { Walk<Concrete>(revision: $0) }
    var runs = 0
    for number in 0..<RunFuzzTests.scenarios {
      let scenario = Scenario.random(using: &random)
      for index in walks.indices where walks[index].revision.refusal(scenario) == nil {
        let verdict = walks[index].run(scenario)
        runs += 1
        guard walks[index].revision.name == "conforming", !verdict.undetermined else { continue }
        #expect(verdict.violated.ids == [], "scenario \(number): \(scenario)")
      }
    }
    #expect(runs > RunFuzzTests.scenarios)
  }
}
