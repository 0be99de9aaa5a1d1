// SPDX-License-Identifier: GPL-2.0-or-later

import Foundation
import Testing

/// `--solver` of `check` and `cover`: what a solver says of lines that random scenarios missed.
@Suite struct ReachCommandTests {
  private static func words(_ text: String) -> String {
    text.split { $0.isWhitespace }.joined(separator: " ")
  }

  /// A line that no call can reach is told, and need not be reached.
  @Test func whatCannotBeReached() throws {
    let scratch = try KernelTests.changed(
      "return -ENOMEM;", "{\nif (!sweep)\n\treturn -EBUSY;\nreturn -ENOMEM;\n}")
    let check = ["--kernel", scratch.file("tree"), "--seeds", "3000", "--require-reached"]
    #expect(try Invocation(check).status == 125)
    let run = try Invocation(check + ["--solver"])
    #expect(run.status == 0, "\(run.output)\(run.errors)")
    let text = Self.words(run.output)
    #expect(text.contains("asked of the solver: 2 lines and branches, for hmm_range_fault, on"))
    #expect(text.contains("2 pages, 4 restarts; or 1 page, 1 restart, 1 event unreachable within"))
  }

  /// What it finds is run and judged, is a finding of no seed, and is kept.
  @Test func whatIsFoundIsJudged() throws {
    let scratch = try KernelTests.changed(
      "sweep->range->hmm_pfns[slot(sweep, address)] = word;",
      """
      if ((sweep->range->hmm_pfns[slot(sweep, address)] & 0xffffff) == 0x123456)
      return;
      sweep->range->hmm_pfns[slot(sweep, address)] = word;
      """)
    let check = ["--kernel", scratch.file("tree"), "--seeds", "3000"]
    #expect(try Invocation(check).status == 0)
    let kept = scratch.file("kept")
    let run = try Invocation(check + ["--solver", "--keep", kept])
    #expect(run.status == 1, "\(run.output)\(run.errors)")
    #expect(run.output.contains("found by the solver"))
    #expect(run.output.contains("found: mm/hmm.c:"))
    let file = try #require(
      try FileManager.default.contentsOfDirectory(atPath: kept).sorted().first)
    let told = try Invocation(
      "explain", "--kernel", scratch.file("tree"), kept + "/" + file)
    #expect(told.status == 0, "\(told.errors)")
    #expect(told.output.contains("0x123456"), "\(told.output)")
    // Written into what is no directory: nothing is reported as if it had been.
    let refused = try Invocation(check + ["--solver", "--keep", kept + "/" + file])
    #expect(refused.status == 64)
    #expect(refused.output.isEmpty)
    #expect(refused.errors.contains("cannot write into"))
  }

  /// A signal during the search is heard, though the seeds before it had a listener of their own.
  @Test func anInterruptLeavesPlacesOpen() throws {
    let run = try Invocation(
      ["--kernel", "Tests/Fixtures/today", "--seeds", "1", "--solver", "--jobs", "1"],
      interruptAfter: 4)
    #expect(run.output.contains("not decided: "), "\(run.output)\(run.errors)")
    #expect(run.output.contains("interrupted"))
    #expect(!run.output.contains("unreachable within"))
  }

  @Test(arguments: [
    (["--seeds", "10", "--solver"], "--solver goes with --kernel TREE"),
    (["--kernel", KernelTests.tree, "--seeds", "10", "--keep", "x"], "--keep goes with --solver"),
    (
      ["--kernel", KernelTests.tree, "--seeds", "10", "--solver", "--config", "all"],
      "without --config all"
    ),
    (
      ["cover", "--kernel", KernelTests.tree, "--pagewalk", "source", "--solver"],
      "without --pagewalk source"
    ),
  ])
  func whatDoesNotGoTogether(_ arguments: [String], _ words: String) throws {
    let run = try Invocation(arguments)
    #expect(run.status == 64)
    #expect(run.errors.contains(words), "\(run.errors)")
  }
}
