// SPDX-License-Identifier: GPL-2.0-or-later

import Solver
import Testing
import Workers

@testable import Proving

/// What answers make of a row: nothing but an answer makes it proved.
@Suite struct TallyTests {
  static let claim = ProofRow(.decisions, "one", "one", bound: "all")
  static let step = ProofRow(.witness, "C6", clause: "C6", "six", bound: "any length")
  static let bounded = ProofRow(.bounded, "1.C6", clause: "C6", "six", bound: "1 page")
  static let other = ProofRow(.bounded, "1.C7", clause: "C7", "seven", bound: "1 page")

  private func verdict(_ row: ProofRow = claim, _ results: (ProofRow, JobResult)...) -> ProofVerdict
  {
    var tally = Tally([Self.claim, Self.step, Self.bounded, Self.other])
    for (row, result) in results { tally.add(request(row), result) }
    return tally.results.first { $0.row.id == row.id }?.verdict ?? .exempt
  }

  private func request(_ row: ProofRow) -> WorkRequest {
    WorkRequest(
      revision: "conforming", without: [], part: "part", rows: [row.id],
      budget: Budget(),
      smt: nil, secondOpinion: nil)
  }

  private func answered(
    _ row: ProofRow, _ answers: (Question.Kind, QuestionOutcome.Answer)...
  ) -> (ProofRow, JobResult) {
    var answer = WorkAnswer()
    for (kind, word) in answers {
      answer.questions.append(
        QuestionOutcome(
          row: row.id, name: "question", kind: kind, answer: word, rlimit: 1, seconds: 0))
    }
    return (row, .answered(Prover.line(answer)))
  }

  @Test func provedNeedsAnAnswer() {
    #expect(verdict() == .vacuous(reason: "nothing was asked"))
    #expect(verdict(Self.claim, answered(Self.claim, (.claim, .unsatisfiable))) == .proved)
  }

  @Test func unknownIsNoPass() {
    let gaveUp = verdict(
      Self.claim, answered(Self.claim, (.claim, .unsatisfiable), (.claim, .unknown)))
    #expect(gaveUp == .undetermined(reason: "question of part: the solver gave up"))
    let example = verdict(
      Self.claim, answered(Self.claim, (.claim, .unsatisfiable), (.example, .unknown)))
    #expect(example == .undetermined(reason: "question of part: the solver gave up"))
  }

  @Test func lateOrDeadWorkersAreNoPass() {
    let good = answered(Self.claim, (.claim, .unsatisfiable))
    #expect(
      verdict(Self.claim, good, (Self.claim, .timedOut(seconds: 9)))
        == .undetermined(reason: "not done after 9 s"))
    #expect(
      verdict(Self.claim, good, (Self.claim, .failed("died of signal 9")))
        == .undetermined(reason: "the worker died of signal 9"))
    #expect(
      verdict(Self.claim, good, (Self.claim, .cancelled)) == .undetermined(reason: "interrupted"))
    #expect(
      verdict(Self.claim, good, (Self.claim, .answered("nonsense")))
        == .undetermined(reason: "a worker answered what is no answer"))
  }

  @Test func anExampleMustBePossibleSomewhere() {
    let good = answered(Self.claim, (.claim, .unsatisfiable))
    #expect(
      verdict(Self.claim, good, answered(Self.claim, (.example, .unsatisfiable)))
        == .vacuous(reason: "impossible under the assumptions: question"))
    #expect(
      verdict(
        Self.claim, good, answered(Self.claim, (.example, .unsatisfiable)),
        answered(Self.claim, (.example, .satisfiable))) == .proved)
  }

  /// A broken step of the induction is a bug only where a call gets there.
  @Test func aBrokenStepNeedsARun() {
    let broken = answered(Self.step, (.claim, .satisfiable))
    #expect(verdict(Self.step, broken) == .notInductive)
    #expect(
      verdict(Self.step, broken, answered(Self.other, (.claim, .satisfiable))) == .notInductive)
    #expect(verdict(Self.step, broken, answered(Self.bounded, (.claim, .satisfiable))) == .refuted)
    #expect(verdict(Self.bounded, answered(Self.bounded, (.claim, .satisfiable))) == .refuted)
  }

  @Test func disagreementsAreKept() {
    var answer = WorkAnswer()
    answer.disagreement = "Z3 says one thing"
    var tally = Tally([Self.claim])
    tally.add(request(Self.claim), .answered(Prover.line(answer)))
    var report = ProofReport(revision: "conforming", without: [], z3: "4.8.12")
    report.results = tally.results
    report.disagreements = tally.disagreements
    #expect(report.conclusion == .disagreed)
  }
}
