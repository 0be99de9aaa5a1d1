// SPDX-License-Identifier: GPL-2.0-or-later

import Foundation
import Testing

/// What `hmmcheck diff` of two trees says of what it did not compare.
@Suite struct DiffTreesTests {
  /// What both texts say the same of is what ran of them: the rest is told by function and line.
  @Test func aComparisonTellsWhatRan() throws {
    let old = "static unsigned long slot("
    let scratch = try KernelTests.changed(
      old, "int hmm_spare(int n)\n{\n\treturn n + 1;\n}\nEXPORT_SYMBOL(hmm_spare);\n\n" + old)
    let run = try Invocation(
      "diff", "--no-solver", KernelTests.tree, scratch.file("tree"), "--seeds", "1000")
    #expect(run.status == 0, "\(run.output)\(run.errors)")
    let words = run.output.split { $0.isWhitespace }.joined(separator: " ")
    #expect(words.contains(": reached "), "\(run.output)")
    #expect(words.contains("not judged: hmm_spare ("), "\(run.output)")
    let json = try Invocation(
      "diff", "--no-solver", KernelTests.tree, scratch.file("tree"), "--seeds", "1000", "--format",
      "json")
    let report = try #require(
      try JSONSerialization.jsonObject(with: Data(json.output.utf8)) as? [String: Any])
    let reached = try #require(report["reached"] as? [[String: Any]])
    #expect(reached.count == 2)
    #expect(reached.allSatisfy { $0["text"] != nil && $0["entryPoints"] != nil })
  }

  /// What only one of two texts has is told, beside kinds of entries.
  @Test func aComparisonTellsWhatItLeavesOut() throws {
    let run = try Invocation(
      "diff", "--no-solver", "Tests/Fixtures/tree", "Tests/Fixtures/today", "--seeds", "300")
    let words = run.output.split { $0.isWhitespace }.joined(separator: " ")
    #expect(words.contains("not compared: bits that only "), "\(words)")
  }
}
