// SPDX-License-Identifier: GPL-2.0-or-later

import Checking
import KernelSource
import KernelWalk
import Testing

/// Every combination of the symbols that a text tests.
@Suite struct KernelConfigurationsTests {
  private static func files(_ body: String, before: String = "") throws -> KernelFiles {
    try Fixture.small(body, before: before).source
  }

  @Test func theFixtureHasThreeSymbols() throws {
    let all = try KernelConfigurations(try Fixture.files())
    #expect(
      all.symbols == [
        "HAVE_ARCH_TRANSPARENT_HUGEPAGE_PUD", "HUGETLB_PAGE", "TRANSPARENT_HUGEPAGE",
      ])
    #expect(
      all.combinations.map(\.letters) == ["yyy", "yyn", "yny", "ynn", "nyy", "nyn", "nny", "nnn"])
    #expect(
      all.combinations[5].kernel?.switchedOff
        == ["HAVE_ARCH_TRANSPARENT_HUGEPAGE_PUD", "TRANSPARENT_HUGEPAGE"])
    #expect(all.combinations.map(\.program) == Array(0..<8))
  }

  @Test func whatIsFixedDoesNotVary() throws {
    let some = try KernelConfigurations(
      try Fixture.files(),
      fixed: ["CONFIG_HUGETLB_PAGE": false, "CONFIG_TRANSPARENT_HUGEPAGE": true])
    #expect(some.symbols == ["HAVE_ARCH_TRANSPARENT_HUGEPAGE_PUD"])
    #expect(some.combinations.map(\.letters) == ["y", "n"])
    #expect(some.combinations[0].kernel?.switchedOff == ["HUGETLB_PAGE"])
  }

  /// The two symbols matter only together.
  @Test func oneProgramIsReadOnce() throws {
    let all = try KernelConfigurations(
      try Self.files(
        """
        #if defined(CONFIG_A) && defined(CONFIG_B)
        return -EBUSY;
        #endif
        return -EFAULT;
        """))
    #expect(all.combinations.map(\.letters) == ["yy", "yn", "ny", "nn"])
    #expect(all.combinations.map(\.program) == [0, 1, 1, 1])
    #expect(all.programs == [0, 1])
    #expect(all.combinations[3].kernel === all.combinations[1].kernel)
  }

  /// What is never expanded may still decide how words are read.
  @Test func aMacroTellsProgramsApart() throws {
    let all = try KernelConfigurations(
      try Self.files(
        "return -EFAULT;",
        before: """
          #ifdef CONFIG_A
          #define HMM_PFN_P2PDMA (1UL << 40)
          #endif
          """))
    #expect(all.combinations.map(\.program) == [0, 1])
  }

  /// Symbols that say what page tables hold count where the text is the same, too.
  @Test func pageTablesTellProgramsApart() throws {
    let all = try KernelConfigurations(
      try Self.files(
        """
        if (0 && IS_ENABLED(CONFIG_HUGETLB_PAGE) == 5)
        return -EBUSY;
        return -EFAULT;
        """))
    #expect(all.combinations.map(\.program) == [0, 1])
    let without = try #require(all.combinations[1].kernel)
    #expect(!without.interface.hasHugetlb)
  }

  @Test func aCombinationThatCannotBeRunIsKept() throws {
    let all = try KernelConfigurations(
      try Self.files(
        """
        return -EFAULT;
        #ifndef CONFIG_A
        }
        static int other(void)
        {
        #error no walk
        #endif
        """))
    #expect(all.combinations.map { $0.kernel == nil } == [false, true])
    #expect(
      all.combinations[1].problem?.description.contains("#error no walk") == true,
      "\(String(describing: all.combinations[1].problem))")
    #expect(all.programs == [0])
  }

  @Test func thereIsABound() throws {
    let tests = (0..<8).map { "#ifdef CONFIG_S\($0)\n#endif" }.joined(separator: "\n")
    let files = try Self.files("return -EFAULT;", before: tests)
    #expect {
      _ = try KernelConfigurations(files)
    } throws: {
      "\($0)".hasPrefix("the text tests 8 symbols, of which --config all varies 7 at most")
    }
    let fixed = try KernelConfigurations(files, fixed: ["CONFIG_S0": true, "CONFIG_S1": false])
    #expect(fixed.combinations.count == 64)
    #expect(fixed.programs == [0])
  }

  @Test func aDefectIsToldOnceWithItsCombinations() throws {
    let configurations = try KernelConfigurations(
      try Fixture.files([
        (
          "return -ENOMEM;",
          "\n#ifdef CONFIG_HUGETLB_PAGE\nreturn -EFAULT;\n#else\nreturn -ENOMEM;\n#endif\n"
        )
      ]))
    var reports: [Int: CheckReport] = [:]
    for program in configurations.programs {
      let kernel = try #require(configurations.combinations[program].kernel)
      let campaign = Campaign(Target(kernel), count: 600)
      reports[program] = CheckReport(
        campaign: campaign, outcome: try campaign.run(), seconds: 1)
    }
    let report = ConfigurationsReport(configurations, reports)
    #expect(report.conclusion == .violated)
    #expect(
      configurations.combinations.indices.map { report.broken($0).joined(separator: " ") }
        == ["C1 C3", "C1 C3", "", "", "C1 C3", "C1 C3", "", ""])
    let whole = try #require(report.whole)
    #expect(whole.violations.map(\.first.clauseID) == ["C1"])
    #expect(whole.outcome.seeds == 8 * 600)
    let defect = try #require(whole.violations.first)
    #expect(report.combinations(defect) == [0, 1, 4, 5])
    #expect(report.origin(defect) != nil)
    // A program that was not run is not held.
    reports[2] = nil
    reports[0] = nil
    reports[1] = nil
    reports[4] = nil
    reports[5] = nil
    let less = ConfigurationsReport(configurations, reports)
    #expect(less.conclusion == .undetermined)
    #expect(less.unjudged.map(\.combination) == [0, 1, 2, 4, 5])
  }
}
