// SPDX-License-Identifier: GPL-2.0-or-later

import AddressSpace
import Checking
import Logic
import RangeFault
import Specification
import Testing

/// The law of domains on the whole system: a walk and its judgement, run on unknowns and then
/// evaluated, give what the concrete run gives for the same numbers.
@Suite struct SymbolicRunTests {
  static let revisions = ["v4.16", "v4.17-dev", "v5.0", "v5.4", "v5.6", "v6.12", "conforming"]

  /// Without unknowns the symbolic run takes the same course, step by step, and makes no node.
  @Test(arguments: Revision.all.map(\.name))
  func knownScenariosMakeNoNodes(_ name: String) throws {
    let revision = try #require(Revision.named(name))
    for scenario in Self.scenarios(revision, 0..<80) {
      try ExpressionGraph.with { graph throws in
        let before = graph.count
        let run = SymbolicRun(scenario, revision, [], walkBudget: 3, in: graph)
        #expect(graph.count == before)
        var walk = Self.walk(scenario, revision, walkBudget: 3)
        #expect(try run.outcome([:], in: graph) == walk.outcome(), "\(scenario)")
      }
    }
  }

  @Test(arguments: revisions)
  func requestsAreUnknown(_ name: String) throws {
    let seen = try compare(name, .requests, 0..<24)
    #expect(seen > 30)
  }

  @Test(arguments: revisions)
  func pagesAreUnknown(_ name: String) throws {
    let seen = try compare(name, [.requests, .ptes, .sequence], 100..<116)
    #expect(seen > 30)
  }

  @Test(arguments: revisions)
  func tablesAreUnknown(_ name: String) throws {
    let seen = try compare(name, [.requests, .ptes, .tables], 200..<208)
    #expect(seen > 20)
  }

  @Test(arguments: revisions)
  func theEnvironmentIsUnknown(_ name: String) throws {
    let seen = try compare(name, [.requests, .ptes, .faults, .events, .sequence], 300..<312)
    #expect(seen > 30)
  }

  @Test(arguments: revisions)
  func everythingIsUnknown(_ name: String) throws {
    let seen = try compare(name, .all, 400..<406)
    #expect(seen > 20)
  }

  /// Whether a call ends can depend on what is unknown.
  @Test func callsThatDoNotEnd() throws {
    let revision = Revision.lacking([.vmWriteCheck])
    let scenario = Scenario.pages([.readOnly], [read]).with { $0.vmas[0].flags = .read }
    try ExpressionGraph.with { graph throws in
      let run = SymbolicRun(scenario, revision, .requests, walkBudget: 5, in: graph)
      #expect(run.world.ghost.endless.constant == nil)
      for (request, isEndless) in [(read, false), (write, true), (PfnWord.write, false)] {
        var walk = Self.walk(scenario, revision, walkBudget: 5)
        walk.world.pages[0].input = request
        let numbers = walk.assignment(.requests)
        let expected = walk.outcome()
        #expect(expected.endless == isEndless)
        #expect(try run.outcome(numbers, in: graph) == expected)
      }
    }
  }

  // MARK: Scenarios

  /// Those of a range of seeds that are small enough, under a revision.
  static func scenarios(_ revision: Revision, _ seeds: Range<UInt64>) -> [Scenario] {
    var generator = Generator(profile: Profile(revision: revision, maximumPages: 3))
    return seeds.lazy.map { generator.scenario(seed: $0) }
      .filter { 1...mostPMDs ~= $0.pmdCount && $0.events.count <= 2 }
  }

  /// With a second PMD a symbolic run traps: its loops begin at page 0 where the cursor is not known,
  /// and a huge mapping is asked for its page of a place before it.
  static let mostPMDs = 3

  static func walk(
    _ scenario: Scenario, _ revision: Revision, walkBudget: Int
  ) -> Walk<Concrete> {
    var walk = Walk<Concrete>(revision: revision)
    walk.load(scenario)
    walk.world.walkBudget = walkBudget
    return walk
  }

  // MARK: Comparing

  /// Runs each scenario once symbolically, and compares it with concrete runs: of the scenario
  /// itself, and of others that differ from it only in what was unknown.
  ///
  /// - Returns: how many different outcomes there were.
  private func compare(
    _ name: String, _ unknowns: Unknowns, _ seeds: Range<UInt64>, variations: Int = 10
  ) throws -> Int {
    let revision = try #require(Revision.named(name))
    var random = SplitMix64(seed: seeds.lowerBound)
    var seen: [Outcome] = []
    for (number, scenario) in Self.scenarios(revision, seeds).enumerated() {
      // So few walks that some calls do not end; they must agree as well.
      let budget = 1 + number % 3
      try ExpressionGraph.with { graph throws in
        let run = SymbolicRun(scenario, revision, unknowns, walkBudget: budget, in: graph)
        for variation in 0...variations {
          var walk = Self.walk(scenario, revision, walkBudget: budget)
          if variation > 0 { walk.vary(unknowns, &random) }
          let numbers = walk.assignment(unknowns)
          let expected = walk.outcome()
          let actual = try run.outcome(numbers, in: graph)
          if actual != expected {
            Issue.record("\(actual) is not \(expected), from \(scenario) with \(numbers)")
            return
          }
          if !seen.contains(expected) { seen.append(expected) }
        }
      }
    }
    return seen.count
  }
}

extension Unknowns {
  static let all: Unknowns = [.requests, .ptes, .tables, .faults, .events, .sequence]
}
