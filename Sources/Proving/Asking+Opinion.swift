// SPDX-License-Identifier: GPL-2.0-or-later

import Logic
import Solver

extension Asking {
  /// Has another solver judge the same query.
  ///
  /// A solver that fails is no reason to doubt Z3's answer: it has not confirmed it.
  ///
  /// - Throws: ``ProvingError`` where the two disagree.
  func askAnother(_ query: Query, _ seconds: Double, _ outcome: inout QuestionOutcome) throws {
    if outcome.answer == .unknown {
      outcome.opinion = .unasked
      outcome.opinionReason = "Z3 did not decide"
      return
    }
    do throws(SolverError) {
      let (verdict, spent) = try solver.check(query, in: graph, seconds: seconds)
      outcome.opinionSeconds = spent.seconds
      outcome.judge(verdict)
    } catch {
      outcome.opinion = .failed
      outcome.opinionReason = error.message
    }
    if outcome.opinion == .contradicts {
      throw ProvingError(
        "\(query.name): Z3 says \(outcome.answer), \(solver.program) does not")
    }
  }
}

extension QuestionOutcome {
  /// Compares the answer with the verdict of the second solver.
  fileprivate mutating func judge(_ verdict: ExternalSolver.Verdict) {
    switch verdict {
    case .unknown(let reason):
      opinion = .undecided
      opinionReason = reason
    case .satisfiable: opinion = answer == .satisfiable ? .agrees : .contradicts
    case .unsatisfiable: opinion = answer == .unsatisfiable ? .agrees : .contradicts
    }
  }
}
