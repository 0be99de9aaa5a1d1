// SPDX-License-Identifier: GPL-2.0-or-later

import AddressSpace
import Checking
import Logic
import RangeFault
import Specification
import Testing

@Suite struct ShrinkerTests {
  static func clause(_ id: String) throws -> Int {
    try #require(ClauseSet(ids: [id])).indices[0]
  }

  /// The smallest case that a seed of a defective walk leads to.
  static func minimal(_ revision: Revision, _ id: String) throws -> Scenario {
    let clauses = try #require(ClauseSet(ids: [id]))
    let outcome = try Campaign(revision: revision, count: 20_000, clauses: clauses).run()
    return try #require(outcome.findings.first).scenario
  }

  @Test func oneHolePageIsEnoughForAWrongCount() throws {
    var expected = Scenario(count: 1)
    expected.puds = [.none]
    #expect(try ShrinkerTests.minimal(.conforming.without([.successIsZero]), "C1") == expected)
  }

  @Test func aPoisonedPageNobodyAskedFor() throws {
    var expected = Scenario(count: 1)
    expected.ptes = [.hwpoison]
    #expect(try ShrinkerTests.minimal(.conforming.without([.poisonAsksNeed]), "C14") == expected)
  }

  @Test func twoPagesWithDifferentRequests() throws {
    let scenario = try ShrinkerTests.minimal(.conforming.without([.hugetlbJudgesEveryPage]), "C6")
    #expect(scenario.count == 2)
    #expect(scenario.requests == [0, PfnWord.fault])
    #expect(scenario.events.isEmpty && scenario.faults.isEmpty)
  }

  /// An event is kept where nothing else shows the violation, as early as it can be.
  @Test func aTableThatGoesAway() throws {
    let scenario = try ShrinkerTests.minimal(.conforming.without([.mapMayFail]), "C27")
    #expect(scenario.count == 1)
    #expect(scenario.events == [Event(at: 5, target: .pmd, index: 0, kind: .none)])
  }

  /// Whatever comes out is valid, breaks the same clause, is no larger, and cannot be made smaller
  /// by the same passes.
  @Test(arguments: ["v5.6", "v5.0", "v6.12"])
  func everyResultIsAFixpoint(_ name: String) throws {
    let revision = try #require(Revision.named(name))
    var generator = Generator(profile: Profile(revision: revision))
    var walk = Walk<Concrete>(revision: revision)
    var shrunk = 0
    for seed in 0..<60 as Range<UInt64> {
      let scenario = generator.scenario(seed: seed)
      for clause in walk.run(scenario).violated.indices {
        var shrinker = try Shrinker(scenario, clause: clause, revision: revision)
        shrinker.shrink()
        let result = shrinker.scenario
        try result.validate()
        #expect(walk.run(result).violated.contains(clause))
        #expect(result.count <= scenario.count)
        var again = try Shrinker(result, clause: clause, revision: revision)
        again.shrink()
        #expect(again.scenario == result, "seed \(seed) of \(name)")
        shrunk += 1
      }
    }
    #expect(shrunk > 10)
  }

  @Test func aCaseThatDoesNotBreakTheClauseIsRefused() throws {
    #expect(throws: Shrinker.Unstable.self) {
      try Shrinker(Scenario(count: 1), clause: 0, revision: .conforming)
    }
  }

  @Test func theOrderIsTotalAndPagesComeFirst() {
    let small = Measure(Scenario(count: 1), walks: 9)
    let large = Measure(Scenario(count: 2), walks: 1)
    #expect(small < large)
    var event = Scenario(count: 1)
    event.events = [Event(at: 1, target: .range, index: 0, kind: .none)]
    var fields = Scenario(count: 1)
    fields.ptes = [.hwpoison]
    fields.requests = [PfnWord.fault]
    #expect(Measure(fields, walks: 1) < Measure(event, walks: 1))
    #expect(Measure(event, walks: 1) < Measure(fields, walks: 2))
  }
}
