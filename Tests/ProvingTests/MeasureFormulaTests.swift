// SPDX-License-Identifier: GPL-2.0-or-later

import AddressSpace
import Checking
import Logic
import RangeFault
import Testing

@testable import Proving

/// The measure as formulas is the measure.
@Suite struct MeasureFormulaTests {
  @Test(arguments: ["v4.16", "v5.6", "conforming"])
  func onRandomScenarios(_ name: String) throws {
    let revision = try #require(Revision.named(name))
    var generator = Generator(profile: Profile(revision: revision, maximumPages: 6))
    for seed in 0..<150 {
      var scenario = generator.scenario(seed: UInt64(seed))
      // An end behind the range is none to the solver.
      for vma in scenario.vmas.indices where scenario.vmas[vma].endOfFile >= scenario.end {
        scenario.vmas[vma].endOfFile = VMA.noEnd
      }
      let measure = Measure(scenario, walks: seed % 5)
      let fixed = SymbolicScenario(fixed: scenario, for: revision)
      try ExpressionGraph.with { graph in
        let open = SymbolicScenario(fixed.skeleton, for: revision, in: graph)
        let assignment = try fixed.named(Evaluation(of: graph, under: [:])).values
        var evaluation = Evaluation(of: graph, under: assignment)
        let formula = open.measure(walks: Symbolic.Half(constant: UInt64(seed % 5)), in: graph)
        #expect(try evaluation.value(of: formula.equals(measure)), "seed \(seed)")
        #expect(try !evaluation.value(of: formula.isLess(than: measure)), "seed \(seed)")
        #expect(try evaluation.value(of: formula.fields) == UInt64(measure.fields))
        #expect(try evaluation.value(of: formula.values) == UInt64(measure.values))
      }
    }
  }

  @Test func theOrderIsTheShrinkers() {
    let scenario = Scenario(count: 1)
    func measure(_ walks: Int, _ fields: Int, _ values: Int) -> Measure {
      var measure = Measure(scenario, walks: walks)
      measure.fields = fields
      measure.values = values
      return measure
    }
    let measures = (0..<27).map { measure($0 / 9, $0 / 3 % 3, $0 % 3) }
    for one in measures {
      let formula = SymbolicMeasure(
        pages: 1, passes: 1, walks: Symbolic.Half(constant: UInt64(one.walks)), events: 0,
        faults: 0, fields: Symbolic.Half(constant: UInt64(one.fields)),
        values: Symbolic.Half(constant: UInt64(one.values)))
      for other in measures {
        #expect(formula.isLess(than: other).constant == (one < other))
        #expect(formula.equals(other).constant == (one == other))
      }
    }
  }
}
