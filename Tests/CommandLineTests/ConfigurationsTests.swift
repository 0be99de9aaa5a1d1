// SPDX-License-Identifier: GPL-2.0-or-later

import Foundation
import Testing

/// `--config all`.
@Suite struct ConfigurationsTests {
  private static let tree = KernelTests.tree
  private static let broken =
    "\n#ifdef CONFIG_HUGETLB_PAGE\nreturn -EFAULT;\n#else\nreturn -ENOMEM;\n#endif\n"

  @Test func everyCombinationHolds() throws {
    let run = try Invocation("--kernel", Self.tree, "--config", "all", "--seeds", "200")
    #expect(run.status == 0, "\(run.errors)")
    #expect(
      run.output.hasPrefix(
        """
        6.12.0: 8 combinations, 8 programs; y is on, n off
          letter 1  HAVE_ARCH_TRANSPARENT_HUGEPAGE_PUD
          letter 2  HUGETLB_PAGE
          letter 3  TRANSPARENT_HUGEPAGE

          yyy  held
          yyn  held
          yny  held
          ynn  held
          nyy  held
          nyn  held
          nny  held
          nnn  held

        """), "\(run.output)")
    #expect(run.output.hasSuffix("6.12.0, 8 combinations: held on 1600 scenarios in all\n"))
  }

  @Test func aDefectIsToldWhereItShows() throws {
    let scratch = try KernelTests.changed("return -ENOMEM;", Self.broken)
    let tree = scratch.file("tree")
    let some = ["--config", "all", "--config", "HAVE_ARCH_TRANSPARENT_HUGEPAGE_PUD=y"]
    let run = try Invocation(["--kernel", tree, "--seeds", "600"] + some)
    #expect(run.status == 1)
    #expect(
      run.output.contains("\n  yy  C1 C3\n  yn  C1 C3\n  ny  held\n  nn  held\n"), "\(run.output)")
    #expect(run.output.contains("\n  in every combination with HUGETLB_PAGE\n"))
    #expect(run.output.ranges(of: "\nC1  ").count == 1)
    #expect(run.output.hasSuffix("1 defect, in 2 of them, on 2400 scenarios in all\n"))
    // What they break together.
    let known = try Invocation(
      ["--kernel", tree, "--seeds", "600", "--expect", "C1"] + some)
    #expect(known.status == 0, "\(known.errors)")
    let other = try Invocation(
      ["--kernel", tree, "--seeds", "600", "--expect", "C1,C6"] + some)
    #expect(other.status == 1)
    #expect(other.errors == "hmmcheck: C6 is not broken, which --expect names\n")
  }

  /// Not even with --expect.
  @Test func whatCannotBeJudgedIsUndetermined() throws {
    let scratch = try KernelTests.changed(
      "return -ENOMEM;", "\n#ifndef CONFIG_HUGETLB_PAGE\n#error\n#endif\nreturn -ENOMEM;\n")
    let tree = scratch.file("tree")
    let run = try Invocation("--kernel", tree, "--seeds", "100", "--config", "all")
    #expect(run.status == 125)
    #expect(run.output.contains("#error"), "\(run.output)")
    let words = run.output.split { $0.isWhitespace }.joined(separator: " ")
    #expect(
      words.hasSuffix(
        "8 combinations: nothing broken in 400 scenarios in all; 4 combinations not judged"))
    let known = try Invocation(
      "--kernel", tree, "--seeds", "100", "--config", "all", "--expect", "C1")
    #expect(known.status == 125)
  }

  @Test func reportsForPrograms() throws {
    let scratch = try KernelTests.changed("return -ENOMEM;", Self.broken)
    let arguments = [
      "--kernel", scratch.file("tree"), "--seeds", "600", "--config", "all", "--config",
      "HAVE_ARCH_TRANSPARENT_HUGEPAGE_PUD=y", "--format",
    ]
    let json = try Invocation(arguments + ["json"])
    #expect(json.status == 1)
    let value =
      try JSONSerialization.jsonObject(with: Data(json.output.utf8)) as? [String: Any]
    #expect(value?["kind"] as? String == "configurations")
    #expect(value?["conclusion"] as? String == "violated")
    let combinations = try #require(value?["combinations"] as? [[String: Any]])
    #expect(combinations.map { $0["letters"] as? String } == ["yy", "yn", "ny", "nn"])
    let violated = combinations.map { $0["violated"] as? [String] }
    #expect(violated == [["C1", "C3"], ["C1", "C3"], [], []])
    let violations = try #require(value?["violations"] as? [[String: Any]])
    #expect(violations.map { $0["combinations"] as? [String] } == [["yy", "yn"]])

    let ktap = try Invocation(arguments + ["ktap"])
    #expect(ktap.output.hasPrefix("KTAP version 1\n1..4\n  KTAP version 1\n  1..25\n"))
    #expect(ktap.output.contains("\nnot ok 1 HUGETLB_PAGE=y TRANSPARENT_HUGEPAGE=y\n"))
    #expect(ktap.output.contains("\nok 3 HUGETLB_PAGE=n TRANSPARENT_HUGEPAGE=y\n"))

    let junit = try Invocation(arguments + ["junit"])
    #expect(
      junit.output.contains(
        "<testsuite name=\"HUGETLB_PAGE=y TRANSPARENT_HUGEPAGE=y\" tests=\"25\" failures=\"2\""),
      "\(junit.output.prefix(600))")
    #expect(junit.output.contains("<testsuites name=\"hmmcheck\" tests=\"100\" failures=\"4\""))
  }

  /// The others mean one configuration.
  @Test(arguments: [
    ["prove", "--kernel", tree], ["mutants", "--kernel", tree],
    ["explain", "--kernel", tree, "1"], ["replay", "--kernel", tree, "Counterexamples"],
    ["diff", tree, tree],
  ])
  func othersRefuse(_ arguments: [String]) throws {
    let run = try Invocation(arguments + ["--config", "all"])
    #expect(run.status == 64)
    #expect(run.output == "")
    #expect(
      run.errors.hasPrefix(
        "Error: --config all is check's; here one configuration is meant, as in --config SYM=n\n"),
      "\(run.errors)")
  }

  @Test func noFileBesideIt() throws {
    let scratch = try Scratch()
    let file = scratch.file("config")
    try "CONFIG_HUGETLB_PAGE=y\n".write(toFile: file, atomically: true, encoding: .utf8)
    let run = try Invocation(
      "--kernel", Self.tree, "--config", "all", "--config", file, "--seeds", "1")
    #expect(run.status == 64)
    #expect(
      run.errors.hasPrefix(
        "Error: --config all goes with settings such as HUGETLB_PAGE=n, not with a file\n"),
      "\(run.errors)")
  }
}
