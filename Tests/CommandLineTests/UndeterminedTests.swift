// SPDX-License-Identifier: GPL-2.0-or-later

import Foundation
import Testing

/// Nothing that was not judged is green, and what is certain counts before what is not.
@Suite struct UndeterminedTests {
  private static let lost = "unsigned long inside = (from & ~mask) >> PAGE_SHIFT;"

  /// A tree in which hugetlb entries cannot be read, and the memory that ran out is told as -EFAULT.
  private static func tree(isBroken: Bool = true) throws -> Scratch {
    let scratch = try KernelTests.changed(lost, lost + "\n\tasm goto(\"nop\" : : : : out);")
    if isBroken { try edit(scratch, "return -ENOMEM;", "return -EFAULT;") }
    return scratch
  }

  private static func edit(_ scratch: Scratch, _ old: String, _ new: String) throws {
    let file = scratch.url.appendingPathComponent("tree/mm/hmm.c")
    let text = try String(contentsOf: file, encoding: .utf8)
    try #require(text.contains(old))
    try Data(text.replacing(old, with: new).utf8).write(to: file)
  }

  private static func value(_ run: Invocation) throws -> [String: Any] {
    try #require(try JSONSerialization.jsonObject(with: Data(run.output.utf8)) as? [String: Any])
  }

  /// 1 before 125 before 0, with --expect as without; what --expect names may be where nothing was
  /// judged. The conclusion of JSON is the status.
  @Test(arguments: [
    ([], 1, "violated"), (["--expect", "C1"], 125, "undetermined"),
    (["--expect", "C1,C6"], 125, "undetermined"), (["--expect", "C6"], 1, "violated"),
    (["--only", "C6"], 125, "undetermined"),
    (["--only", "C6", "--expect", "C6"], 125, "undetermined"),
  ])
  func theOrderOfStatuses(_ more: [String], _ status: Int, _ conclusion: String) throws {
    let scratch = try Self.tree()
    let arguments = ["--kernel", scratch.file("tree"), "--seeds", "600"] + more
    for extra in [[], ["--config", "all", "--config", "TRANSPARENT_HUGEPAGE=y"]] {
      let run = try Invocation(arguments + extra + ["--format", "json"])
      #expect(Int(run.status) == status, "\(more) \(extra): \(run.errors)")
      #expect(try Self.value(run)["conclusion"] as? String == conclusion)
    }
  }

  @Test func whatIsExpectedIsZeroWhereAllWasJudged() throws {
    let scratch = try KernelTests.changed("return -ENOMEM;", "return -EFAULT;")
    let arguments = ["--kernel", scratch.file("tree"), "--seeds", "1000", "--expect"]
    let known = try Invocation(arguments + ["C1", "--format", "json"])
    #expect(known.status == 0)
    #expect(try Self.value(known)["conclusion"] as? String == "expected")
    let more = try Invocation(arguments + ["C1,C6", "--format", "json"])
    #expect(more.status == 1)
    #expect(try Self.value(more)["conclusion"] as? String == "violated")
    #expect(
      try Self.value(more)["surprises"] as? [String]
        == ["C6 is not broken, which --expect names"])
    // Neither green nor red for what is known; red for what did not come.
    let ktap = try Invocation(arguments + ["C1,C6", "--format", "ktap"])
    #expect(ktap.output.contains("# SKIP known (--expect)"), "\(ktap.output)")
    #expect(ktap.output.contains("not ok 26 what --expect names is broken\n"), "\(ktap.output)")
  }

  /// --expect names defects, not what else went wrong.
  @Test func whatIsExpectedExcusesNothingElse() throws {
    let run = try Invocation(
      "--seeds", "300", "--revision", "v5.6", "--only", "C14,C21", "--require-exercised",
      "--expect", "C14")
    #expect(run.status == 1)
    // Nothing of what --expect names is wrong.
    #expect(run.errors == "")
    let scratch = try Scratch()
    try "{}".write(toFile: scratch.file("a.json"), atomically: true, encoding: .utf8)
    let refused = try Invocation(
      "--seeds", "300", "--corpus", scratch.path, "--format", "json")
    #expect(refused.status == 64)
    #expect(try Self.value(refused)["conclusion"] as? String == "refused")
  }

  @Test func theReasonIsToldInEveryForm() throws {
    let scratch = try Self.tree(isBroken: false)
    let arguments = ["--kernel", scratch.file("tree"), "--seeds", "600"]
    let text = try Invocation(arguments)
    #expect(text.status == 125)
    let words = text.output.split { $0.isWhitespace }.joined(separator: " ")
    let told = try #require(
      words.firstMatch(
        of:
          /(\d+) scenarios not judged: sweep_hugetlb\(\) \(mm\/hmm\.c:(\d+)\): inline assembly; first on seed (\d+)/
      ))
    #expect(!text.output.contains("than is kept"))

    let json = try Self.value(try Invocation(arguments + ["--format", "json"]))
    let reasons = try #require(json["notJudged"] as? [[String: Any]])
    #expect(reasons.count == 1)
    #expect(reasons[0]["function"] as? String == "sweep_hugetlb")
    #expect(reasons[0]["cause"] as? String == "not-understood")
    #expect(reasons[0]["file"] as? String == "mm/hmm.c")
    #expect(reasons[0]["line"] as? Int == Int(told.2))
    #expect(reasons[0]["construct"] as? String == "inline assembly")
    #expect(reasons[0]["scenarios"] as? Int == Int(told.1))

    // No clause is green.
    let ktap = try Invocation(arguments + ["--format", "ktap"])
    let lines = ktap.output.split(separator: "\n")
    #expect(lines.count { $0.hasPrefix("not ok ") && $0.hasSuffix(" # ERROR undetermined") } == 26)
    #expect(!lines.contains { $0.hasPrefix("ok ") }, "\(ktap.output)")
    #expect(ktap.output.contains("sweep_hugetlb() (mm/hmm.c:"))
    let junit = try Invocation(arguments + ["--format", "junit"])
    #expect(
      junit.output.contains("tests=\"26\" failures=\"0\" errors=\"26\" skipped=\"0\""),
      "\(junit.output.prefix(400))")
    #expect(junit.output.contains("sweep_hugetlb() (mm/hmm.c:"))
  }

  @Test func aReplayThatWasNotJudged() throws {
    let scratch = try Self.tree(isBroken: false)
    let cases = try Scratch()
    let file = cases.file("hugetlb.json")
    try """
    {"format": 1, "count": 1, "vmas": [{"start": 0, "end": 16, "flags": "READ WRITE", "hugetlb": "pmd"}],
     "pmds": ["none"]}
    """.write(toFile: file, atomically: true, encoding: .utf8)
    let arguments = ["replay", "--kernel", scratch.file("tree"), file]
    let text = try Invocation(arguments)
    #expect(text.status == 125, "\(text.output)\(text.errors)")
    #expect(text.output.contains("not judged: sweep_hugetlb() (mm/hmm.c:"), "\(text.output)")
    let json = try Self.value(try Invocation(arguments + ["--format", "json"]))
    #expect(json["conclusion"] as? String == "undetermined")
    let junit = try Invocation(arguments + ["--format", "junit"])
    #expect(junit.output.contains("failures=\"0\" errors=\"1\" skipped=\"0\""))
  }

  @Test func aDifferenceThatWasNotJudged() throws {
    let scratch = try Self.tree(isBroken: false)
    let tree = scratch.file("tree")
    let arguments = ["diff", tree, tree, "--seeds", "400", "--no-solver"]
    let text = try Invocation(arguments)
    #expect(text.status == 125)
    #expect(text.output.contains("not judged: sweep_hugetlb() (mm/hmm.c:"), "\(text.output)")
    let json = try Self.value(try Invocation(arguments + ["--format", "json"]))
    #expect(json["conclusion"] as? String == "undetermined")
    // A difference that was seen is certain.
    let other = try KernelTests.changed("return -ENOMEM;", "return -EFAULT;")
    #expect(
      try Invocation(
        "diff", tree, other.file("tree"), "--seeds", "1000", "--no-solver"
      ).status == 1)
  }

  /// A mutant that runs only where the text itself is not understood.
  @Test func aMutantThatWasNotJudged() throws {
    let scratch = try Self.tree(isBroken: false)
    let run = try Invocation(
      "mutants", "--kernel", scratch.file("tree"), "--seeds", "300", "--only", "fault_one",
      "--format", "json")
    let outcome = try Self.value(run)
    let differs = (outcome["totals"] as? [String: Any])?["differs"] as? Int
    #expect(run.status == (differs == 0 ? 125 : 1))
    #expect(outcome["conclusion"] as? String == (differs == 0 ? "undetermined" : "survived"))
    #expect(try #require(outcome["unjudged"] as? Int) > 0)
  }

  // MARK: Texts that cannot be read

  /// 64 is for what was typed: `git bisect run` takes it for a bad commit.
  @Test(arguments: [
    ["check", "--seeds", "10", "--kernel"], ["replay", "Counterexamples", "--kernel"],
    ["mutants", "--kernel"], ["prove", "--only", "decisions", "--kernel"],
    ["explain", "1", "--kernel"], ["check", "--seeds", "10", "--config", "all", "--kernel"],
    ["diff", "v6.12"],
  ])
  func aTextThatCannotBeReadIsUndetermined(_ arguments: [String]) throws {
    let scratch = try KernelTests.changed(
      "int hmm_range_fault(struct hmm_range *range)\n{",
      "int hmm_range_fault(struct hmm_range *range)\n{\nasm goto(\"nop\" : : : : out);")
    let run = try Invocation(arguments + [scratch.file("tree")])
    #expect(run.status == 125, "\(run.errors)")
    if arguments.contains("all") {
      #expect(run.output.contains("inline assembly"), "\(run.output)")
    } else {
      #expect(run.output == "")
      #expect(run.errors.hasPrefix("hmmcheck: mm/hmm.c:"), "\(run.errors)")
      #expect(run.errors.hasSuffix(": inline assembly\n"), "\(run.errors)")
      #expect(run.errors.split(separator: "\n").count == 1)
    }
    let none = try Invocation(arguments + ["/nonexistent/tree"])
    #expect(none.status == 64, "\(none.errors)")
  }

  @Test func aRevisionWithoutTheFileIsUndetermined() throws {
    let scratch = try Scratch()
    for arguments in [
      ["init", "--quiet"],
      [
        "-c", "user.name=test", "-c", "user.email=test@localhost", "commit", "--quiet",
        "--allow-empty", "-m", "one",
      ],
    ] {
      let git = Process()
      git.executableURL = URL(fileURLWithPath: "/usr/bin/env")
      git.arguments = ["git", "-C", scratch.path] + arguments
      try git.run()
      git.waitUntilExit()
      try #require(git.terminationStatus == 0)
    }
    let run = try Invocation("--kernel", "\(scratch.path)@HEAD", "--seeds", "10")
    #expect(run.status == 125)
    #expect(run.errors.hasPrefix("hmmcheck: \(scratch.path)@HEAD has no mm/hmm.c"), "\(run.errors)")
    // The work tree of it, as in git bisect run.
    #expect(try Invocation("--kernel", scratch.path, "--seeds", "10").status == 125)
    #expect(try Invocation("--kernel", "\(scratch.path)@none", "--seeds", "10").status == 64)
  }

  // MARK: The corpus

  @Test func aCorpusThatIsNotThere() throws {
    let typed = try Invocation("--seeds", "10", "--corpus", "/nonexistent/corpus")
    #expect(typed.status == 64)
    #expect(
      typed.errors.hasPrefix(
        "Error: --corpus /nonexistent/corpus: there is no such directory or file\n"),
      "\(typed.errors)")
    let scratch = try Scratch()
    func run(_ format: String) throws -> Invocation {
      try Invocation("--seeds", "10", "--format", format, directory: scratch.url)
    }
    let notice = "corpus: there is no Counterexamples here: no case was run again"
    let text = try run("text")
    #expect(text.status == 0)
    #expect(text.output.hasPrefix("\(notice)\n"), "\(text.output)")
    #expect(try run("ktap").output.contains("# \(notice)\n"))
    #expect(try run("junit").output.contains(notice))
    #expect(try Self.value(try run("json"))["missingCorpus"] as? String == "Counterexamples")
    #expect(try !Invocation("--seeds", "10").output.contains("corpus: there is no"))
  }
}
