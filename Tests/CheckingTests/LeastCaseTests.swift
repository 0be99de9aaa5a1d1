// SPDX-License-Identifier: GPL-2.0-or-later

import AddressSpace
import Checking
import Logic
import RangeFault
import Specification
import Testing

/// Of the scenarios that break a clause for one reason the smallest is shrunk and named.
@Suite struct LeastCaseTests {
  @Test(arguments: [1, 3])
  func theLeastScenarioOfAllLanesIsTaken(_ jobs: Int) throws {
    let revision = Revision.conforming.without([.successIsZero])
    let clauses = try #require(ClauseSet(ids: ["C1"]))
    let outcome = try Campaign(
      revision: revision, first: 70, count: 2000, clauses: clauses, jobs: jobs
    ).run()
    let finding = try #require(outcome.findings.first)
    var generator = Generator(profile: Profile(revision: revision))
    var walk = Walk<Concrete>(revision: revision)
    var least: (size: Measure, seed: UInt64)?
    var seeds: UInt64 = 0
    for seed in 70..<2070 as Range<UInt64> {
      let scenario = generator.scenario(seed: seed)
      if walk.run(scenario).violated.intersection(clauses).isEmpty { continue }
      seeds += 1
      let size = Measure(scenario, walks: 0)
      if least.map({ size < $0.size }) ?? true { least = (size, seed) }
    }
    #expect(outcome.findings.count == 1)
    #expect(finding.seeds == seeds)
    #expect(finding.seed == least?.seed)
    #expect(Measure(finding.scenario, walks: 0) <= (try #require(least).size))
  }
}
