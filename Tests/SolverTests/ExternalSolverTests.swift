// SPDX-License-Identifier: GPL-2.0-or-later

import Solver
import Testing

/// Nothing counts as an answer but a verdict of a program that then ends as it should.
@Suite struct ExternalSolverTests {
  /// A solver that is a script, `$0` being the file of the query.
  private func solver(_ script: String) -> ExternalSolver {
    ExternalSolver(program: "sh", arguments: ["-c", script], package: "dash")
  }

  /// Why a solver has no answer. Its time is never over.
  private func failure(of script: String) -> String? {
    let error = #expect(throws: SolverError.self) { try solver(script).check("", seconds: 600) }
    return error?.message
  }

  @Test(arguments: ["no-such-solver", "/nowhere/cvc5"])
  func missingProgramIsAnError(program: String) {
    let solver = ExternalSolver(program: program, package: "nothing")
    #expect(!solver.isInstalled)
    let error = #expect(throws: SolverError.self) { try solver.check("", seconds: 1) }
    #expect(error?.message == "\(program) is not installed: apt-get install nothing")
  }

  @Test func aProgramThatCannotBeRunIsAnError() {
    // A directory may be entered, but is no program.
    let solver = ExternalSolver(program: "/usr/bin", package: "nothing")
    let error = #expect(throws: SolverError.self) { try solver.check("", seconds: 600) }
    #expect(error?.message == "/usr/bin cannot be run: Permission denied")
  }

  @Test func verdicts() throws {
    let words: [(String, ExternalSolver.Verdict)] = [
      ("sat", .satisfiable), ("unsat", .unsatisfiable),
      ("unknown", .unknown(reason: "sh says unknown")),
    ]
    for (word, verdict) in words {
      #expect(try solver("echo \(word)").check("", seconds: 600).verdict == verdict)
    }
    // It is asked what it is to be asked.
    #expect(try solver("cat $0").check("sat\n", seconds: 600).verdict == .satisfiable)
  }

  /// A text that is no verdict is never taken for one.
  @Test(arguments: ["unsat maybe", "sat\nunsat", ""])
  func otherTextIsAnError(text: String) {
    let said = text.isEmpty ? "" : ": \(text)"
    #expect(failure(of: "printf '%s' '\(text)'") == "sh said what is no verdict\(said)")
  }

  @Test func verdictOfAProgramThatFailsIsAnError() {
    #expect(failure(of: "echo unsat; exit 1") == "sh exited with status 1: unsat")
    let crash = "sh died of signal 11 (Segmentation fault): unsat"
    #expect(failure(of: "echo unsat; kill -SEGV $$") == crash)
  }

  /// As the system does where memory is short. That is not the end of its time.
  @Test func aProgramThatSomeoneElseKillsIsAnError() {
    #expect(failure(of: "echo unsat; kill -KILL $$") == "sh died of signal 9 (Killed): unsat")
    #expect(failure(of: "kill -KILL $$") == "sh died of signal 9 (Killed)")
  }

  @Test func slowProgramIsKilled() throws {
    for script in ["exec sleep 600", "sleep 600", "echo unsat; sleep 600"] {
      let (verdict, spent) = try solver(script).check("", seconds: 0.2)
      #expect(verdict == .unknown(reason: "stopped after 0.2 seconds"))
      #expect(spent.seconds < 60)
    }
  }

  /// A wrapper's child may hold its output open.
  @Test func aChildThatIsLeftBehindIsNotWaitedFor() throws {
    let (verdict, spent) = try solver("(sleep 600) &\necho unsat").check("", seconds: 500)
    #expect(verdict == .unsatisfiable)
    #expect(spent.seconds < 60)
  }

  @Test func endlessOutputIsAnError() throws {
    let message = try #require(failure(of: "while :; do echo unsat; done"))
    #expect(message.hasPrefix("sh printed more than 65536 bytes: unsat\nunsat"))
    #expect(message.count < 300)
  }

  /// It ends by itself where nobody is left to kill it.
  @Test func theProgramKnowsItsTime() throws {
    let script = "[ \"$0\" = --limit=61500 ] && [ -e \"$1\" ] && echo sat"
    let solver = ExternalSolver(
      program: "sh", arguments: ["-c", script], timeLimit: "--limit=", package: "dash")
    #expect(try solver.check("", seconds: 60.5).verdict == .satisfiable)
  }

  @Test(
    .enabled(if: ExternalSolver.cvc5.isInstalled, "cvc5 is not installed: apt-get install cvc5"))
  func errorOfCVC5IsAnError() {
    #expect(throws: SolverError.self) {
      try ExternalSolver.cvc5.check("(set-logic QF_BV)(assert x)(check-sat)", seconds: 10)
    }
  }
}
