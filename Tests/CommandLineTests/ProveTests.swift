// SPDX-License-Identifier: GPL-2.0-or-later

import Foundation
import Solver
import Testing

/// `hmmcheck prove` as a person meets it.
@Suite struct ProveTests {
  @Test func decisionsAreProved() throws {
    let run = try Invocation("prove", "--only", "decisions")
    #expect(run.status == 0)
    #expect(run.output.contains("need-fault.6.16"))
    #expect(run.output.contains("proved"))
    #expect(run.errors == "")
  }

  /// A defect comes back as a case that has been run, with the fix that mends it.
  @Test func aDefectIsRefutedByARun() throws {
    let run = try Invocation(
      "prove", "--without", "pte-keeps-request", "--only", "bounded.1-pages-outcome.C7")
    #expect(run.status == 1)
    #expect(run.output.contains("refuted"))
    #expect(run.output.contains("1 page"))
    #expect(run.output.contains("pte-keeps-request"))
  }

  /// A time-out is never a pass.
  @Test func aSmallBudgetLeavesItOpen() throws {
    let run = try Invocation("prove", "--only", "entries.pte.outputs", "--budget", "2000")
    #expect(run.status == 125)
    #expect(run.output.contains("undetermined"))
  }

  /// Ctrl-C ends the workers, and what is known is told.
  @Test func interruptionTellsTheTableSoFar() throws {
    let run = try Invocation(["prove", "--only", "witness", "--jobs", "1"], interruptAfter: 3)
    #expect(run.status == 125)
    #expect(run.output.contains("interrupted"))
    #expect(run.output.contains("C25"))
  }

  /// Not all was asked: that no defect is missing means nothing.
  @Test func anInterruptedTableOfFixesIsOpen() throws {
    let run = try Invocation(["prove", "--each-fix", "--jobs", "1"], interruptAfter: 3)
    #expect(run.status == 125)
    #expect(run.output.hasSuffix("interrupted\n"), "\(run.output)")
  }

  @Test func queriesAreWritten() throws {
    let scratch = try Scratch()
    let directory = scratch.file("queries")
    let run = try Invocation("prove", "--only", "decisions.range-need", "--smt", directory)
    #expect(run.status == 0)
    let files = try FileManager.default.contentsOfDirectory(atPath: directory)
    #expect(files.count == 18)
    let text = try String(contentsOfFile: "\(directory)/\(files[0])", encoding: .utf8)
    #expect(text.contains("(check-sat)"))
  }

  @Test(.enabled(if: ExternalSolver.cvc5.isInstalled, "cvc5 is installed"))
  func aSecondSolverAgrees() throws {
    let run = try Invocation("prove", "--only", "decisions.range-need", "--cross-check")
    #expect(run.status == 0)
    #expect(run.output.contains("decisions: 18 of 18 confirmed by cvc5\n"), "\(run.output)")
  }

  @Test func everyFormatIsWritten() throws {
    for (format, sign) in [
      ("json", "\"conclusion\": \"proved\""), ("ktap", "KTAP version 1"), ("junit", "<testsuite"),
    ] {
      let run = try Invocation("prove", "--only", "decisions.range-need", "--format", format)
      #expect(run.status == 0)
      #expect(run.output.contains(sign), "\(run.output)")
    }
  }

  @Test(arguments: [
    (["--only", "witnes"], "witness"), (["--only", "C66"], "C6"), (["--jobs", "0"], "1 to 1024"),
    (["--budget", "-1"], "--budget"), (["--revision", "v9"], "revision"),
    (["--cross-partial"], "--cross-check"), (["--cross-check", "--each-fix"], "--each-fix"),
    (["--cross-check", "--protocol"], "--protocol"),
    (["--no-checks"], "--kernel"), (["--checks-seeds", "9"], "--kernel"),
  ])
  func badUsageIsSixtyFour(_ arguments: [String], _ hint: String) throws {
    let run = try Invocation(["prove"] + arguments)
    #expect(run.status == 64)
    #expect(run.errors.contains(hint), "\(run.errors)")
  }
}
