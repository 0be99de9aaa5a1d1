// SPDX-License-Identifier: GPL-2.0-or-later

import AddressSpace
import Checking
import Logic
import RangeFault
import Specification
import Testing

@Suite struct CampaignTests {
  #if DEBUG
    static let seeds: UInt64 = 20_000
    static let realSeeds: UInt64 = 200
  #else
    static let seeds: UInt64 = 1_000_000
    static let realSeeds: UInt64 = 5_000
  #endif

  /// The revision with every fix keeps every clause, economies included.
  @Test func conformingHolds() throws {
    let campaign = Campaign(
      revision: .conforming, count: CampaignTests.seeds, clauses: .all, jobs: 2)
    let outcome = try campaign.run()
    #expect(outcome.findings == [])
    #expect(outcome.seeds == CampaignTests.seeds)
    #expect(outcome.undetermined == 0)
    #expect(outcome.coverage.exercised.allSatisfy { $0 > 0 })
    let pairs = outcome.coverage.pairs(campaign.profile)
    #expect(pairs.reached == pairs.possible)
  }

  @Test func conformingHoldsAtRealGeometry() throws {
    let profile = Profile(revision: .conforming, realGeometry: true)
    let outcome = try Campaign(
      revision: .conforming, profile: profile, count: CampaignTests.realSeeds, clauses: .all,
      jobs: 2
    ).run()
    #expect(outcome.findings == [])
  }

  @Test func jobsDoNotMatter() throws {
    let one = try Campaign(revision: .v5_6, count: 3000, clauses: .all, jobs: 1).run()
    let three = try Campaign(revision: .v5_6, count: 3000, clauses: .all, jobs: 3).run()
    #expect(one.findings == three.findings)
    #expect(one.coverage == three.coverage)
    #expect(one.violatingSeeds == three.violatingSeeds)
    #expect(!one.findings.isEmpty)
  }

  /// What 5.6 is known to have had wrong, each once.
  @Test func listsTheDefectsOfARevisionOnce() throws {
    let outcome = try Campaign(revision: .v5_6, count: 4000, jobs: 2).run()
    let defects = Defect.group(outcome.findings)
    let mends = defects.map { $0.remedy }
    #expect(Set(mends).count == mends.count)
    let known: [Fix] = [
      .poisonAsksNeed, .specialAsksNeed, .ioVMAAsksNeed, .badPMDAsksNeed, .migrationNeed,
      .gapIsError, .hugeMigrationWritten, .pteUnmapOnError, .pudLockDropped, .devicePrivateOwner,
    ]
    for fix in known {
      #expect(mends.contains { $0.fixes == [fix] }, "\(fix.id) is not among the defects")
    }
  }

  @Test func onlyTheClausesAskedForAreFound() throws {
    let clauses = try #require(ClauseSet(ids: ["C14"]))
    let outcome = try Campaign(revision: .v5_6, count: 3000, clauses: clauses).run()
    #expect(!outcome.findings.isEmpty)
    #expect(outcome.findings.allSatisfy { $0.clauseID == "C14" })
  }

  @Test func aStoppedCheckTellsWhatItHas() throws {
    let control = Campaign.Control()
    control.stop()
    let outcome = try Campaign(revision: .v5_6, count: 1_000_000).run(control: control)
    #expect(outcome.seeds == 0)
    let report = CheckReport(
      campaign: Campaign(revision: .v5_6, count: 1), outcome: outcome, seconds: 0)
    #expect(report.conclusion == .undetermined)
  }
}
