// SPDX-License-Identifier: GPL-2.0-or-later

import AddressSpace
import Checking
import KernelSource
import KernelWalk
import Testing

/// What is not understood is never judged, and never taken for right.
@Suite struct UnreadableTests {
  /// Runs that reach a function which cannot be read are undetermined, and only those.
  @Test(arguments: [
    ("sweep_hugetlb", "unsigned long inside = (from & ~mask) >> PAGE_SHIFT;\n"),
    ("sweep_huge_pmd", "unsigned long inside = (from & ~PMD_MASK) >> PAGE_SHIFT;\n"),
    ("sweep_pud", "unsigned long inside = (from & ~PUD_MASK) >> PAGE_SHIFT;\n"),
  ])
  func onlyRunsThatReachIt(_ name: String, _ line: String) throws {
    let files = try Fixture.files([(line, line + "asm goto(\"nop\" : : : : out);\n")])
    let kernel = try Fixture.kernel(files)
    #expect(kernel.version(.small).program.dropped.map(\.name) == [name])
    let target = Target(kernel)
    var runnable = Runnable(target)
    var generator = Generator(profile: Profile(revision: target.revision))
    var whole = Runnable(Target(try Fixture.kernel(Fixture.files())))
    var counts = [true: 0, false: 0]
    for seed in UInt64(0)..<600 {
      let scenario = generator.scenario(seed: seed)
      let verdict = runnable.run(scenario)
      counts[verdict.undetermined, default: 0] += 1
      #expect(verdict.violated.isEmpty)
      let finding = runnable.kernelWalk?.finding
      if verdict.undetermined {
        #expect(finding?.kind == .dropped)
        let place = try #require(kernel.version(.small).program.dropped.first?.problem)
        #expect(finding?.text == "function that could not be read: \(name) (\(place))")
      } else {
        #expect(finding == nil)
        #expect(verdict == whole.run(scenario))
      }
    }
    #expect(counts[true, default: 0] > 5 && counts[false, default: 0] > 30, "\(counts)")
  }

  @Test func theCheckIsUndetermined() throws {
    let line = "unsigned long inside = (from & ~mask) >> PAGE_SHIFT;\n"
    let files = try Fixture.files([(line, line + "asm goto(\"nop\" : : : : out);\n")])
    let campaign = Campaign(Target(try Fixture.kernel(files)), count: 600)
    let outcome = try campaign.run()
    #expect(outcome.findings == [])
    #expect(outcome.undetermined > 5)
    let report = CheckReport(campaign: campaign, outcome: outcome, seconds: 0)
    #expect(report.conclusion == .undetermined)
  }
}
