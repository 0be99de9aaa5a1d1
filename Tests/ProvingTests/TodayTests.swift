// SPDX-License-Identifier: GPL-2.0-or-later

import Checking
import KernelWalk
import Proving
import Specification
import Testing

/// The text in the shape of 7.3 is right, and each of the mistakes in it is one.
@Suite struct TodayTests {
  #if DEBUG
    static let seeds: UInt64 = 4000
    static let realSeeds: UInt64 = 60
  #else
    static let seeds: UInt64 = 100_000
    static let realSeeds: UInt64 = 2000
  #endif

  /// It keeps every clause, economies included, and leaves none unexercised.
  @Test func theFixtureHolds() throws {
    let campaign = Campaign(
      try TodayFixture.target(), count: Self.seeds, clauses: .all, jobs: 2)
    let outcome = try campaign.run()
    #expect(outcome.findings == [])
    #expect(outcome.undetermined == 0)
    let report = CheckReport(campaign: campaign, outcome: outcome, seconds: 0)
    #expect(report.unexercised == [])
  }

  @Test func theFixtureHoldsAtRealGeometry() throws {
    let target = try TodayFixture.target()
    let outcome = try Campaign(
      target, profile: Profile(target, realGeometry: true), count: Self.realSeeds, clauses: .all,
      jobs: 2
    ).run()
    #expect(outcome.findings == [])
    #expect(outcome.undetermined == 0)
  }

  /// On the scenario of its seed the right text keeps the clause that the mistake breaks.
  @Test(arguments: TodayMistakes.all.filter(\.isSeenAtRandom))
  func isSeenAtRandom(_ mistake: TodayMistake) throws {
    let right = verdict(try Self.right.get(), mistake.evidence)
    #expect(right.violated.isEmpty)
    #expect(!right.undetermined)
    let wrong = verdict(try TodayFixture.target(mistake.edits), mistake.evidence)
    if let clause = mistake.clause {
      #expect(!wrong.undetermined)
      #expect(wrong.violated.ids.contains(clause), "broken: \(wrong.violated.ids)")
    } else {
      #expect(wrong.undetermined)
      #expect(wrong.violated.isEmpty)
    }
  }

  /// What is said only to be wrong is at least another text that can be read.
  @Test(arguments: TodayMistakes.all.filter { !$0.isSeenAtRandom })
  func canBeRead(_ mistake: TodayMistake) throws {
    let program = try TodayFixture.kernel(mistake.edits).version(.small).program
    #expect(program.dropped.isEmpty)
    #expect(try TodayFixture.files(mistake.edits).walk != TodayFixture.files().walk)
  }

  @Test func namesAndRowsAreSound() throws {
    let names = TodayMistakes.all.map(\.name)
    #expect(Set(names).count == names.count)
    let known = Plan(try TodayFixture.target()).rows.map(\.id)
    for mistake in TodayMistakes.all {
      #expect(!mistake.rows.isEmpty, "\(mistake.name)")
      #expect(Set(mistake.rows).isSubset(of: known), "\(mistake.rows)")
      if let clause = mistake.clause { #expect(ClauseSet(ids: [clause]) != nil) }
    }
  }

  /// Read once: a text is read anew for each geometry.
  private static let right = Result { try TodayFixture.target() }

  private func verdict(_ target: Target, _ evidence: TodayMistake.Evidence) -> Verdict {
    let (seed, isReal): (UInt64, Bool) =
      switch evidence {
      case .seed(let seed): (seed, false)
      case .realSeed(let seed): (seed, true)
      case .argument: (0, false)
      }
    // As the seeds were written down: without the kinds that are drawn beside.
    var profile = Profile(target, realGeometry: isReal)
    profile.kinds = profile.drawn
    var generator = Generator(profile: profile)
    var runnable = Runnable(target)
    return runnable.run(generator.scenario(seed: seed))
  }
}
