// SPDX-License-Identifier: GPL-2.0-or-later

import Solver
import Testing

@Suite struct ExternalSolverTests {
  @Test func missingProgramIsAnError() {
    let solver = ExternalSolver(program: "no-such-solver", package: "nothing")
    #expect(!solver.isInstalled)
    let error = #expect(throws: SolverError.self) { try solver.check("", seconds: 1) }
    #expect(error?.message == "no-such-solver is not installed: apt-get install nothing")
  }

  /// A text that is no verdict is never taken for one.
  @Test(arguments: ["unsat maybe", "sat\nunsat", ""])
  func otherTextIsAnError(text: String) {
    let solver = ExternalSolver(
      program: "sh", arguments: ["-c", "printf '%s' '\(text)'"], package: "dash")
    #expect(throws: SolverError.self) { try solver.check("", seconds: 10) }
  }

  @Test func verdictOfAProgramThatFailsIsAnError() {
    let solver = ExternalSolver(
      program: "sh", arguments: ["-c", "echo unsat; exit 1"], package: "dash")
    #expect(throws: SolverError.self) { try solver.check("", seconds: 10) }
  }

  @Test func slowProgramIsKilled() throws {
    let solver = ExternalSolver(program: "sh", arguments: ["-c", "exec sleep 60"], package: "dash")
    let (verdict, spent) = try solver.check("", seconds: 0.2)
    #expect(verdict == .unknown(reason: "stopped after 0.2 seconds"))
    #expect(spent.seconds < 30)
  }

  @Test(
    .enabled(if: ExternalSolver.cvc5.isInstalled, "cvc5 is not installed: apt-get install cvc5"))
  func errorOfCVC5IsAnError() {
    #expect(throws: SolverError.self) {
      try ExternalSolver.cvc5.check("(set-logic QF_BV)(assert x)(check-sat)", seconds: 10)
    }
  }
}
