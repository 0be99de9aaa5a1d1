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
  /// The second solver, where the request wants one.
  var solver = ExternalSolver.cvc5
  private(set) var outcomes: [QuestionOutcome] = []
  private var weakened: WeakerQueries
  /// Spent on an answer that was none, and borne by no outcome yet.
  private var carried = Spent()
  /// The models of examples.
  private var found: [Evaluation] = []

  init(request: WorkRequest, target: Target, graph: ExpressionGraph) {
    self.request = request
    self.target = target
    self.graph = graph
    weakened = WeakerQueries(of: graph)
  }

  /// Claims are asked for together first: where nothing satisfies one of them, nothing does any.
  /// Where a query is to be written or judged twice, they are asked one by one, and so are examples.
  mutating func settle(_ questions: [Question]) throws {
    for guarded in questions where guarded.kind == .reach { try askReach(guarded) }
    var claims = questions.filter { $0.kind == .claim }
    if request.isAskedTogether {
      var left: [Question] = []
      for var alike in byAssumptions(claims) {
        try settleTogether(&alike)
        left += alike
      }
      claims = left
    }
    for claim in claims where !isBroken(claim.row) { try ask(claim) }
    for example in questions where example.kind == .example && request.asksExamples {
      // One example of a name will do.
      let known = outcomes.contains { outcome in
        outcome.kind == .example && outcome.row == example.row && outcome.name == example.name
          && outcome.answer == .satisfiable
      }
      if !known { try askExample(example) }
    }
  }

  /// One violation of a row will do.
  private func isBroken(_ row: String) -> Bool {
    outcomes.contains { $0.kind == .claim && $0.row == row && $0.answer == .satisfiable }
  }

  /// Claims that assume the same, in their order.
  private func byAssumptions(_ claims: [Question]) -> [[Question]] {
    var groups: [(common: [NodeID], claims: [Question])] = []
    for claim in claims {
      let common = claim.common.map { $0.node(in: graph) }
      if let known = groups.firstIndex(where: { $0.common == common }) {
        groups[known].claims.append(claim)
      } else {
        groups.append((common, [claim]))
      }
    }
    return groups.map(\.claims)
  }

  /// Asks whether anything satisfies any claim, until nothing does: what does breaks a row, or more,
  /// which are not asked for again. Claims that the solver gives up on are left.
  private mutating func settleTogether(_ claims: inout [Question]) throws {
    while claims.count > 1 {
      let query = Query(
        name: "any claim of \(request.part)", assertions: together(claims))
      let (answer, spent) = try Z3.check(claim: query, &weakened, budget: request.budget)
      var settled: [Question] = []
      switch answer {
      case .unknown:
        // Each for itself, then; the first of them bears what this has cost.
        carried = carried + spent
        return
      case .unsatisfiable: settled = claims
      case .satisfiable(let model):
        var evaluation = model.evaluation(of: graph)
        settled = try claims.filter { claim in
          try claim.assertions.allSatisfy { try evaluation.value(of: $0) }
        }
      }
      if settled.isEmpty { return }
      let share = spent.shared(by: settled.count)
      for claim in settled where !isBroken(claim.row) {
        outcomes.append(try outcome(of: claim, answer, share))
      }
      let rows = Set(settled.map(\.row))
      claims.removeAll { rows.contains($0.row) }
    }
  }

  /// What any of the claims, which assume the same, describes.
  private func together(_ claims: [Question]) -> [Symbolic.Bit] {
    let any: Symbolic.Bit = claims.reduce(false) { any, claim in
      any .| claim.rest.reduce(true) { $0 .& $1 }
    }
    return (claims.first?.common ?? []) + [any]
  }

  private mutating func ask(_ claim: Question) throws {
    let query = query(claim)
    let (answer, spent) = try Z3.check(claim: query, &weakened, budget: request.budget)
    try note(claim, query, answer, carried + spent)
    carried = Spent()
  }

  /// Asks whether a run can come to what is not understood, and where that is.
  private mutating func askReach(_ question: Question) throws {
    var outcome = QuestionOutcome(question, Spent())
    outcome.answer = .unsatisfiable
    if question.assertions.contains(where: { $0.constant == false }) {
      outcomes.append(outcome)
      return
    }
    let query = query(question)
    let (answer, spent) = try Z3.check(query, in: graph, budget: request.budget)
    outcome = QuestionOutcome(question, spent)
    switch answer {
    case .unsatisfiable: outcome.answer = .unsatisfiable
    case .unknown(let reason):
      outcome.reason = "not known whether it comes to text that is not understood: \(reason)"
    case .satisfiable(let model):
      outcome.answer = .satisfiable
      var evaluation = model.evaluation(of: graph)
      outcome.reason = try question.notUnderstood(&evaluation)
    }
    outcomes.append(outcome)
  }

  /// What was found for one example is often one of others.
  private mutating func askExample(_ example: Question) throws {
    if request.isAskedTogether {
      for number in found.indices {
        let isExample = try example.assertions.allSatisfy { try found[number].value(of: $0) }
        if !isExample { continue }
        var outcome = QuestionOutcome(example, Spent())
        outcome.answer = .satisfiable
        outcomes.append(outcome)
        return
      }
    }
    let query = query(example)
    let (answer, spent) = try Z3.check(query, in: graph, budget: request.budget)
    if case .satisfiable(let model) = answer { found.append(model.evaluation(of: graph)) }
    try note(example, query, answer, spent)
  }

  private func query(_ question: Question) -> Query {
    Query(name: "\(question.row) \(question.name)", assertions: question.assertions)
  }

  /// Notes the answer to a question that was asked alone, and hands its query on.
  private mutating func note(
    _ question: Question, _ query: Query, _ answer: Answer, _ spent: Spent
  ) throws {
    var outcome = try outcome(of: question, answer, spent)
    if let smt = request.smt { try write(query, smt) }
    // A disagreement is an outcome, too.
    defer { outcomes.append(outcome) }
    if let seconds = request.secondOpinion { try askAnother(query, seconds, &outcome) }
  }

  private func outcome(
    of question: Question, _ answer: Answer, _ spent: Spent
  ) throws -> QuestionOutcome {
    var outcome = QuestionOutcome(question, spent)
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
    return outcome
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
