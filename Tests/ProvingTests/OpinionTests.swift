// SPDX-License-Identifier: GPL-2.0-or-later

import Logic
import RangeFault
import Solver
import Testing

@testable import Proving

/// A second solver counts when it answers, and only then.
@Suite struct OpinionTests {
  /// What becomes of two questions, of which nothing satisfies one.
  private func outcomes(
    _ script: String, seconds: Double = 600, budget: Budget = Budget()
  ) throws -> (outcomes: [QuestionOutcome], disagreement: ProvingError?) {
    try ExpressionGraph.with { graph throws in
      var request = WorkRequest(
        revision: "conforming", without: [], kernel: nil, part: "part", rows: [], budget: budget)
      request.secondOpinion = seconds
      var asking = Asking(request: request, target: .revision(.conforming), graph: graph)
      asking.solver = ExternalSolver(program: "sh", arguments: ["-c", script], package: "dash")
      let x = graph.byte("x")
      let questions = [
        Question("row", "a claim", [x .< 100], [x .>= 200]),
        Question("row", "an example", .example, [x .< 100], [x .>= 20]),
      ]
      do {
        try asking.settle(questions)
      } catch let error as ProvingError {
        return (asking.outcomes, error)
      }
      return (asking.outcomes, nil)
    }
  }

  private func opinion(_ script: String, seconds: Double = 600) throws -> SecondOpinion {
    let (outcomes, disagreement) = try outcomes(script, seconds: seconds)
    #expect(disagreement == nil)
    // Z3 has answered whatever the other does.
    #expect(outcomes.map(\.answer) == [.unsatisfiable, .satisfiable])
    return outcomes.compactMap(SecondOpinion.init).reduce(SecondOpinion(), +)
  }

  /// The query of the claim is told by its name, which stands in the file.
  private static let right = "grep -q claim $0 && echo unsat || echo sat"

  @Test func agreementIsAnAnswer() throws {
    let opinion = try opinion(Self.right)
    #expect(opinion.agreed == 2 && opinion.isConfirmed && opinion.reason == nil)
  }

  @Test func givingUpIsNoAgreement() throws {
    let opinion = try opinion("echo unknown")
    #expect(opinion.undecided == 2 && !opinion.isConfirmed)
    #expect(opinion.reason == "sh says unknown")
  }

  @Test func timeOutsAreNoAgreement() throws {
    let opinion = try opinion("echo unsat; sleep 600", seconds: 0.2)
    #expect(opinion.undecided == 2 && opinion.reason == "stopped after 0.2 seconds")
  }

  @Test(arguments: [
    (right + "; kill -SEGV $$", "sh died of signal 11 (Segmentation fault): unsat"),
    (right + "; kill -KILL $$", "sh died of signal 9 (Killed): unsat"),
    (right + "; exit 2", "sh exited with status 2: unsat"),
    ("kill -KILL $$", "sh died of signal 9 (Killed)"),
    ("echo error", "sh said what is no verdict: error"),
  ])
  func crashesAreNoAgreement(_ script: String, _ reason: String) throws {
    let opinion = try opinion(script)
    #expect(opinion.failed == 2 && !opinion.isConfirmed && opinion.reason == reason)
  }

  @Test func someAnswersAreNotAll() throws {
    let opinion = try opinion("grep -q claim $0 && echo unsat || exit 1")
    #expect(opinion.agreed == 1 && opinion.failed == 1 && !opinion.isConfirmed)
  }

  @Test func contradictionIsADisagreement() throws {
    let (outcomes, disagreement) = try outcomes("echo sat")
    #expect(disagreement?.message == "row a claim: Z3 says unsatisfiable, sh does not")
    #expect(outcomes.map(\.opinion) == [.contradicts])
  }

  @Test func whatZ3DoesNotDecideIsNotConfirmed() throws {
    let (outcomes, _) = try outcomes(Self.right, budget: Budget(rlimit: 1))
    let opinion = outcomes.compactMap(SecondOpinion.init).reduce(SecondOpinion(), +)
    #expect(opinion.unasked == 2 && !opinion.isConfirmed)
  }

  // MARK: Reports

  private func report(_ opinions: [QuestionOutcome.Opinion], isPartial: Bool) -> ProofReport {
    let row = ProofRow(.decisions, "one", "one", bound: "all")
    var tally = Tally([row])
    var answer = WorkAnswer()
    for opinion in opinions {
      var outcome = QuestionOutcome(
        row: row.id, name: "question", kind: .claim, answer: .unsatisfiable, rlimit: 1, seconds: 0)
      outcome.opinion = opinion
      answer.questions.append(outcome)
    }
    let request = WorkRequest(
      revision: "conforming", without: [], part: "part", rows: [row.id], budget: Budget())
    tally.add(request, .answered(Prover.line(answer)))
    var report = ProofReport(revision: "conforming", without: [], z3: "4.8.12")
    report.results = tally.results
    report.allowsPartialOpinion = isPartial
    return report
  }

  @Test func fewerAnswersThanQuestionsLeaveItOpen() {
    for opinion in [QuestionOutcome.Opinion.undecided, .failed, .unasked] {
      let report = report([.agrees, opinion], isPartial: false)
      #expect(report.results[0].verdict == .proved)
      #expect(report.isUnconfirmed && report.conclusion == .undetermined)
      #expect(self.report([.agrees, opinion], isPartial: true).conclusion == .proved)
    }
    #expect(report([.agrees, .agrees], isPartial: false).conclusion == .proved)
  }

  @Test func aViolationCountsMore() {
    var report = report([.undecided], isPartial: false)
    report.results[0].verdict = .refuted
    #expect(report.conclusion == .refuted)
    report.disagreements = ["Z3 says one thing"]
    #expect(report.conclusion == .disagreed)
  }

  @Test func groupsAreSummedUp() {
    let opinions = report([.agrees, .failed, .undecided, .agrees], isPartial: true).opinions
    #expect(opinions.map(\.group) == [.decisions])
    #expect(opinions.first?.opinion.questions == 4 && opinions.first?.opinion.agreed == 2)
  }
}
