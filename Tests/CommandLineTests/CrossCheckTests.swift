// SPDX-License-Identifier: GPL-2.0-or-later

import Foundation
import Testing

/// `hmmcheck prove --cross-check` with second solvers that are of no use.
@Suite struct CrossCheckTests {
  /// Eighteen questions, claims and examples, with a cvc5 that is this script; `$q` is the query.
  private func prove(
    _ script: String, _ arguments: [String] = [], interruptAfter: Double? = nil
  ) throws -> Invocation {
    let scratch = try Scratch()
    let file = scratch.file("cvc5")
    try Data("#!/bin/sh\nfor q; do :; done\n\(script)\n".utf8)
      .write(to: URL(fileURLWithPath: file))
    try FileManager.default.setAttributes([.posixPermissions: 0o755], ofItemAtPath: file)
    return try Invocation(
      ["prove", "--only", "decisions.range-need", "--cross-check"] + arguments,
      interruptAfter: interruptAfter, path: scratch.path)
  }

  /// Says what Z3 says: what the examples describe is possible.
  private static let right =
    "grep -q '; decisions.range-need a page that writes' $q && echo sat || echo unsat"

  @Test(arguments: [
    ("echo unknown", "18 undecided", "cvc5 says unknown"),
    ("kill -KILL $$", "18 failed", "cvc5 died of signal 9 (Killed)"),
    ("\(right); kill -SEGV $$", "18 failed", "cvc5 died of signal 11 (Segmentation fault)"),
    ("\(right); exit 1", "18 failed", "cvc5 exited with status 1"),
    ("echo error", "18 failed", "cvc5 said what is no verdict: error"),
    ("while :; do echo unsat; done", "18 failed", "cvc5 printed more than 65536 bytes"),
  ])
  func whatIsNoAnswerConfirmsNothing(
    _ script: String, _ others: String, _ reason: String
  ) throws {
    let run = try prove(script)
    #expect(run.status == 125)
    #expect(
      run.output.contains("\ndecisions: 0 of 18 confirmed by cvc5, \(others)\n"), "\(run.output)")
    #expect(run.output.contains("not confirmed by cvc5\n  \(reason)"), "\(run.output)")
    #expect(run.output.contains("  0/18  "))
    // It is proved all the same, as far as Z3 goes.
    #expect(run.output.contains("1 obligation: 1 proved"))
    #expect(try prove(script, ["--cross-partial"]).status == 0)
  }

  @Test func slowSolversAreStopped() throws {
    let run = try prove("exec sleep 600", ["--cross-seconds", "0.05"])
    #expect(run.status == 125)
    #expect(run.output.contains("0 of 18 confirmed by cvc5, 18 undecided"), "\(run.output)")
    #expect(run.output.contains("stopped after 0.05 seconds"))
  }

  @Test func wrappersAreNotWaitedFor() throws {
    let run = try prove("(sleep 600) &\n\(CrossCheckTests.right)", ["--cross-seconds", "500"])
    #expect(run.status == 0)
    #expect(run.output.contains("decisions: 18 of 18 confirmed by cvc5\n"), "\(run.output)")
  }

  @Test func noSolverOutlivesAnInterruption() throws {
    let scratch = try Scratch()
    let file = scratch.file("processes")
    let run = try prove(
      "echo $$ >>'\(file)'; exec sleep 600", ["--cross-seconds", "500"], interruptAfter: 4)
    #expect(run.status == 125)
    let processes = try String(contentsOfFile: file, encoding: .utf8)
      .split(separator: "\n").compactMap { pid_t($0) }
    #expect(!processes.isEmpty)
    for process in processes {
      // An orphan is a zombie until the system's first process reaps it.
      let stat = try? String(contentsOfFile: "/proc/\(process)/stat", encoding: .utf8)
      #expect(stat?.contains(") Z ") ?? true)
    }
  }

  @Test func disagreementIsSeventy() throws {
    let run = try prove("echo sat", ["--cross-partial"])
    #expect(run.status == 70)
    #expect(run.output.contains("range-need 1 pages: Z3 says unsatisfiable"), "\(run.output)")
  }

  /// What fails and is not known to counts more than what was not confirmed.
  @Test func aViolationIsOne() throws {
    let row = "decisions.range-need"
    #expect(try prove("echo unknown", ["--expect", row]).status == 1)
    #expect(try prove(CrossCheckTests.right, ["--expect", row]).status == 1)
  }

  @Test func reportsForProgramsTellIt() throws {
    let json = try prove("echo unknown", ["--format", "json"])
    #expect(json.status == 125)
    #expect(json.output.contains("\"conclusion\": \"undetermined\""))
    #expect(json.output.contains("\"group\": \"decisions\", \"questions\": 18, \"agreed\": 0"))
    let ktap = try prove("echo unknown", ["--format", "ktap"])
    #expect(ktap.output.contains("not ok 2 cvc5 confirmed every answer # ERROR unconfirmed"))
  }
}
