// SPDX-License-Identifier: GPL-2.0-or-later

import Foundation
import Testing

/// What a check says of the lines that ran, `--require-reached`, and `cover`.
@Suite struct CoverTests {
  /// A tree with a line that no call can reach, and its number.
  private static func treeWithDeadLine() throws -> (scratch: Scratch, line: Int) {
    let scratch = try KernelTests.changed(
      "return -ENOMEM;", "{\nif (!sweep)\n\treturn -EBUSY;\nreturn -ENOMEM;\n}")
    let text = try String(contentsOfFile: scratch.file("tree") + "/mm/hmm.c", encoding: .utf8)
    let lines = text.split(separator: "\n", omittingEmptySubsequences: false)
    return (scratch, try #require(lines.firstIndex { $0.contains("if (!sweep)") }) + 2)
  }

  private static func words(_ text: String) -> String {
    text.split { $0.isWhitespace }.joined(separator: " ")
  }

  @Test func aCheckEndsWithWhatItReached() throws {
    let (scratch, line) = try Self.treeWithDeadLine()
    let run = try Invocation("--kernel", scratch.file("tree"), "--seeds", "3000")
    #expect(run.status == 0, "\(run.output)")
    let found = try #require(
      Self.words(run.output).firstMatch(
        of:
          /reached (\d+) of (\d+) lines, (\d+) of (\d+) branches; not reached: (.*) 6\.12\.0: held/)
    )
    let (some, all) = (try #require(Int(found.1)), try #require(Int(found.2)))
    #expect(some < all)
    #expect(found.5.contains("mm/hmm.c:\(line) "), "\(found.5)")
    // In the report for programs line by line.
    let json = try Invocation(
      "--kernel", scratch.file("tree"), "--seeds", "3000", "--format", "json", "--jobs", "1")
    let text = try #require(try Self.coverage(json.output)["text"] as? [String: Any])
    let lines = (text["functions"] as? [[String: Any]] ?? [])
      .flatMap { $0["lines"] as? [[String: Any]] ?? [] }
    #expect(lines.count == all)
    #expect(lines.count { $0["runs"] as? Int ?? 0 > 0 } == some)
    let dead = lines.filter { $0["line"] as? Int == line }
    #expect(dead.map { $0["runs"] as? Int } == [0])
  }

  private static func coverage(_ json: String) throws -> [String: Any] {
    let report = try JSONSerialization.jsonObject(with: Data(json.utf8)) as? [String: Any]
    return try #require(report?["coverage"] as? [String: Any])
  }

  @Test func countsDoNotDependOnJobs() throws {
    let one = try Invocation(
      "cover", "--kernel", KernelTests.tree, "--seeds", "2500", "--jobs", "1", "--json")
    let three = try Invocation(
      "cover", "--kernel", KernelTests.tree, "--seeds", "2500", "--jobs", "3", "--json")
    #expect(one.status == 0)
    #expect(one.output == three.output)
    #expect(one.output.contains("\"lines\": {\"reached\": 183, \"all\": 183}"))
  }

  /// The line makes the status 125, unless it is left out with a reason; then a list that names what
  /// is reached does.
  @Test func whatMustBeReached() throws {
    let (scratch, line) = try Self.treeWithDeadLine()
    let tree = scratch.file("tree")
    let check = ["--kernel", tree, "--seeds", "3000"]
    let strict = try Invocation(check + ["--require-reached"])
    #expect(strict.status == 125, "\(strict.output)")
    #expect(strict.output.contains("mm/hmm.c:\(line) "))
    let told = try #require(strict.output.range(of: "required to be reached\n"))
    let missing = strict.output[told.upperBound...].split(separator: "\n").map(String.init).filter {
      $0.hasSuffix(" is not reached")
    }
    let entries = try missing.map { text in
      let parts = text.split(separator: " ")
      let place = try #require(parts[0].split(separator: ":").last)
      return "\(parts[1]):\(place) cannot be reached"
    }
    let list = scratch.file("list")
    try Data(entries.joined(separator: "\n").utf8).write(to: URL(fileURLWithPath: list))
    let known = try Invocation(check + ["--require-reached", list])
    #expect(known.status == 0, "\(known.output)")
    let same = try Invocation(check + ["--require-reached", entries.joined(separator: ", ")])
    #expect(same.status == 0, "\(same.output)")
    let stale = try Invocation(
      check + [
        "--require-reached", (entries + ["hmm_range_fault:1 no code"]).joined(separator: ","),
      ])
    #expect(stale.status == 125)
    #expect(
      Self.words(stale.output).contains(
        "--require-reached: hmm_range_fault:1: the function has no such line with code"))
  }

  /// A variation of a seed is explained and checked by its name.
  @Test func aVariationOfASeed() throws {
    let tree = KernelTests.tree
    let own = try Invocation("explain", "--kernel", tree, "42")
    let varied = try (1...6).map { try Invocation("explain", "--kernel", tree, "42+\($0)") }
    #expect(varied.allSatisfy { $0.status == 0 })
    #expect(Set(varied.map(\.output) + [own.output]).count > 4)
    let check = try Invocation("--kernel", tree, "--seed", "42+3", "--seeds", "1")
    #expect(check.status == 0, "\(check.errors)")
    for wrong in ["42+0", "42+", "42+x", "42+1+2"] {
      let run = try Invocation("--kernel", tree, "--seed", wrong, "--seeds", "1")
      #expect(run.status == 64, "\(wrong)")
    }
    let many = try Invocation("--kernel", tree, "--seeds", "2000")
    #expect(many.output.contains("2000 scenarios and "), "\(many.output)")
  }

  /// A violation comes first.
  @Test func aViolationIsOne() throws {
    let scratch = try KernelTests.changed("*what = lack;", ";")
    let run = try Invocation(
      "--kernel", scratch.file("tree"), "--seeds", "1000", "--only", "C27", "--require-reached")
    #expect(run.status == 1)
    let known = try Invocation(
      "--kernel", scratch.file("tree"), "--seeds", "1000", "--only", "C27", "--expect", "C27",
      "--require-reached")
    #expect(known.status == 125)
  }

  @Test func theTextWithCounts() throws {
    let (scratch, line) = try Self.treeWithDeadLine()
    let run = try Invocation("cover", "--kernel", scratch.file("tree"), "--seeds", "1000")
    #expect(run.status == 0, "\(run.errors)")
    let rows = run.output.split(separator: "\n").map { Self.words(String($0)) }
    #expect(rows.first == "mm/hmm.c")
    #expect(rows.contains("##### \(line) return -EBUSY;"))
    #expect(rows.contains { $0.wholeMatch(of: /! column \d+: true 0, false \d+/) != nil })
    #expect(rows.contains { $0.hasPrefix("- 1 ") })
    #expect(run.output.hasSuffix("6.12.0: 1000 scenarios\n"))
  }

  /// What is exported and not judged is named, with the reason, and is not counted.
  @Test func whatIsNotJudgedIsNamed() throws {
    let scratch = try KernelTests.changed(
      "int hmm_range_fault(struct hmm_range *range)\n{",
      """
      static int halve(int count)
      {
      \treturn count / 2;
      }

      int hmm_dma_count(int count)
      {
      \treturn halve(count);
      }
      EXPORT_SYMBOL_GPL(hmm_dma_count);

      int hmm_range_fault_gently(struct hmm_range *range)
      {
      \treturn 0;
      }
      EXPORT_SYMBOL(hmm_range_fault_gently);

      int hmm_range_fault(struct hmm_range *range)
      {
      """)
    let run = try Invocation("--kernel", scratch.file("tree"), "--seeds", "500")
    #expect(run.status == 0, "\(run.output)")
    let words = Self.words(run.output)
    #expect(words.contains("not judged: hmm_dma_count (DMA mappings have no model)"), "\(words)")
    #expect(
      words.contains("not judged: hmm_range_fault_gently (it is not known how it is called)"))
    #expect(!words.contains("halve"))
    let json = try Invocation(
      "--kernel", scratch.file("tree"), "--seeds", "500", "--format", "json")
    let report = try JSONSerialization.jsonObject(with: Data(json.output.utf8)) as? [String: Any]
    let entries = report?["entryPoints"] as? [[String: Any]] ?? []
    let judged = entries.filter { $0["judged"] as? Bool == true }.map { $0["name"] as? String }
    #expect(judged == ["hmm_range_fault"])
    #expect(entries.count == 3)
    let functions =
      (try Self.coverage(json.output)["text"] as? [String: Any])?["functions"]
      as? [[String: Any]] ?? []
    let halve = functions.first { $0["name"] as? String == "halve" }
    #expect(halve?["notCounted"] as? String == "DMA mappings have no model")
  }

  @Test(arguments: [
    (["--require-reached"], "--require-reached goes with --kernel TREE"),
    (
      ["--kernel", KernelTests.tree, "--config", "all", "--require-reached"],
      "--require-reached is of one configuration: without --config all"
    ),
    (
      ["--kernel", KernelTests.tree, "--require-reached", "/nonexistent"],
      "--require-reached /nonexistent is no file, and no list as in 'hmm_vma_walk_pud:12-14 REASON'"
    ),
    (
      ["--kernel", KernelTests.tree, "--require-reached", "walk never"],
      "--require-reached: 'walk' names no lines of a function; an entry is FUNCTION:FIRST-LAST"
        + " REASON, or FUNCTION \"TEXT OF THE LINE\" REASON"
    ),
    (
      ["--kernel", KernelTests.tree, "--require-reached", "Tests"],
      "--require-reached Tests cannot be read as text"
    ),
  ])
  func badUsage(_ arguments: [String], _ line: String) throws {
    let run = try Invocation(arguments + ["--seeds", "10"])
    #expect(run.status == 64)
    #expect(run.errors.hasPrefix("Error: \(line)\n"), "\(run.errors)")
  }
}
