// SPDX-License-Identifier: GPL-2.0-or-later

import Checking
import Testing

/// The text of our own keeps every clause, economies included.
@Suite struct HoldTests {
  #if DEBUG
    static let seeds: UInt64 = 4000
    static let realSeeds: UInt64 = 60
  #else
    static let seeds: UInt64 = 100_000
    static let realSeeds: UInt64 = 2000
  #endif

  @Test func theFixtureHolds() throws {
    let campaign = Campaign(
      Target(try Fixture.kernel(Fixture.files())), count: Self.seeds, clauses: .all, jobs: 2)
    let outcome = try campaign.run()
    #expect(outcome.findings == [])
    #expect(outcome.undetermined == 0)
    let report = CheckReport(campaign: campaign, outcome: outcome, seconds: 0)
    // The format of 6.12 has no sticky bits.
    #expect(report.unexercised == ["C21"])
  }

  @Test func theFixtureHoldsAtRealGeometry() throws {
    let target = Target(try Fixture.kernel(Fixture.files()))
    let outcome = try Campaign(
      target, profile: Profile(revision: target.revision, realGeometry: true),
      count: Self.realSeeds, clauses: .all, jobs: 2
    ).run()
    #expect(outcome.findings == [])
    #expect(outcome.undetermined == 0)
  }

  /// What a configuration leaves out is neither drawn nor missed.
  @Test(arguments: [
    "CONFIG_HUGETLB_PAGE", "CONFIG_TRANSPARENT_HUGEPAGE",
    "CONFIG_HAVE_ARCH_TRANSPARENT_HUGEPAGE_PUD",
  ])
  func theFixtureHoldsWithout(_ symbol: String) throws {
    let kernel = try Fixture.kernel(Fixture.files(), off: [symbol])
    #expect(kernel.switchedOff == [String(symbol.dropFirst(7))])
    let outcome = try Campaign(Target(kernel), count: Self.seeds, clauses: .all, jobs: 2).run()
    #expect(outcome.findings == [])
    #expect(outcome.undetermined == 0)
  }
}
