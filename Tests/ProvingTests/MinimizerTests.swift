// SPDX-License-Identifier: GPL-2.0-or-later

import AddressSpace
import Checking
import Logic
import Proving
import RangeFault
import Solver
import Specification
import Testing

@Suite struct MinimizerTests {
  /// A case of `conforming` without a fix.
  private func found(_ fix: Fix, _ clause: String, _ scenario: Scenario) -> Counterexample {
    Counterexample(
      name: fix.id, title: fix.id, clause: clause,
      subject: .init(revision: "conforming", without: [fix.id]), fixedBy: [fix.id],
      scenario: scenario)
  }

  private var poisoned: Scenario {
    var scenario = Scenario(count: 1)
    scenario.ptes = [.hwpoison]
    return scenario
  }

  private func breaks(_ scenario: Scenario, without fix: Fix, _ clause: String) -> Bool {
    var walk = Walk<Concrete>(revision: Revision.conforming.without([fix]))
    return walk.run(scenario).violated.ids.contains(clause)
  }

  @Test func aBloatedCaseIsMadeTheLeast() throws {
    var bloated = Scenario(start: 2, count: 2)
    bloated.ptes = [.writable, .hwpoison]
    bloated.requests = [0, PfnWord.write]
    bloated.vmas = [VMA(start: 1, end: 16, flags: [.read, .write, .file])]
    bloated.events = [Event(at: 9, target: .range, index: 0, kind: .none)]
    bloated.faults = [.retry]
    let minimized = try Minimized(found(.poisonAsksNeed, "C3", bloated))
    #expect(minimized.found.scenario == poisoned)
    #expect(minimized.after < minimized.before)
    #expect(minimized.found.minimality?.unique == true)
    #expect(minimized.undetermined == nil)
  }

  /// The shrinker changes one thing at a time; from a special page to a gap it is three.
  @Test func theSolverGoesWhereTheShrinkerCannot() throws {
    var special = Scenario(count: 1)
    special.ptes = [.specialReadOnly]
    special.requests = [PfnWord.fault]
    let minimized = try Minimized(found(.errorSetsNothing, "C16", special))
    var gap = Scenario(count: 1)
    gap.vmas = []
    gap.requests = [PfnWord.fault]
    #expect(minimized.found.scenario == gap)
    // A gap is not what the oldest kernels could be given.
    #expect(!minimized.found.holds.contains("v5.0"))
    #expect(minimized.found.holds.contains("conforming"))
  }

  @Test func aTinyBudgetLeavesItOpen() throws {
    let minimized = try Minimized(
      found(.poisonAsksNeed, "C3", poisoned), budget: Budget(rlimit: 1))
    #expect(minimized.undetermined != nil)
    #expect(minimized.found.minimality == nil)
    #expect(minimized.found.scenario == poisoned)
  }

  @Test func freeFieldsAreFree() throws {
    let minimized = try Minimized(found(.poisonAsksNeed, "C3", poisoned))
    #expect(minimized.found.minimality?.free == ["start", "pfnFlagsMask"])
    for mask in [0, 1, PfnWord.fault, .max] {
      var scenario = poisoned
      scenario.pfnFlagsMask = mask
      #expect(breaks(scenario, without: .poisonAsksNeed, "C3"))
    }
    // And those that are not named matter: a value each that keeps the clause.
    for change: (inout Scenario) -> Void in [
      { $0.ptes = [.none] }, { $0.requests = [PfnWord.fault] }, { $0.puds = [.none] },
      { $0.pmds = [.none] }, { $0.defaultFlags = PfnWord.fault }, { $0.vmas[0].flags = [] },
      { $0.invalidated = true },
    ] {
      var scenario = poisoned
      change(&scenario)
      #expect(scenario.isValid && !breaks(scenario, without: .poisonAsksNeed, "C3"))
    }
  }

  /// Of all scenarios that differ from a plain one in one entry or one bit, one is as small.
  @Test func theOnlyOneIsTheOnlyOne() throws {
    var changes: [(inout Scenario) -> Void] = []
    for kind in Kind.allCases {
      changes += [{ $0.ptes = [kind] }, { $0.pmds = [kind] }, { $0.puds = [kind] }]
    }
    for bit in 0..<64 as Range<UInt64> {
      changes += [
        { $0.requests = [1 << bit] }, { $0.defaultFlags = 1 << bit },
        { $0.pfnFlagsMask = ~(1 << bit) },
      ]
    }
    for (_, flag) in VMA.Flags.named {
      changes.append { $0.vmas[0].flags.formSymmetricDifference([flag]) }
    }
    changes += [{ $0.invalidated = true }, { $0.vmas = [] }]
    let known = Measure(poisoned, walks: 1)
    let asSmall = changes.filter { change in
      var scenario = Scenario(count: 1)
      change(&scenario)
      guard scenario.isValid, Revision.conforming.refusal(scenario) == nil else { return false }
      return Measure(scenario, walks: 1) <= known
        && breaks(scenario, without: .poisonAsksNeed, "C3")
    }
    #expect(asSmall.count == 1)
  }

  @Test func aCaseThatShowsNothingIsRefused() {
    #expect(throws: ProvingError.self) {
      try Minimized(found(.poisonAsksNeed, "C3", Scenario(count: 1)))
    }
  }
}
