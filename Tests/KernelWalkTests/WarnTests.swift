// SPDX-License-Identifier: GPL-2.0-or-later

import AddressSpace
import Checking
import KernelWalk
import Logic
import Testing

/// A WARN that fires is told; no clause forbids it.
@Suite struct WarnTests {
  private static func walk(_ body: String) throws -> KernelWalk<Concrete> {
    var walk = KernelWalk<Concrete>(try Fixture.small(body), traces: true)
    walk.load(Scenario(count: 1))
    walk.call(pass: 1)
    return walk
  }

  @Test func oneThatFiresIsKnown() throws {
    let walk = try Self.walk("if (WARN_ON(range->start))\nreturn -EFAULT;\nreturn 0;")
    #expect(walk.world.ghost.warned)
    #expect(walk.world.result == UInt32(Errno.EFAULT.rawValue))
    #expect(walk.warnSite?.file == "mm/hmm.c")
    // What it says is no finding: the run goes on.
    #expect(walk.finding == nil)
    #expect(!walk.world.ghost.isLost)
  }

  @Test(arguments: [
    "WARN_ON_ONCE(!range->start);", "WARN(0, \"%d\", 1);", "VM_WARN_ON(range->end < range->start);",
    "",
  ])
  func oneThatDoesNotIsSilent(_ text: String) throws {
    let walk = try Self.walk(text + "\nreturn 0;")
    #expect(!walk.world.ghost.warned)
    #expect(walk.warnSite == nil)
  }

  /// Each call begins anew, and a run of several passes remembers.
  @Test func everyPassCounts() throws {
    let files = try Fixture.files([("return -ENOMEM;", "{ WARN_ON(1); return -ENOMEM; }")])
    let target = Target(try Fixture.kernel(files))
    let outcome = try Campaign(target, count: 1000).run()
    #expect(outcome.findings == [])
    #expect(outcome.warned > 0 && outcome.warned < 100)
    let seed = try #require(outcome.firstWarned)
    var generator = Generator(profile: Profile(target))
    var subject = Runnable(target)
    #expect(subject.run(generator.scenario(seed: seed)).warned)
    for before in 0..<seed { #expect(!subject.run(generator.scenario(seed: before)).warned) }
    let report = CheckReport(
      campaign: Campaign(target, count: 1000), outcome: outcome, seconds: 1)
    #expect(report.conclusion == .held)
  }
}
