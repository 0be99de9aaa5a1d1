// SPDX-License-Identifier: GPL-2.0-or-later

import Checking
import KernelSource
import KernelWalk
import Testing

/// Runs of a text in lanes, and the variations of seeds that reached something new.
struct LaneTests {
  private func outcome(
    _ kernel: Kernel, _ count: UInt64, first: UInt64 = 0, jobs: Int = 1, isGuided: Bool = true
  ) throws -> Campaign.Outcome {
    var campaign = Campaign(
      Target(kernel), first: first, count: count, clauses: .all, jobs: jobs)
    campaign.isGuided = isGuided
    return try campaign.run()
  }

  /// A text that breaks something, so that there is something to find.
  private func broken() throws -> Kernel {
    try Fixture.kernel(
      try Fixture.files([("lack |= LACKS_WRITE;", ";")]))
  }

  /// Nothing that is found or counted depends on the threads.
  @Test func jobsDoNotMatter() throws {
    let kernel = try broken()
    let one = try outcome(kernel, 2000, first: 77)
    let five = try outcome(kernel, 2000, first: 77, jobs: 5)
    #expect(!one.findings.isEmpty)
    #expect(one.findings == five.findings)
    #expect(one.coverage == five.coverage)
    #expect(one.text == five.text)
    #expect(one.seeds == 2000)
    #expect(one.variations == five.variations)
    // 31 or 32 seeds a lane, and a variation for four of them.
    #expect(one.variations > 64 * 6 && one.variations <= 64 * 8)
    #expect(one.reaching == five.reaching)
    #expect(!one.reaching.isEmpty)
  }

  /// Seeds mean what they meant: variations come on top.
  @Test func plainSeedsAreTheSame() throws {
    let kernel = try broken()
    let plain = try outcome(kernel, 1500, isGuided: false)
    let guided = try outcome(kernel, 1500)
    #expect(plain.variations == 0)
    #expect(plain.violatingSeeds == guided.violatingSeeds)
    let own = plain.findings.filter { finding in
      guided.findings.contains {
        $0.clause == finding.clause && $0.seed == finding.seed && $0.variation == 0
      }
    }
    #expect(own.count == plain.findings.count)
  }

  @Test func fewSeedsHaveNoVariations() throws {
    #expect(try outcome(try broken(), 64 * 4 - 1).variations < 64)
    #expect(try outcome(try broken(), 1).variations == 0)
    #expect(try outcome(try broken(), 0).seeds == 0)
  }

  /// A variation is drawn by its name alone, without the run that found it.
  @Test func aVariationIsRunByItself() throws {
    let kernel = try broken()
    let run = try outcome(kernel, 2000)
    let draw = try #require(run.reaching.first)
    #expect(draw.variation > 0)
    var campaign = Campaign(Target(kernel), first: draw.seed, count: 1)
    campaign.variation = draw.variation
    let alone = try campaign.run()
    var generator = Generator(profile: campaign.profile)
    var walk = Runnable(campaign.target, counts: true)
    _ = walk.run(generator.scenario(draw))
    #expect(alone.text == (try kernel.coverage(walk.takeCounts())))
    #expect(generator.scenario(draw) != generator.scenario(seed: draw.seed))
    #expect(alone.variations == 0)
  }

  /// What is reached seldom is run more often than by the seeds alone: those that reach it are varied.
  @Test func seldomReachedTextIsVaried() throws {
    let kernel = try Fixture.small(
      """
      unsigned long pages = (range->end - range->start) >> PAGE_SHIFT;
      int ret = -EBUSY;
      if (pages == 13 && (range->start >> PAGE_SHIFT & 7) == 5)
        ret = 0;
      return ret;
      """)
    func runs(_ outcome: Campaign.Outcome) throws -> UInt64 {
      let lines = try #require(outcome.text).functions.flatMap(\.lines)
      return try #require(lines.first { $0.text == "ret = 0;" }).runs
    }
    let plain = try runs(try outcome(kernel, 4000, isGuided: false))
    let guided = try runs(try outcome(kernel, 4000))
    #expect(plain > 0)
    // A quarter more scenarios.
    #expect(guided > 2 * plain)
  }
}
