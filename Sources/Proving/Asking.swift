// SPDX-License-Identifier: GPL-2.0-or-later

import Checking
import Foundation
import Logic
import Solver

/// The questions of one part, asked one after the other.
struct Asking {
  let request: WorkRequest
  let target: Target
  let graph: ExpressionGraph
  private(set) var outcomes: [QuestionOutcome] = []
  private var weakened: WeakerQueries

  init(request: WorkRequest, target: Target, graph: ExpressionGraph) {
    self.request = request
    self.target = target
    self.graph = graph
    weakened = WeakerQueries(of: graph)
  }

  /// Claims of a joint part are asked for together first: where nothing satisfies one of them, nothing
  /// does any. Otherwise, where a query is to be written or judged twice, and examples always, they
  /// are asked one by one.
  mutating func settle(_ questions: [Question], isJoint: Bool) throws {
    let claims = questions.filter { $0.kind == .claim }
    let isJoint = isJoint && request.secondOpinion == nil && request.smt == nil
    let settled = isJoint ? try settleTogether(claims) : []
    outcomes += settled
    var done = Set<String>()
    for question in questions where question.kind == .example || settled.isEmpty {
      // One example of a name will do, and one violation of a row.
      let key = "\(question.row) \(question.kind == .example ? question.name : "")"
      if done.contains(key) { continue }
      let outcome = try ask(question)
      outcomes.append(outcome)
      if outcome.answer == .satisfiable { done.insert(key) }
    }
  }

  /// Asks whether anything satisfies any claim: an outcome for each where nothing does, none
  /// otherwise.
  private mutating func settleTogether(_ claims: [Question]) throws -> [QuestionOutcome] {
    guard claims.count > 1, let first = claims.first else { return [] }
    func nodes(_ bits: [Symbolic.Bit]) -> [NodeID] { bits.map { $0.node(in: graph) } }
    let common = nodes(first.common)
    let share = claims.allSatisfy { nodes($0.common) == common }
    let any = claims.reduce(false as Symbolic.Bit) { any, claim in
      any .| (share ? claim.rest : claim.assertions).reduce(true) { $0 .& $1 }
    }
    let query = Query(
      name: "any claim of \(request.part)", assertions: (share ? first.common : []) + [any])
    let (answer, spent) = try Z3.check(claim: query, &weakened, budget: request.budget)
    guard answer == .unsatisfiable else { return [] }
    let count = UInt64(claims.count)
    return claims.map { claim in
      QuestionOutcome(
        row: claim.row, name: claim.name, kind: .claim, answer: .unsatisfiable,
        rlimit: spent.rlimit / count, seconds: spent.seconds / Double(count))
    }
  }

  private mutating func ask(_ question: Question) throws -> QuestionOutcome {
    let query = Query(
      name: "\(question.row) \(question.name)", assertions: question.assertions)
    let (answer, spent) =
      question.kind == .claim
      ? try Z3.check(claim: query, &weakened, budget: request.budget)
      : try Z3.check(query, in: graph, budget: request.budget)
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
          try scenario.scenario(model), clause: clause, target: target,
          without: request.without
        ).text
      }
    }
    if let smt = request.smt { try write(query, smt) }
    if let seconds = request.secondOpinion { try askAnother(query, seconds, &outcome) }
    return outcome
  }

  /// Has another solver judge the same query.
  private func askAnother(
    _ query: Query, _ seconds: Double, _ outcome: inout QuestionOutcome
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

  private func write(_ query: Query, _ directory: String) throws {
    func name(_ text: String) -> String {
      String(text.map { $0.isLetter || $0.isNumber || ".-".contains($0) ? $0 : "_" })
    }
    let file = URL(fileURLWithPath: directory)
      .appendingPathComponent(name("\(query.name) of \(request.part)") + ".smt2")
    try Data(SMTLIB.text(of: query, in: graph).utf8).write(to: file, options: .atomic)
  }
}
