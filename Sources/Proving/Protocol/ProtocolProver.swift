// SPDX-License-Identifier: GPL-2.0-or-later

import Logic
import Protocol
import Solver

/// Asks Z3 the questions of an ``Induction``.
public struct ProtocolProver: Sendable {
  public var induction: Induction
  public var budget = Budget(rlimit: 500_000_000, seconds: 120)

  public init(_ induction: Induction = Induction()) { self.induction = induction }

  /// The whole proof: each step, the beginning, and that each conjunct of the invariant is needed.
  ///
  /// - Throws: ``SolverError`` where Z3 fails.
  public func run(isStopped: () -> Bool = { false }) throws -> ProtocolProof {
    let start = ContinuousClock.now
    var proof = ProtocolProof()
    try ExpressionGraph.with { graph in
      for question in induction.questions(in: graph) {
        if isStopped() { break }
        let (answer, spent) = try ask(question, graph)
        proof.rlimit += spent.rlimit
        let index = proof.row(question.id)
        switch (question.kind, answer) {
        case (.claim, .unsatisfiable), (.example, .satisfiable): break
        case (.claim, .satisfiable): proof.rows[index].verdict = .refuted
        case (.example, .unsatisfiable): proof.rows[index].verdict = .vacuous
        case (_, .unknown(let reason)): proof.rows[index].verdict = .undetermined(reason)
        }
      }
    }
    for conjunct in induction.conjuncts {
      if isStopped() { break }
      let index = proof.row("needed.\(conjunct.name)")
      proof.rows[index].statement = conjunct.statement
      proof.rows[index].verdict = try needed(conjunct.name, &proof)
    }
    proof.isInterrupted = isStopped()
    proof.seconds = (ContinuousClock.now - start) / .seconds(1)
    return proof
  }

  /// Whether some claim fails without a conjunct.
  private func needed(
    _ name: String, _ proof: inout ProtocolProof
  ) throws -> ProtocolProof.Verdict {
    try ExpressionGraph.with { graph in
      var verdict = ProtocolProof.Verdict.superfluous
      for question in induction.needed(without: name, in: graph) {
        let (answer, spent) = try ask(question, graph)
        proof.rlimit += spent.rlimit
        switch answer {
        case .satisfiable: return .proved
        case .unsatisfiable: break
        case .unknown(let reason): verdict = .undetermined(reason)
        }
      }
      return verdict
    }
  }

  private func ask(
    _ question: Induction.Question, _ graph: ExpressionGraph
  ) throws -> (answer: Answer, spent: Spent) {
    try Z3.check(
      Query(name: question.id, assertions: question.assertions), in: graph, budget: budget)
  }
}

/// What became of the proof.
public struct ProtocolProof: Sendable {
  public enum Verdict: Equatable, Sendable {
    case proved
    /// The step does not keep the invariant.
    case refuted
    /// It can never be made: the claim says nothing.
    case vacuous
    /// The proof works without the conjunct.
    case superfluous
    case undetermined(String)
  }

  public struct Row: Sendable {
    /// `step.driver.commit`, `needed.count`, `beginning`.
    public var id: String
    /// What a conjunct says; empty elsewhere.
    public var statement = ""
    public var verdict = Verdict.proved
  }

  public var rows: [Row] = []
  public var rlimit: UInt64 = 0
  public var seconds = 0.0
  public var isInterrupted = false

  public init() {}

  /// The place of a row, which is made if there is none.
  mutating func row(_ id: String) -> Int {
    if let index = rows.firstIndex(where: { $0.id == id }) { return index }
    rows.append(Row(id: id))
    return rows.count - 1
  }

  public var isProved: Bool {
    !isInterrupted && !rows.isEmpty && rows.allSatisfy { $0.verdict == .proved }
  }

  /// Something is open, and nothing is refuted.
  public var isUndetermined: Bool {
    let fails = rows.contains { row in
      switch row.verdict {
      case .refuted, .vacuous, .superfluous: true
      default: false
      }
    }
    return !isProved && !fails
  }
}
