// SPDX-License-Identifier: GPL-2.0-or-later

import Checking
import Foundation
import Testing

@testable import Proving
@testable import Reporting

@Suite struct ProofJSONReportTests {
  @Test func interrupted() {
    #expect(
      JSONReport.text(ProofSamples.interrupted)
        == #"""
        {
          "format": 1,
          "kind": "prove",
          "revision": "v5.6",
          "without": [],
          "z3": "4.8.12",
          "conclusion": "disagreed",
          "summary": "v5.6, 4 obligations: 1 proved, 3 undetermined; 1,084 questions, 5.0 s of solver time, 1.5 s on the clock, Z3 4.8.12; 28 of 28 confirmed by cvc5; 1 disagreement; interrupted: not all was asked",
          "seconds": 1.500,
          "interrupted": true,
          "checks": null,
          "places": null,
          "obligations": [
            {
              "id": "witness.C6",
              "group": "witness",
              "clause": "C6",
              "statement": "on 0, REQ_FAULT gives VALID",
              "bound": "any length, any restarts",
              "verdict": "proved",
              "reason": null,
              "questions": 1000,
              "seconds": 1.250,
              "rlimit": 9999,
              "broken": null,
              "counterexample": null,
              "notCovered": null,
              "secondOpinion": {"questions": 28, "agreed": 28, "contradicted": 0, "undecided": 0, "failed": 0, "unasked": 0, "seconds": 0.500, "reason": null}
            },
            {"id": "witness.C8", "group": "witness", "clause": "C8", "statement": "ERROR: access to the page is impossible", "bound": "any length, any restarts", "verdict": "undetermined", "reason": "interrupted", "questions": 28, "seconds": 1.250, "rlimit": 1234567, "broken": null, "counterexample": null, "notCovered": null, "secondOpinion": null},
            {"id": "bounded.2-pages.C6", "group": "bounded", "clause": "C6", "statement": "on 0, REQ_FAULT gives VALID", "bound": "2 pages, 4 restarts", "verdict": "undetermined", "reason": "interrupted", "questions": 28, "seconds": 1.250, "rlimit": 1234567, "broken": null, "counterexample": null, "notCovered": null, "secondOpinion": null},
            {"id": "bounded.2-pages.C8", "group": "bounded", "clause": "C8", "statement": "ERROR: access to the page is impossible", "bound": "2 pages, 4 restarts", "verdict": "undetermined", "reason": "the worker said a#<&\"'>\nb", "questions": 28, "seconds": 1.250, "rlimit": 1234567, "broken": null, "counterexample": null, "notCovered": null, "secondOpinion": null}
          ],
          "contradictions": [],
          "opinions": [
            {"group": "witness", "questions": 28, "agreed": 28, "contradicted": 0, "undecided": 0, "failed": 0, "unasked": 0, "seconds": 0.500, "reason": null}
          ],
          "growth": [],
          "disagreements": ["the solver's scenario breaks nothing when it is run, and not C8"]
        }

        """#)
  }

  @Test func nothingAsked() {
    #expect(
      JSONReport.text(ProofSamples.empty)
        == """
        {
          "format": 1,
          "kind": "prove",
          "revision": "v5.2",
          "without": [],
          "z3": "4.8.12",
          "conclusion": "undetermined",
          "summary": "v5.2, 0 obligations: nothing proved; 0 questions, 0.0 s of solver time, 0.0 s on the clock, Z3 4.8.12",
          "seconds": 0.000,
          "interrupted": false,
          "checks": null,
          "places": null,
          "obligations": [],
          "contradictions": [],
          "opinions": [],
          "growth": [],
          "disagreements": []
        }

        """)
  }

  private func members(_ report: ProofReport) throws -> [String: Any] {
    let data = Data(JSONReport.text(report).utf8)
    return try #require(try JSONSerialization.jsonObject(with: data) as? [String: Any])
  }

  private func obligations(_ report: ProofReport) throws -> [[String: Any]] {
    try #require(try members(report)["obligations"] as? [[String: Any]])
  }

  @Test func readBack() throws {
    let report = try members(ProofSamples.everyVerdict)
    #expect(report["conclusion"] as? String == "refuted")
    #expect(report["growth"] as? [String] == ProofSamples.everyVerdict.growth)
    let rows = try obligations(ProofSamples.everyVerdict)
    #expect(rows.map { $0["id"] as? String } == ProofSamples.everyVerdict.results.map(\.row.id))
    func verdicts(_ group: String) -> [String] {
      rows.filter { $0["group"] as? String == group }.compactMap { $0["verdict"] as? String }
    }
    #expect(verdicts("witness") == ["refuted", "proved", "not-inductive"])
    #expect(verdicts("frame") == ["undetermined"])
    #expect(verdicts("base") == ["vacuous"])
    #expect(verdicts("groups") == ["exempt", "exempt"])
    let reasons = rows.compactMap { $0["reason"] as? String }
    #expect(
      reasons == [
        "lost of frame.tables vvvv from 0, cursor 1: timeout",
        "impossible under the assumptions: a scenario", "no inductive proof for this revision",
        "no inductive proof for this revision",
      ])
    #expect(rows[5]["rlimit"] as? Int == 12_345_678_901)
    let opinion = try #require(rows[1]["secondOpinion"] as? [String: Any])
    #expect(opinion["agreed"] as? Int == 8 && opinion["undecided"] as? Int == 1)
    #expect(opinion["reason"] as? String == "stopped after 10.0 seconds")
    let opinions = try #require(report["opinions"] as? [[String: Any]])
    #expect(opinions.map { $0["group"] as? String } == ["decisions"])
    #expect(opinions[0]["questions"] as? Int == 13 && opinions[0]["agreed"] as? Int == 12)
  }

  /// No member is ever left out.
  @Test func allMembersAreThere() throws {
    let names = try obligations(ProofSamples.everyVerdict).map { Set($0.keys) }
    #expect(Set(names).count == 1)
  }

  /// A counterexample is a case file: written out by itself it can be replayed.
  @Test func counterexampleIsACaseFile() throws {
    let found = try obligations(ProofSamples.everyVerdict).compactMap {
      $0["counterexample"] as? [String: Any]
    }
    #expect(found.count == 2)
    let data = try JSONSerialization.data(withJSONObject: found[0])
    let read = try CounterexampleFile.decode(Array(data), file: "swap-need.json")
    #expect(read == .counterexample(ProofSamples.counterexample))
  }
}
