// SPDX-License-Identifier: GPL-2.0-or-later

import Foundation
import Testing

/// Exit statuses, as README.md lists them.
@Suite struct StatusTests {
  @Test func heldIsZero() throws {
    let run = try Invocation("--seeds", "300")
    #expect(run.status == 0)
    #expect(run.output.contains("held"))
    #expect(run.errors == "")
  }

  @Test func violatedIsOne() throws {
    let run = try Invocation("check", "--seeds", "300", "--revision", "v5.6", "--only", "C14")
    #expect(run.status == 1)
    #expect(run.output.contains("C14"))
    #expect(run.output.contains("fixed by"))
    #expect(run.output.contains("hmmcheck "))
  }

  @Test func notesFailOnlyWhenStrict() throws {
    let economy = ["--seeds", "2000", "--revision", "v6.12", "--only", "C24"]
    #expect(try Invocation(economy).status == 0)
    #expect(try Invocation(economy + ["--strict"]).status == 1)
  }

  @Test func aClauseNeverExercisedFailsWhereAsked() throws {
    // 6.12 has no sticky bits.
    let sticky = ["--seeds", "300", "--revision", "v6.12", "--only", "C21"]
    #expect(try Invocation(sticky).status == 0)
    #expect(try Invocation(sticky + ["--require-exercised"]).status == 1)
  }

  /// Wrong words get one line that names what would be right, and status 64.
  @Test(arguments: [
    (["--revision", "v5.7x", "--seeds", "1"], "v5.7"),
    (["--without", "range-need-is-uniom", "--seeds", "1"], "range-need-is-union"),
    (["--only", "C66", "--seeds", "1"], "C6"),
    (["--seeds", "0"], "1 to 2^63 - 1"),
    (["--seeds", "-3"], "--seeds"),
    (["--seeds", "9223372036854775808"], "1 to 2^63 - 1"),
    (["--seeds", "ten"], "1 to 2^63 - 1"),
    (["--sedes", "10"], "Unknown option '--sedes'"),
    (["--pages", "0", "--seeds", "1"], "1 to 4096"),
    (["--jobs", "0", "--seeds", "1"], "1 to 1024"),
    (["--geometry", "tiny", "--seeds", "1"], "x86-64"),
    (["--format", "yaml", "--seeds", "1"], "junit"),
    (["--time", "never"], "5m"),
    (["--without", "poison-asks-need", "--revision", "v5.6", "--seeds", "1"], "does not have"),
    (["list", "fixs"], "fixes"),
    ([], "--seeds"),
  ])
  func badUsageIsSixtyFour(_ arguments: [String], _ hint: String) throws {
    let run = try Invocation(arguments)
    #expect(run.status == 64)
    #expect(run.output == "")
    #expect(run.errors.contains(hint), "\(run.errors)")
  }

  @Test func anUnwritableOutputIsToldBeforeTheRun() throws {
    let run = try Invocation("--seeds", "1000000000000", "-o", "/nonexistent/report.txt")
    #expect(run.status == 64)
    #expect(run.errors.contains("/nonexistent/report.txt"))
  }

  @Test func nothingJudgedIsUndetermined() throws {
    let scratch = try Scratch()
    let run = try Invocation("replay", scratch.path)
    #expect(run.status == 125)
  }

  @Test func anInterruptPrintsWhatThereIs() throws {
    let run = try Invocation(
      "--seeds", "1000000000000", "--revision", "v5.6", "--only", "C14", interruptAfter: 2)
    #expect(run.status == 1)
    #expect(run.output.contains("C14"))
  }

  @Test func timeEndsACheck() throws {
    let run = try Invocation("--time", "1s")
    #expect(run.status == 0)
  }
}
