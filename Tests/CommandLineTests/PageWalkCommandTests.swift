// SPDX-License-Identifier: GPL-2.0-or-later

import Foundation
import Testing

/// `--pagewalk`.
@Suite struct PageWalkCommandTests {
  private static let tree = KernelTests.tree

  @Test func theTreesOwnWalkerRuns() throws {
    let run = try Invocation(
      "--kernel", Self.tree, "--pagewalk", "source", "--seeds", "600", "--strict")
    #expect(run.status == 0, "\(run.output)")
    #expect(
      run.output.hasSuffix("6.12.0, with its page walker: held on 600 scenarios\n"),
      "\(run.output)")
    let model = try Invocation("--kernel", Self.tree, "--pagewalk", "model", "--seeds", "100")
    #expect(model.output.hasSuffix("6.12.0: held on 100 scenarios\n"))
  }

  /// The command that runs a case again says whose walker it is.
  @Test func itsMistakesHaveLines() throws {
    let scratch = try KernelTests.changed(
      "hugetlb_vma_unlock_read(walk->vma);", ";", in: "mm/pagewalk.c")
    let tree = scratch.file("tree")
    let run = try Invocation("--kernel", tree, "--pagewalk", "source", "--seeds", "1000")
    #expect(run.status == 1)
    #expect(run.output.contains("\nC26  ") || run.output.hasPrefix("C26  "), "\(run.output)")
    #expect(run.output.contains(" --pagewalk source --seed "), "\(run.output)")
    let model = try Invocation("--kernel", tree, "--seeds", "1000")
    #expect(model.status == 0)
    let told = try Invocation("explain", "--kernel", tree, "--pagewalk", "source", "1")
    #expect(told.output.contains("mm/pagewalk.c:"), "\(told.output)")
  }

  @Test func theWalkersAreCompared() throws {
    let both = ["--pagewalk", "model", "--pagewalk", "source", "--seeds", "1000"]
    let run = try Invocation(["diff", Self.tree, Self.tree] + both)
    #expect(run.status == 0, "\(run.output)")
    let words = run.output.split { $0.isWhitespace }.joined(separator: " ")
    #expect(
      words.hasPrefix(
        "6.12.0 and 6.12.0, with its page walker: the same outputs, results and effects on"
          + " 1000 scenarios; others act at the same moments, since the page walkers load differently"
          + " 6.12.0: reached "))
    let one = try Invocation(
      "diff", Self.tree, Self.tree, "--pagewalk", "source", "--seeds", "300")
    #expect(one.status == 0)
    #expect(!one.output.contains("moments"))
    let scratch = try KernelTests.changed(
      "next = vma->vm_start;", "next = vma->vm_start + PAGE_SIZE;", in: "mm/pagewalk.c")
    let other = try Invocation(["diff", Self.tree, scratch.file("tree")] + both)
    #expect(other.status == 1, "\(other.output)")
  }

  @Test func aMissingWalkerIsToldOf() throws {
    let scratch = try Scratch()
    let copy = scratch.url.appendingPathComponent("tree")
    try FileManager.default.copyItem(
      at: Invocation.package.appendingPathComponent(Self.tree), to: copy)
    try FileManager.default.removeItem(at: copy.appendingPathComponent("mm/pagewalk.c"))
    let model = try Invocation("--kernel", copy.path, "--seeds", "50")
    #expect(model.status == 0)
    let run = try Invocation("--kernel", copy.path, "--pagewalk", "source", "--seeds", "50")
    #expect(run.status == 125)
    #expect(run.errors.contains("has no mm/pagewalk.c: a kernel's tree has it"), "\(run.errors)")
  }

  @Test(arguments: [
    (["--pagewalk", "source", "--seeds", "1"], "--pagewalk goes with --kernel TREE"),
    (
      ["prove", "--kernel", tree, "--pagewalk", "source"],
      "--pagewalk source runs on random scenarios only; prove walks page tables with the model's"
    ),
    (["diff", "v6.1", "v6.12", "--pagewalk", "source"], "--pagewalk goes with a kernel's tree"),
    (
      [
        "diff", tree, tree, "--pagewalk", "source", "--pagewalk", "source", "--pagewalk", "model",
      ], "--pagewalk is given once, or twice: for the first and the second tree"
    ),
    (
      ["--kernel", tree, "--pagewalk", "mine", "--seeds", "1"],
      "The value 'mine' is invalid for '--pagewalk <pagewalk>'. Please provide one of 'model' and"
        + " 'source'."
    ),
  ])
  func badUsageIsSixtyFour(_ arguments: [String], _ line: String) throws {
    let run = try Invocation(arguments)
    #expect(run.status == 64)
    #expect(run.output == "")
    #expect(run.errors.hasPrefix("Error: \(line)\n"), "\(run.errors)")
  }
}
