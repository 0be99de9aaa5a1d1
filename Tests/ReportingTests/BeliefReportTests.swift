// SPDX-License-Identifier: GPL-2.0-or-later

import AddressSpace
import Checking
import RangeFault
import Testing

@testable import Proving
@testable import Reporting

/// Checks before belief in all reports.
@Suite struct BeliefReportTests {
  private static let target = Target.revision(.v5_0)

  /// A table of v5.0 that was made by hand: C6 is said to be proved, and is not so.
  private static func report() -> ProofReport {
    var report = ProofReport(revision: "v5.0", without: [], z3: "4.8.12")
    report.target = target
    report.results = [
      ProofSamples.proved(
        ProofSamples.row(
          .witness, "C6", "on 0, REQ_FAULT gives VALID", "any length, any restarts", clause: "C6")),
      ProofSamples.proved(
        ProofSamples.row(
          .witness, "C18", "an order is that of the mapping", "any length, any restarts",
          clause: "C18")),
    ]
    return report
  }

  private static func contradicted() -> ProofReport {
    var report = report()
    var checks = BeliefChecks(target)
    (checks.seeds, checks.jobs) = (3000, 2)
    report.believe(checks.run())
    for index in report.checks?.indices ?? 0..<0 { report.checks?[index].seconds = 0.5 }
    return report
  }

  @Test func aContradictionShowsTheRowAndTheScenario() throws {
    let report = Self.contradicted()
    #expect(report.conclusion == .disagreed)
    let seed = try #require(report.contradictions.first?.finding.seed)
    let text = TextReport.text(report)
    #expect(
      text.hasPrefix(
        """
        Checks before belief
          random  differs  0.5 s  3000 random scenarios; within what rows of any
        """), "\(text)")
    let flowing = text.split { $0.isWhitespace }.joined(separator: " ")
    #expect(flowing.contains("witness.C6 is proved, and seed \(seed) breaks C6"), "\(text)")
    #expect(
      flowing.contains(
        "witness.C6: proved, and broken by a random scenario, a fault of hmmcheck C6 on 0,"),
      "\(text)")
    #expect(text.contains("page 0  "), "\(text)")
    #expect(
      text.contains("hmmcheck --revision v5.0 --seed \(seed) --seeds 1 --only C6"), "\(text)")
    #expect(flowing.contains("C6 proved, and broken by random scenarios"), "\(text)")
    #expect(text.split(separator: "\n").allSatisfy { $0.count <= 80 }, "\(text)")
    let json = JSONReport.text(report)
    #expect(json.contains(#""obligations": ["witness.C6"]"#), "\(json)")
    #expect(json.contains(#""conclusion": "disagreed""#))
    #expect(json.contains("--seed \(seed) --seeds 1 --only C6"))
    let ktap = KTAPReport.text(report)
    #expect(ktap.contains("not ok 1 random 3000 random scenarios"), "\(ktap)")
    #expect(ktap.contains("--only C6"), "\(ktap)")
    #expect(JUnitReport.text(report).contains("classname=\"hmmcheck.checks\""))
  }

  @Test func whatIsNotCoveredStandsBesideItsRow() {
    var report = Self.report()
    report.checks = [
      BeliefCheck(
        name: "random", statement: "7 random scenarios", count: 7, seconds: 0, outcome: .agreed)
    ]
    report.results[1].notCovered = NotCovered(exclusion: .mayDropLock, seed: 264)
    let words = "not covered: a call that may drop the mmap lock breaks it (seed 264)"
    let text = TextReport.text(report)
    #expect(text.contains("Checks before belief\n  random  agreed  0.0 s  7 random"), "\(text)")
    #expect(
      text.split { $0.isWhitespace }.joined(separator: " ").contains(
        "an order is that of the mapping not covered: a call that may drop the mmap lock"),
      "\(text)")
    #expect(JSONReport.text(report).contains(#""notCovered": "\#(words)""#))
    #expect(KTAPReport.text(report).contains(words))
    #expect(report.conclusion == .proved)
  }

  /// Rounds that differ are shown with their case, and are no failure of a clause.
  @Test func roundsThatDifferAreShown() {
    var report = Self.report()
    report.checks = [
      BeliefCheck(
        name: "rounds", statement: "300 random calls", count: 300, seconds: 0,
        outcome: .differs("2 differ, first seed 17: answer: -EBUSY of the call, 0 of its rounds"),
        scenario: Scenario(geometry: .pairs, count: 1))
    ]
    let text = TextReport.text(report)
    #expect(
      text.hasPrefix(
        """
        Checks before belief
          rounds  differs  0.0 s  300 random calls
            2 differ, first seed 17: answer: -EBUSY of the call, 0 of its rounds
            1 page, no event, revision v5.0
        """), "\(text)")
    #expect(text.contains("rounds are not what the calls"), "\(text)")
    #expect(KTAPReport.text(report).contains("not ok 1 rounds 300 random calls"))
    #expect(JSONReport.text(report).contains("\"outcome\": \"differs\""))
  }
}
