// SPDX-License-Identifier: GPL-2.0-or-later

import Foundation
import Testing

/// `--kernel TREE`, and `diff` of trees.
@Suite struct KernelTests {
  static let tree = "Tests/Fixtures/tree"

  /// A copy of the tree with a part of a file of it replaced.
  static func changed(
    _ old: String, _ new: String, in name: String = "mm/hmm.c"
  ) throws -> Scratch {
    let scratch = try Scratch()
    let copy = scratch.url.appendingPathComponent("tree")
    try FileManager.default.copyItem(
      at: Invocation.package.appendingPathComponent(tree), to: copy)
    let file = copy.appendingPathComponent(name)
    let text = try String(contentsOf: file, encoding: .utf8)
    try #require(text.ranges(of: old).count == 1)
    try Data(text.replacing(old, with: new).utf8).write(to: file)
    return scratch
  }

  @Test func heldIsZero() throws {
    let run = try Invocation("--kernel", Self.tree, "--seeds", "1000", "--strict")
    #expect(run.status == 0, "\(run.output)")
    #expect(run.output.hasSuffix("6.12.0: held on 1000 scenarios\n"))
    #expect(run.errors == "")
  }

  @Test func aDefectIsToldWithItsLine() throws {
    let scratch = try Self.changed("*what = lack;", ";")
    let tree = scratch.file("tree")
    let run = try Invocation("--kernel", tree, "--seeds", "1000", "--only", "C27")
    #expect(run.status == 1)
    let text = try String(contentsOfFile: "\(tree)/mm/hmm.c", encoding: .utf8)
    let lines = text.split(separator: "\n", omittingEmptySubsequences: false)
    let call = "return pause_to_fault(sweep, vma, from, address, lack);"
    let places = lines.indices.filter { lines[$0].contains(call) }.map {
      "mm/hmm.c:\($0 + 1): value used before it was set"
    }
    #expect(places.count == 2)
    #expect(places.contains { run.output.contains($0) }, "\(run.output)")
    #expect(run.output.contains("hmmcheck --kernel "))
  }

  @Test func whatIsNotUnderstoodIsUndetermined() throws {
    let line = "unsigned long inside = (from & ~mask) >> PAGE_SHIFT;"
    let scratch = try Self.changed(line, line + "\n\tasm goto(\"nop\" : : : : out);")
    let run = try Invocation("--kernel", scratch.file("tree"), "--seeds", "600")
    #expect(run.status == 125, "\(run.output)")
    // Where nobody goes there, it does not matter.
    let without = try Invocation(
      "--kernel", scratch.file("tree"), "--seeds", "600", "--config", "HUGETLB_PAGE=n")
    #expect(without.status == 0, "\(without.output)")
  }

  @Test func aConfiguration() throws {
    let off = try Invocation(
      "--kernel", Self.tree, "--seeds", "300", "--config", "HUGETLB_PAGE=n", "--config",
      "CONFIG_TRANSPARENT_HUGEPAGE=n")
    #expect(off.status == 0)
    let words = off.output.split { $0.isWhitespace }.joined(separator: " ")
    #expect(
      words.hasSuffix("6.12.0 without HUGETLB_PAGE, TRANSPARENT_HUGEPAGE: held on 300 scenarios"))
    let scratch = try Scratch()
    let file = scratch.file("config")
    try """
    CONFIG_HUGETLB_PAGE=y
    # CONFIG_TRANSPARENT_HUGEPAGE is not set
    CONFIG_HAVE_ARCH_TRANSPARENT_HUGEPAGE_PUD=y

    """.write(toFile: file, atomically: true, encoding: .utf8)
    let read = try Invocation("--kernel", Self.tree, "--seeds", "300", "--config", file)
    #expect(read.status == 0)
    #expect(read.output.hasSuffix("6.12.0 without TRANSPARENT_HUGEPAGE: held on 300 scenarios\n"))
    let both = try Invocation(
      "--kernel", Self.tree, "--seeds", "300", "--config", file, "--config",
      "TRANSPARENT_HUGEPAGE=y")
    #expect(both.output.hasSuffix("6.12.0: held on 300 scenarios\n"))
  }

  /// No clause is broken by a WARN, but it is told, and where.
  @Test func aWarningIsTold() throws {
    let scratch = try Self.changed(
      "return -ENOMEM;", "{\nWARN_ON_ONCE(sweep);\nreturn -ENOMEM;\n}")
    let tree = scratch.file("tree")
    let run = try Invocation("--kernel", tree, "--seeds", "1000")
    #expect(run.status == 0)
    let words = run.output.split { $0.isWhitespace }.joined(separator: " ")
    let told = try #require(
      words.firstMatch(of: /held on 1000 scenarios; a WARN fired on \d+, first on seed (\d+)$/))
    let text = try String(contentsOfFile: "\(tree)/mm/hmm.c", encoding: .utf8)
    let lines = text.split(separator: "\n", omittingEmptySubsequences: false)
    let line = try #require(lines.firstIndex { $0.contains("WARN_ON_ONCE(sweep)") })
    let explained = try Invocation("explain", "--kernel", tree, String(told.1))
    #expect(explained.output.contains("a WARN fired"), "\(explained.output)")
    #expect(explained.output.contains("WARN at mm/hmm.c:\(line + 1)"), "\(explained.output)")
  }

  /// One line that says what is wrong, before anything runs.
  @Test(arguments: [
    (
      ["--kernel", "/nonexistent"],
      "/nonexistent is no directory, no archive, and no revision of one as in linux@v6.6"
    ),
    (["--kernel", ""], "the name of a kernel's tree is empty"),
    (["--config", "HUGETLB_PAGE=n"], "--config goes with --kernel TREE"),
    (
      ["--kernel", tree, "--config", "HUGETLB_PAGE"],
      "--config HUGETLB_PAGE is neither a file nor a setting such as HUGETLB_PAGE=n"
    ),
    (
      ["--kernel", tree, "--config", "HUGETLB_PAGE=maybe"],
      "--config HUGETLB_PAGE=maybe is neither a file nor a setting such as HUGETLB_PAGE=n"
    ),
    (["--kernel", tree, "--config", "Tests"], "--config Tests cannot be read as text"),
    (
      ["--kernel", tree, "--revision", "v6.1"],
      "--kernel checks the text as it is: without --revision and --without"
    ),
    (
      ["--kernel", tree, "--without", "poison-asks-need"],
      "--kernel checks the text as it is: without --revision and --without"
    ),
  ])
  func badUsageIsSixtyFour(_ arguments: [String], _ line: String) throws {
    let run = try Invocation(arguments + ["--seeds", "10"])
    #expect(run.status == 64)
    #expect(run.output == "")
    #expect(run.errors.hasPrefix("Error: \(line)"), "\(run.errors)")
    // Behind the line there is the hint at --help only.
    #expect(run.errors.split(separator: "\n").count == 3, "\(run.errors)")
  }

  @Test func aTextWithoutTheWalk() throws {
    let scratch = try Self.changed(
      "int hmm_range_fault(struct hmm_range *range)\n{",
      "int hmm_fault(struct hmm_range *range)\n{")
    let run = try Invocation("--kernel", scratch.file("tree"), "--seeds", "10")
    #expect(run.status == 125)
    #expect(
      run.errors
        == "hmmcheck: the text defines no hmm_range_fault, nor hmm_vma_fault and hmm_vma_get_pfns as"
        + " before 5.2\n")
    let folder = try Invocation("--kernel", "Tests/Fixtures", "--seeds", "10")
    #expect(folder.status == 125)
    #expect(
      folder.errors
        == "hmmcheck: Tests/Fixtures has no mm/hmm.c: a kernel's tree has it, from 4.14 on\n")
    let file = try Invocation("--kernel", "Package.swift", "--seeds", "10")
    #expect(file.status == 125)
    #expect(
      file.errors.hasPrefix(
        "hmmcheck: Package.swift is damaged, or no archive of a kernel's sources: "))
  }

  /// The solver finds nothing that random scenarios did not.
  @Test func aTreeDoesNotDifferFromItself() throws {
    let run = try Invocation("diff", Self.tree, Self.tree, "--seeds", "1000")
    #expect(run.status == 0)
    let words = run.output.split { $0.isWhitespace }.joined(separator: " ")
    #expect(
      words.hasPrefix(
        "6.12.0 and 6.12.0: the same outputs, results and effects on 1000 scenarios"
          + " proved for 1 page, 4 restarts: the same outputs, result, effects; "),
      "\(run.output)")
  }

  /// A difference that no random scenario was run for.
  @Test func aChangeIsFoundBySolver() throws {
    let scratch = try Self.changed("return -ENOMEM;", "return -EFAULT;")
    let run = try Invocation("diff", Self.tree, scratch.file("tree"), "--seeds", "0")
    #expect(run.status == 1)
    #expect(run.output.contains("result: 1 page, no event, by solver"), "\(run.output)")
    #expect(run.output.contains("result -ENOMEM"), "\(run.output)")
    #expect(run.output.contains("the same outputs, effects"), "\(run.output)")
  }

  @Test func aDifferenceAsJSON() throws {
    let scratch = try Self.changed("return -ENOMEM;", "return -EFAULT;")
    let run = try Invocation(
      "diff", Self.tree, scratch.file("tree"), "--seeds", "0", "--format", "json")
    #expect(run.status == 1)
    let report = try #require(
      try JSONSerialization.jsonObject(with: Data(run.output.utf8)) as? [String: Any])
    #expect(report["conclusion"] as? String == "different")
    #expect(report["complete"] as? Bool == true)
    let differences = try #require(report["differences"] as? [[String: Any]])
    #expect(differences.map { $0["kind"] as? String } == ["result"])
    #expect((differences[0]["older"] as? [String: Any])?["answer"] as? String == "-ENOMEM")
    #expect((differences[0]["newer"] as? [String: Any])?["answer"] as? String == "-EFAULT")
  }

  /// What a solver cannot follow is not proved to be the same.
  @Test func textThatIsNotUnderstoodIsNotProvedTheSame() throws {
    let line = "unsigned long inside = (from & ~PUD_MASK) >> PAGE_SHIFT;"
    let scratch = try Self.changed(line, line + "\n\tasm goto(\"nop\" : : : : out);")
    let tree = scratch.file("tree")
    let run = try Invocation("diff", tree, tree, "--seeds", "0")
    #expect(run.status == 125)
    #expect(run.output.contains("text that is not understood is reached"), "\(run.output)")
    let row = "bounded.1-pages-outcome.understood"
    let proof = try Invocation("prove", "--kernel", tree, "--no-checks", "--only", row)
    #expect(proof.status == 125, "\(proof.output)")
    #expect(proof.output.contains("1 undetermined"), "\(proof.output)")
    #expect(proof.output.contains("checks before belief were left out"), "\(proof.output)")
    let whole = try Invocation(
      "prove", "--kernel", Self.tree, "--checks-seeds", "200", "--only", row)
    #expect(whole.status == 0, "\(whole.output)")
    #expect(whole.output.hasPrefix("Checks before belief\n  rounds  not done  "), "\(whole.output)")
    #expect(whole.output.contains("  random  agreed    "), "\(whole.output)")
  }

  /// Obligations that are known to fail are told from others.
  @Test func knownFailuresOfProofsAreExpected() throws {
    let scratch = try Self.changed("return -ENOMEM;", "return -EFAULT;")
    let tree = scratch.file("tree")
    let row = "bounded.1-pages-outcome"
    func prove(_ expected: String) throws -> Invocation {
      try Invocation(
        "prove", "--kernel", tree, "--no-checks", "--only", "\(row).C1,\(row).C2", "--expect",
        expected)
    }
    let known = try prove("\(row).C1")
    #expect(known.status == 0, "\(known.output)\(known.errors)")
    let other = try prove("\(row).C2")
    #expect(other.status == 1)
    #expect(
      other.errors == """
        hmmcheck: \(row).C1 fails, which --expect does not name
        hmmcheck: \(row).C2 does not fail, which --expect names

        """)
    #expect(try prove("C99").status == 64)
  }

  @Test func aChangeIsFound() throws {
    let scratch = try Self.changed("return -ENOMEM;", "return -EFAULT;")
    let run = try Invocation("diff", Self.tree, scratch.file("tree"), "--seeds", "1000")
    #expect(run.status == 1)
    #expect(run.output.contains("result -ENOMEM"), "\(run.output)")
    #expect(run.output.contains("result -EFAULT"), "\(run.output)")
    let words = run.output.split { $0.isWhitespace }.joined(separator: " ")
    #expect(words.contains(" differences in "), "\(run.output)")
    // Both are of one version: what they are called tells them apart.
    for tree in [Self.tree, scratch.file("tree")] {
      #expect(run.output.contains(" in \(tree): "), "\(run.output)")
    }
  }

  @Test func aTreeAndARevision() throws {
    let run = try Invocation("diff", Self.tree, "conforming", "--seeds", "200")
    #expect([0, 1].contains(run.status))
    #expect(run.errors == "")
    let none = try Invocation("diff", Self.tree, "v6.99", "--seeds", "10")
    #expect(none.status == 64)
  }

  /// What is exempt is not proved: nothing is asked of a text that has no such functions.
  @Test func theSubcommandMayComeBehindTheTree() throws {
    let run = try Invocation("--kernel", Self.tree, "prove", "--only", "decisions")
    #expect(run.status == 125)
    #expect(run.output.contains("2 exempt"), "\(run.output)")
  }

  @Test func knownDefectsAreExpected() throws {
    let scratch = try Self.changed("return -ENOMEM;", "return -EFAULT;")
    let broken = scratch.file("tree")
    let known = try Invocation("--kernel", broken, "--seeds", "1000", "--expect", "C1")
    #expect(known.status == 0, "\(known.errors)")
    let more = try Invocation("--kernel", broken, "--seeds", "1000", "--expect", "C1,C6")
    #expect(more.status == 1)
    #expect(more.errors == "hmmcheck: C6 is not broken, which --expect names\n")
    let other = try Invocation("--kernel", broken, "--seeds", "1000", "--expect", "C6")
    #expect(other.errors.contains("C1 is broken, which --expect does not name"))
  }

  /// Which entries there were, and why; what was not given is told as well.
  @Test func theReportSaysWhichEntriesWereGiven() throws {
    let scratch = try Self.changed("PATCHLEVEL = 12", "PATCHLEVEL = 18", in: "Makefile")
    let tree = scratch.file("tree")
    try "bool is_pmd_device_private_entry(pmd_t pmd); /* PTE_MARKER_GUARD */\n".write(
      toFile: "\(tree)/include/linux/swapops.h", atomically: true, encoding: .utf8)
    func words(_ run: Invocation) -> String {
      run.output.split { $0.isWhitespace }.joined(separator: " ")
    }
    let named = words(try Invocation("--kernel", tree, "--seeds", "20"))
    #expect(named.contains("kinds: given pages, tables, swap, migration,"), "\(named)")
    #expect(named.contains("devmap PMDs, because the text asks pte_devmap;"), "\(named)")
    let others = try #require(named.firstRange(of: "known to hmmcheck but not given: "))
    let missing = named[others.upperBound...]
    #expect(
      missing.contains("device-private PMDs, because named, but 6.18 creates none: only 6.19"))
    #expect(
      missing.contains(
        "guard markers, accessed bits in swap entries, because include/linux/swapops.h does not name"
          + " them"),
      "\(missing)")
    let json = try Invocation("--kernel", tree, "--seeds", "20", "--format", "json").output
    #expect(json.contains("\"version\": \"6.18\""), "\(json)")
    #expect(json.contains("\"because\": \"include/linux/swapops.h does not name them\""))
    let refused = scratch.file("guard.json")
    try "{\"format\": 1, \"count\": 1, \"ptes\": [\"marker-guard\"]}".write(
      toFile: refused, atomically: true, encoding: .utf8)
    let run = try Invocation("replay", "--kernel", tree, refused)
    #expect(
      words(run).contains(
        "6.18.0 has no marker-guard entries: include/linux/swapops.h does not name them"))
  }

  /// A Makefile with line ends of another system says nothing.
  @Test(arguments: ["", "VERSION = 6\r\nPATCHLEVEL = 12\r\nSUBLEVEL = 0\r\n"])
  func anUnknownVersionIsTold(_ makefile: String) throws {
    let scratch = try Self.changed("*what = lack;", "*what = lack;")
    let tree = scratch.file("tree")
    try makefile.write(toFile: "\(tree)/Makefile", atomically: true, encoding: .utf8)
    let run = try Invocation("--kernel", tree, "--seeds", "20")
    #expect(run.output.contains("version unknown: "), "\(run.output)")
    #expect(run.output.contains("guard markers"), "\(run.output)")
  }
}
