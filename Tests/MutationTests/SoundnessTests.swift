// SPDX-License-Identifier: GPL-2.0-or-later

import Checking
import KernelWalk
import Reporting
import Specification
import Testing

@testable import Mutation
@testable import Proving

/// Mutants given to provers that are no good, and to one that is.
@Suite struct SoundnessTests {
  private static let anyLength = "any length, any restarts"

  /// What a prover was asked, in order.
  private final class Asked {
    var rows: [[String]] = []
  }

  /// A table of witness rows, one for each clause.
  private static func table(
    _ target: Target, _ clauses: [String], _ verdict: ProofVerdict, bound: String
  ) -> ProofReport {
    var report = ProofReport(revision: target.name, without: [], z3: "4.8.12")
    report.target = target
    report.results = clauses.map { clause in
      ProofResult(
        row: ProofRow(.witness, clause, clause: clause, "a statement", bound: bound),
        verdict: verdict)
    }
    return report
  }

  /// The clauses that the sample's text keeps.
  private static let kept: [String] = {
    guard let kernel = try? Sample.kernel() else { return [] }
    var check = RandomCheck(Target(kernel))
    check.seeds = 400
    let outcome = check.run()
    return Contract.clauses.map { $0.id }.filter { outcome.broken($0, within: .anyLength) == nil }
  }()

  /// A campaign with a prover that says the same of each mutant's clause.
  private static func outcome(
    _ verdict: ProofVerdict, bound: String = anyLength, claimed: [String]? = nil, rng: UInt64 = 7,
    sample: Int = 4, seconds: Double = 600, asked: Asked = Asked()
  ) throws -> SoundnessOutcome {
    // Loops without an end take long.
    var campaign = try SoundnessCampaign(try Sample.kernel())
      .only { [.code, .flag, .statement, .bitwise].contains($0.kind) }
    (campaign.sample, campaign.rng, campaign.seeds) = (sample, rng, 400)
    campaign.seconds = seconds
    let claimed = claimed ?? kept
    return try campaign.run { target, rows, isWrong, _ in
      asked.rows.append(rows)
      #expect(isWrong == (rows != ["witness"]))
      if rows == ["witness"] { return table(target, claimed, .proved, bound: anyLength) }
      let clauses = rows.map { String($0.dropFirst("witness.".count)) }
      // What is asked is really broken.
      var check = RandomCheck(target)
      check.seeds = 400
      let ids = try #require(ClauseSet(ids: clauses))
      #expect(check.first(breaking: ids)?.clauses == ids)
      return table(target, clauses, verdict, bound: bound)
    }
  }

  @Test func aProverThatProvesEverythingIsUnsound() throws {
    let outcome = try Self.outcome(.proved)
    #expect(outcome.conclusion == .unsound)
    #expect(outcome.count(.unsound) == 4)
    let text = TextReport.text(outcome, seconds: 1)
    let first = try #require(outcome.results.first)
    #expect(text.hasPrefix("Proved for any length, and broken: the prover is wrong\n"), "\(text)")
    let flowing = text.split { $0.isWhitespace }.joined(separator: " ")
    #expect(
      flowing.contains(
        "\(first.mutation.id) killed by \(first.clause) seed \(first.seed) \(first.clause) is"
          + " UNSOUND: proved"), "\(text)")
    #expect(
      flowing.contains("NOT_HERE: 4 of 4 mutants proved for any length of a clause"), "\(text)")
    #expect(JSONReport.text(outcome, seconds: 1).contains(#""conclusion": "unsound""#))
  }

  @Test func aProverThatProvesNothingWrongIsHeld() throws {
    let asked = Asked()
    let outcome = try Self.outcome(.notInductive, asked: asked)
    #expect(outcome.conclusion == .held, "\(outcome.closing)")
    #expect(outcome.results.count == 4)
    #expect(outcome.anyLength.count >= SoundnessCampaign.fewestClauses)
    #expect(asked.rows.first == ["witness"])
    #expect(asked.rows.dropFirst() == outcome.results.map { ["witness.\($0.clause)"] }[...])
    let text = TextReport.text(outcome, seconds: 1).split { $0.isWhitespace }
      .joined(separator: " ")
    #expect(text.contains("0 of 4 mutants proved for any length"), "\(text)")
    #expect(text.contains("4 not inductive"), "\(text)")
  }

  @Test func whatIsProvedWithABoundIsListed() throws {
    let outcome = try Self.outcome(.proved, bound: "1 to 2 pages")
    #expect(outcome.conclusion == .held)
    #expect(outcome.count(.bounded) == 4)
    let text = TextReport.text(outcome, seconds: 1)
    #expect(text.hasPrefix("Proved within a bound\n"), "\(text)")
    #expect(text.contains("proved: 1 to 2 pages"), "\(text)")
  }

  /// A prover that proves little of the text itself shows nothing by not proving mutants.
  @Test func tooFewClausesFail() throws {
    let few = Array(Self.kept.prefix(SoundnessCampaign.fewestClauses - 1))
    let outcome = try Self.outcome(.notInductive, claimed: few)
    #expect(outcome.conclusion == .powerless)
    #expect(outcome.closing.contains("14 clauses proved for any length, fewer than 15"))
    #expect(outcome.results.allSatisfy { few.contains($0.clause) })
  }

  /// What is claimed of the text itself must hold, too.
  @Test func aClauseThatTheTextBreaksIsUnsound() throws {
    let kept = Self.kept
    let broken = try #require(Contract.clauses.map { $0.id }.first { !kept.contains($0) })
    let outcome = try Self.outcome(.notInductive, claimed: kept + [broken])
    #expect(outcome.contradicted == [broken])
    #expect(outcome.results.count == 4)
    #expect(outcome.results.allSatisfy { $0.clause != broken })
    #expect(outcome.conclusion == .unsound)
    #expect(outcome.closing.contains("random scenarios break \(broken) all the same"))
  }

  @Test func timeRunsOut() throws {
    let outcome = try Self.outcome(.notInductive, seconds: 0)
    #expect(outcome.conclusion == .undetermined)
    #expect(outcome.closing.contains("(0 of 4 asked, drawn by 7)"), "\(outcome.closing)")
  }

  @Test func theSampleIsThatOfItsNumber() throws {
    func ids(_ rng: UInt64) throws -> [String] {
      try Self.outcome(.notInductive, rng: rng, sample: 2).results
        .map { $0.mutation.id + $0.clause }
    }
    #expect(try ids(7) == ids(7))
    #expect(try ids(7) != ids(8))
  }
}
