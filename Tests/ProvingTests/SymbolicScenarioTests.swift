// SPDX-License-Identifier: GPL-2.0-or-later

import AddressSpace
import Checking
import Logic
import RangeFault
import Specification
import Testing

@testable import Proving

/// The unknown scenario and the scenario say the same: of what is valid, and of every run.
@Suite struct SymbolicScenarioTests {
  static let revisions: [Revision] = [.conforming, .v6_12, .v5_6, .v5_0]

  /// Scenarios of the generator satisfy the formula, and a run on the unknowns gives what the run on
  /// the numbers gives.
  @Test(arguments: revisions.map(\.name))
  func validScenariosRunAlike(_ name: String) throws {
    let revision = try #require(Revision.named(name))
    var compared = 0
    for scenario in Self.scenarios(revision, 0..<90) {
      try ExpressionGraph.with { graph throws in
        let skeleton = Skeleton(of: scenario)
        let run = BoundedRun(skeleton, revision: revision, restarts: 3, in: graph)
        var evaluation = Evaluation(of: graph, under: scenario.numbers(graph))
        #expect(try evaluation.value(of: run.scenario.isValid), "\(scenario)")
        var walk = Walk<Concrete>(revision: revision)
        walk.load(scenario)
        walk.world.walkBudget = 4
        walk.call(pass: 1)
        let judgement = Contract.judge(walk.world)
        for (index, clause) in ClauseClaims.all.enumerated() {
          let violated = try evaluation.value(of: clause.isViolated(by: run.world))
          #expect(violated == judgement.violated.contains(index), "\(clause.id) \(scenario)")
        }
        compared += 1
      }
    }
    #expect(compared > 12)
  }

  /// Other numbers in the same places: valid by the formula if and only if by ``Scenario/validate()``.
  @Test func rulesAgree() throws {
    var random = SplitMix64(seed: 7)
    var counts = [true: 0, false: 0]
    for scenario in Self.scenarios(.conforming, 0..<60) {
      try ExpressionGraph.with { graph throws in
        let symbolic = SymbolicScenario(Skeleton(of: scenario), for: .conforming, in: graph)
        let formula = symbolic.isValid
        for _ in 0..<20 {
          let changed = scenario.changed(&random)
          var evaluation = Evaluation(of: graph, under: changed.numbers(graph))
          let isValid = (try? changed.validate()) != nil
          #expect(try evaluation.value(of: formula) == isValid, "\(changed)")
          counts[isValid, default: 0] += 1
        }
      }
    }
    #expect(counts[true, default: 0] > 60 && counts[false, default: 0] > 60)
  }

  /// Each scenario of a layout is one of exactly one of its cases.
  @Test func casesShareScenariosOut() throws {
    var random = SplitMix64(seed: 11)
    var counts = [true: 0, false: 0]
    for scenario in Self.scenarios(.conforming, 0..<60) {
      let cases = Skeleton(of: scenario).casesOfTables
      for changed in [scenario] + (0..<6).map({ _ in scenario.changed(&random) }) {
        if (try? changed.validate()) == nil { continue }
        let valid = try cases.filter { skeleton in
          try ExpressionGraph.with { graph throws in
            let formula = SymbolicScenario(skeleton, for: .conforming, in: graph).isValid
            var evaluation = Evaluation(of: graph, under: changed.numbers(graph))
            return try evaluation.value(of: formula)
          }
        }
        let areTables = (changed.pmds + changed.puds).allSatisfy { $0 == .table }
        let isTables = valid.map(\.upperEntries).contains(.tables)
        // The case of tables takes upper entries for known, whatever the numbers say.
        #expect(valid.count == (isTables && !areTables ? 2 : 1), "\(changed)")
        #expect(!areTables || isTables || cases.count == 1, "\(changed)")
        counts[areTables, default: 0] += 1
      }
    }
    #expect(counts[true, default: 0] > 20 && counts[false, default: 0] > 20)
  }

  /// Small ones, with a script that bounded runs can have.
  static func scenarios(_ revision: Revision, _ seeds: Range<UInt64>) -> [Scenario] {
    var generator = Generator(profile: Profile(revision: revision, maximumPages: 3))
    return seeds.map { generator.scenario(seed: $0) }
      .filter { 1...3 ~= $0.count && $0.events.count <= 1 && $0.geometry == .small }
  }
}

extension Skeleton {
  /// The layout of a scenario, and a script as long as its own.
  init(of scenario: Scenario) {
    self = Skeleton.plain(pages: scenario.count)
    self.scenario = scenario
    self.scenario.passes = 1
  }
}

extension Scenario {
  /// The numbers of all unknowns of a graph that stand for this scenario.
  func numbers(_ graph: ExpressionGraph) -> [String: UInt64] {
    var numbers: [String: UInt64] = [
      "defaultFlags": defaultFlags, "pfnFlagsMask": pfnFlagsMask,
      "invalidated": invalidated ? 1 : 0,
      "pagemapLookups": UInt64(pagemapLookups ?? Int(Int32.max)),
    ]
    for (index, kind) in ptes.enumerated() { numbers["pte\(index)"] = UInt64(kind.rawValue) }
    for (index, kind) in pmds.enumerated() { numbers["pmd\(index)"] = UInt64(kind.rawValue) }
    for (index, kind) in puds.enumerated() { numbers["pud\(index)"] = UInt64(kind.rawValue) }
    for (index, word) in requests.enumerated() { numbers["request\(index)"] = word }
    for (index, vma) in vmas.enumerated() {
      numbers["vma\(index)"] = UInt64(vma.flags.rawValue)
      let end = min(max(vma.endOfFile - start, 0), count)
      numbers["endOfFile\(index)"] = UInt64(end)
    }
    for (index, fault) in faults.enumerated() {
      numbers["outcome\(index)"] = UInt64(fault.rawValue)
    }
    for (index, event) in events.enumerated() {
      numbers["at\(index)"] = UInt64(event.at)
      numbers["target\(index)"] = UInt64(event.target.rawValue)
      numbers["index\(index)"] = UInt64(event.index)
      numbers["kind\(index)"] = UInt64(event.kind.rawValue)
    }
    return numbers
  }

  /// This scenario with an entry or the flags of a VMA replaced.
  fileprivate func changed(_ random: inout SplitMix64) -> Scenario {
    var scenario = self
    func kind() -> Kind { Kind.allCases[random.below(Kind.allCases.count)] }
    switch random.below(5) {
    case 0: scenario.ptes[random.below(ptes.count)] = kind()
    case 1: scenario.pmds[random.below(pmds.count)] = kind()
    case 2: scenario.puds[random.below(puds.count)] = kind()
    case 3 where !events.isEmpty: scenario.events[0].kind = kind()
    default:
      if vmas.isEmpty { return scenario }
      let number = random.below(vmas.count)
      scenario.vmas[number].flags = VMA.Flags(rawValue: UInt8(random.below(128)))
      // A file that ends needs FILE: said of files only.
      scenario.vmas[number].endOfFile = VMA.noEnd
    }
    return scenario
  }
}
