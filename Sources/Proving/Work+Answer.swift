// SPDX-License-Identifier: GPL-2.0-or-later

import Foundation
import Logic
import RangeFault
import Solver

extension WorkRequest {
  /// The revision that is meant; nil where there is none of that name.
  public var subject: Revision? {
    let fixes = without.compactMap(Fix.init(id:))
    return Revision.named(revision)?.without(FixSet(fixes))
  }

  /// Does the work, in this process.
  public func answer() -> WorkAnswer {
    var answer = WorkAnswer()
    guard let subject, let part = Plan(subject).parts.first(where: { $0.id == self.part }) else {
      answer.failure = "no part \(part) in the plan for \(revision)"
      return answer
    }
    ExpressionGraph.with { graph in
      var done = Set<String>()
      for question in part.pose(graph, Set(rows)) {
        // One example of a name will do, and one violation of a row.
        let key = "\(question.row) \(question.kind == .example ? question.name : "")"
        if done.contains(key) { continue }
        do {
          let outcome = try ask(question, subject, graph)
          answer.questions.append(outcome)
          if outcome.answer == .satisfiable { done.insert(key) }
        } catch let error as ProvingError {
          answer.disagreement = "\(part.id), \(question.row), \(question.name): \(error.message)"
          return
        } catch {
          answer.failure = "\(part.id), \(question.row), \(question.name): \(error)"
          return
        }
      }
    }
    return answer
  }

  private func ask(
    _ question: Question, _ subject: Revision, _ graph: ExpressionGraph
  ) throws -> QuestionOutcome {
    let query = Query(
      name: "\(question.row) \(question.name)", assertions: question.assertions)
    let (answer, spent) = try Z3.check(query, in: graph, budget: budget)
    var outcome = QuestionOutcome(
      row: question.row, name: question.name, kind: question.kind, answer: .unknown,
      rlimit: spent.rlimit, seconds: spent.seconds)
    switch answer {
    case .unsatisfiable: outcome.answer = .unsatisfiable
    case .unknown(let reason): outcome.reason = reason
    case .satisfiable(let model):
      outcome.answer = .satisfiable
      if let scenario = question.scenario, let clause = question.clause {
        outcome.counterexample = try Refutation(
          try scenario.scenario(model), clause: clause, revision: subject, without: without
        ).text
      }
    }
    if let smt { try write(query, graph, smt) }
    if let secondOpinion { try ask(query, graph, secondOpinion, &outcome) }
    return outcome
  }

  /// Has another solver judge the same query.
  private func ask(
    _ query: Query, _ graph: ExpressionGraph, _ seconds: Double, _ outcome: inout QuestionOutcome
  ) throws {
    if outcome.answer == .unknown { return }
    let (verdict, spent) = try ExternalSolver.cvc5.check(query, in: graph, seconds: seconds)
    outcome.opinionSeconds = spent.seconds
    switch verdict {
    case .unknown: outcome.opinion = .undecided
    case .satisfiable, .unsatisfiable:
      outcome.opinion = .agrees
      if (verdict == .satisfiable) != (outcome.answer == .satisfiable) {
        throw ProvingError("Z3 says \(outcome.answer), cvc5 \(verdict)")
      }
    }
  }

  private func write(_ query: Query, _ graph: ExpressionGraph, _ directory: String) throws {
    func name(_ text: String) -> String {
      String(text.map { $0.isLetter || $0.isNumber || ".-".contains($0) ? $0 : "_" })
    }
    let file = URL(fileURLWithPath: directory)
      .appendingPathComponent(name("\(query.name) of \(part)") + ".smt2")
    try Data(SMTLIB.text(of: query, in: graph).utf8).write(to: file, options: .atomic)
  }
}
