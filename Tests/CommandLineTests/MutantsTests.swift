// SPDX-License-Identifier: GPL-2.0-or-later

import Foundation
import Testing

/// `hmmcheck mutants`.
@Suite struct MutantsTests {
  /// A tree whose hmm_range_fault answers one thing.
  private static func tree(_ body: String) throws -> Scratch {
    let scratch = try Scratch()
    let header = """
      #define HMM_PFN_VALID (1UL << 63)
      #define HMM_PFN_WRITE (1UL << 62)
      #define HMM_PFN_ERROR (1UL << 61)
      struct hmm_range {
        struct mmu_interval_notifier *notifier;
        unsigned long notifier_seq, start, end;
        unsigned long *hmm_pfns;
        unsigned long default_flags, pfn_flags_mask;
        void *dev_private_owner;
      };
      """
    let walk = """
      #include <linux/hmm.h>
      #include <linux/mm.h>
      static int answer(int code) { return code; }
      int hmm_range_fault(struct hmm_range *range)
      {
        \(body)
      }

      """
    for (name, text) in [("include/linux/hmm.h", header), ("mm/hmm.c", walk)] {
      let file = scratch.url.appendingPathComponent(name)
      try FileManager.default.createDirectory(
        at: file.deletingLastPathComponent(), withIntermediateDirectories: true)
      try Data(text.utf8).write(to: file)
    }
    return scratch
  }

  @Test func theTableAndTheTotals() throws {
    let tree = try Self.tree("return -EFAULT;")
    let run = try Invocation("mutants", "--kernel", tree.path, "--seeds", "100", "--jobs", "2")
    #expect(run.errors == "")
    #expect(run.status == 0)
    #expect(run.output.hasPrefix("hmm_range_fault\n  6     statement   killed"))
    #expect(run.output.contains("return -EFAULT; -> return -EPERM;"))
    #expect(run.output.contains("of 4 mutants: 4 killed"))
  }

  @Test func theReportForPrograms() throws {
    let tree = try Self.tree("return -EFAULT;")
    let run = try Invocation(
      "mutants", "--kernel", tree.path, "--seeds", "100", "--only", "hmm_range_fault", "--format",
      "json", "-o", tree.file("report.json"))
    #expect(run.status == 0)
    let report = try String(contentsOfFile: tree.file("report.json"), encoding: .utf8)
    #expect(report.contains("\"kind\": \"mutants\""))
    #expect(report.contains("\"id\": \"hmm_range_fault:6:code:1\""))
  }

  /// Of a text whose calls are no rounds nothing is proved for any length: the measure fails.
  @Test func aProverIsMeasured() throws {
    let tree = try Self.tree("return -EFAULT;")
    let run = try Invocation(
      "mutants", "--kernel", tree.path, "--seeds", "100", "--prove", "--sample", "2")
    #expect(run.status == 1)
    let text = run.output.split { $0.isWhitespace }.joined(separator: " ")
    #expect(text.contains("0 of 0 mutants proved for any length"), "\(run.output)")
    #expect(text.contains("0 clauses proved for any length, fewer than 15"), "\(run.output)")
    #expect(run.errors.hasPrefix("proved of the text itself for any length:"), "\(run.errors)")
  }

  @Test func whatIsNotUnderstoodIsNotJudged() throws {
    let tree = try Self.tree("return unknown_to_all();")
    let run = try Invocation("mutants", "--kernel", tree.path, "--seeds", "100")
    #expect(run.status == 125)
    #expect(run.output.contains("none could be judged"))
  }

  @Test func badUsageIsSixtyFour() throws {
    let tree = try Self.tree("return answer(-EFAULT);")
    for (arguments, hint) in [
      (["mutants"], "--kernel TREE"),
      (["mutants", "--kernel", "/nowhere/at/all"], "no directory"),
      (["mutants", "--kernel", tree.path, "--only", "answers"], "answer"),
      (["mutants", "--kernel", tree.path, "--seeds", "0"], "seeds"),
      (["mutants", "--kernel", tree.path, "--jobs", "0"], "1 to 1024"),
      (["mutants", "--kernel", tree.path, "--sample", "3"], "--prove"),
      (["mutants", "--kernel", tree.path, "--prove", "--sample", "0"], "--sample 0"),
      (["mutants", "--kernel", tree.path, "--prove", "--solver"], "--solver"),
    ] {
      let run = try Invocation(arguments)
      #expect(run.status == 64, "\(arguments)")
      #expect(run.errors.contains(hint), "\(run.errors)")
    }
  }
}
