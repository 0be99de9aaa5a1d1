// SPDX-License-Identifier: GPL-2.0-or-later

import Checking
import Foundation
import Logic
import RangeFault
import Solver

extension WorkRequest {
  /// What is meant; nil where there is no such thing.
  public var target: Target? {
    if let kernel { return (try? kernel.kernel()).map { Target($0) } }
    let fixes = without.compactMap(Fix.init(id:))
    return Revision.named(revision).map { .revision($0.without(FixSet(fixes))) }
  }

  /// Does the work, in this process.
  public func answer() -> WorkAnswer {
    var answer = WorkAnswer()
    guard let target,
      let part = Plan(target, isDeep: isDeep).parts.first(where: { $0.id == self.part })
    else {
      answer.failure = "no part \(part) in the plan for \(revision)"
      return answer
    }
    ExpressionGraph.with { graph in
      do {
        try settle(
          part.pose(graph, Set(rows)), isJoint: part.isJoint, target, graph, &answer.questions)
      } catch let error as ProvingError {
        answer.disagreement = "\(part.id): \(error.message)"
      } catch {
        answer.failure = "\(part.id): \(error)"
      }
    }
    return answer
  }

  /// Claims of a joint part are asked for together first: where nothing satisfies one of them, nothing
  /// does any. Otherwise, where a query is to be written or judged twice, and examples always, they
  /// are asked one by one.
  private func settle(
    _ questions: [Question], isJoint: Bool, _ target: Target, _ graph: ExpressionGraph,
    _ outcomes: inout [QuestionOutcome]
  ) throws {
    let claims = questions.filter { $0.kind == .claim }
    let isJoint = isJoint && secondOpinion == nil && smt == nil
    let settled = isJoint ? try settleTogether(claims, graph) : []
    outcomes += settled
    var done = Set<String>()
    for question in questions where question.kind == .example || settled.isEmpty {
      // One example of a name will do, and one violation of a row.
      let key = "\(question.row) \(question.kind == .example ? question.name : "")"
      if done.contains(key) { continue }
      let outcome = try ask(question, target, graph)
      outcomes.append(outcome)
      if outcome.answer == .satisfiable { done.insert(key) }
    }
  }

  /// Asks whether anything satisfies any claim: an outcome for each where nothing does, none
  /// otherwise.
  private func settleTogether(
    _ claims: [Question], _ graph: ExpressionGraph
  ) throws -> [QuestionOutcome] {
    guard claims.count > 1, let first = claims.first else { return [] }
    func nodes(_ bits: [Symbolic.Bit]) -> [NodeID] { bits.map { $0.node(in: graph) } }
    let common = nodes(first.common)
    let share = claims.allSatisfy { nodes($0.common) == common }
    let any = claims.reduce(false as Symbolic.Bit) { any, claim in
      any .| (share ? claim.rest : claim.assertions).reduce(true) { $0 .& $1 }
    }
    let query = Query(
      name: "any claim of \(part)", assertions: (share ? first.common : []) + [any])
    let (answer, spent) = try Z3.check(query, in: graph, budget: budget)
    guard answer == .unsatisfiable else { return [] }
    let count = UInt64(claims.count)
    return claims.map { claim in
      QuestionOutcome(
        row: claim.row, name: claim.name, kind: .claim, answer: .unsatisfiable,
        rlimit: spent.rlimit / count, seconds: spent.seconds / Double(count))
    }
  }

  private func ask(
    _ question: Question, _ target: Target, _ graph: ExpressionGraph
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
          try scenario.scenario(model), clause: clause, target: target, without: without
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
