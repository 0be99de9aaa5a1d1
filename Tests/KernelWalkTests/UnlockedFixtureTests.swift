// SPDX-License-Identifier: GPL-2.0-or-later

import AddressSpace
import Checking
import KernelWalk
import Specification
import Testing

/// The call that takes the mmap lock itself: a right text of it holds, and each mistake is found.
@Suite struct UnlockedFixtureTests {
  #if DEBUG
    static let seeds: UInt64 = 4000
  #else
    static let seeds: UInt64 = 200_000
  #endif

  @Test func theFixtureHolds() throws {
    let campaign = Campaign(
      Target(try UnlockedFixture.kernel()), count: Self.seeds, clauses: .all, jobs: 2)
    let outcome = try campaign.run()
    #expect(outcome.findings == [])
    #expect(outcome.undetermined == 0)
    let report = CheckReport(campaign: campaign, outcome: outcome, seconds: 0)
    #expect(report.unexercised == [])
  }

  @Test func theFixtureHoldsAtRealGeometry() throws {
    let target = Target(try UnlockedFixture.kernel())
    let outcome = try Campaign(
      target, profile: Profile(target, realGeometry: true), count: Self.seeds / 80, clauses: .all,
      jobs: 2
    ).run()
    #expect(outcome.findings == [])
    #expect(outcome.undetermined == 0)
  }

  /// On the first seed that shows a mistake the right text breaks nothing.
  @Test(arguments: UnlockedMistake.all)
  func isFound(_ mistake: UnlockedMistake) throws {
    let clause = try #require(Contract.clauses.firstIndex { $0.id == mistake.clause })
    let target = Target(try UnlockedFixture.kernel(mistake.edits))
    var generator = Generator(profile: Profile(target))
    var (wrong, right) = (Runnable(target), Runnable(Target(try UnlockedFixture.kernel())))
    for seed in 0..<UInt64(20_000) {
      let scenario = generator.scenario(seed: seed)
      let verdict = wrong.run(scenario)
      try #require(!verdict.undetermined)
      guard verdict.violated.contains(clause) else { continue }
      #expect(right.run(scenario).violated.isEmpty, "seed \(seed)")
      return
    }
    Issue.record("not found")
  }

  /// What is left when a finding of the call is shrunk.
  @Test func aFindingIsMadeSmall() throws {
    let edits = [
      (
        old: "return jiffies - limit->began > limit->length;",
        new: "return time_after(jiffies, limit->began + limit->length);"
      )
    ]
    let clauses = try #require(ClauseSet(ids: ["C2"]))
    let outcome = try Campaign(
      Target(try UnlockedFixture.kernel(edits)), count: 600, clauses: clauses, jobs: 2
    ).run()
    var least = Scenario(count: 0)
    least.mayDropLock = true
    least.unlocked.timeout = 1 << 63
    #expect(outcome.findings.map(\.scenario).contains(least))
  }
}
