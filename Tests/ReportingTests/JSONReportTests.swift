// SPDX-License-Identifier: GPL-2.0-or-later

import Checking
import Foundation
import RangeFault
import Testing

@testable import Reporting

@Suite struct JSONReportTests {
  @Test func held() {
    #expect(
      JSONReport.text(Samples.report(revision: .conforming))
        == """
        {
          "format": 1,
          "kind": "check",
          "revision": "conforming",
          "without": [],
          "conclusion": "held",
          "summary": "conforming: held on 1000 scenarios",
          "strict": false,
          "requireExercised": false,
          "interrupted": false,
          "geometry": "small",
          "maximumPages": 16,
          "seeds": {"first": "0x0", "asked": 1000, "run": 1000, "violating": 0, "undetermined": 0, "warned": 0},
          "notJudged": [],
          "expected": null,
          "surprises": [],
          "seconds": 2.500,
          "judged": ["C1", "C2", "C3", "C4", "C5", "C6", "C7", "C8", "C9", "C10", "C11", "C12", "C13", "C14", "C15", "C16", "C18", "C19", "C21", "C22", "C23", "C24", "C25", "C26", "C27"],
          "violations": [],
          "notes": [],
          "corpus": [],
          "missingCorpus": null,
          "coverage": {
            "exercised": {"C1": 10, "C2": 20, "C3": 30, "C4": 40, "C5": 50, "C6": 60, "C7": 70, "C8": 80, "C9": 90, "C10": 100, "C11": 110, "C12": 120, "C13": 130, "C14": 140, "C15": 150, "C16": 160, "C18": 170, "C19": 180, "C21": 0, "C22": 200, "C23": 210, "C24": 220, "C25": 230, "C26": 240, "C27": 250},
            "neverExercised": ["C21"],
            "pairs": {"reached": 0, "possible": 526},
            "triples": {"reached": 0, "possible": 1284}
          }
        }

        """)
  }

  @Test func replays() {
    #expect(
      JSONReport.text(Samples.replays)
        == #"""
        {
          "format": 1,
          "kind": "replay",
          "conclusion": "violated",
          "summary": "1 case as recorded, 1 differs, 1 refused",
          "cases": [
            {
              "path": "Counterexamples/swap-need.json",
              "clause": "C6",
              "revision": "v5.2",
              "without": [],
              "result": "as-recorded"
            },
            {
              "path": "a#<&\"'>\n.json",
              "clause": "C9",
              "revision": "v5.2",
              "without": [],
              "result": "differs",
              "differences": ["v5.2 keeps C9, the file says that it breaks it"]
            },
            {"path": "bad.json", "result": "refused", "message": "bad.json: count: missing; add \"count\": 1"}
          ]
        }

        """#)
  }

  private func members(_ text: String) throws -> [String: Any] {
    try #require(try JSONSerialization.jsonObject(with: Data(text.utf8)) as? [String: Any])
  }

  @Test func readBack() throws {
    let report = try members(JSONReport.text(Samples.broken))
    #expect(report["conclusion"] as? String == "violated")
    let violations = try #require(report["violations"] as? [[String: Any]])
    #expect(violations.map { $0["clause"] as? String } == ["C6", "C7", "C8"])
    let findings = try #require(violations[0]["findings"] as? [[String: Any]])
    #expect(findings.map { $0["clause"] as? String } == ["C6", "C13"])
    #expect(findings.map { $0["seeds"] as? Int } == [318, 12])
    #expect(findings[0]["replay"] as? String == "hmmcheck replay Counterexamples/swap-need.json")
    let fixes = try #require(violations[1]["fixedBy"] as? [String: [[String: Any]]])
    #expect(fixes["together"]?.map { $0["id"] as? String } == ["single-walk", "swap-need"])
    let told = try #require(violations[0]["case"] as? [String: Any])
    let pages = try #require(told["pages"] as? [[String: Any]])
    #expect(pages[0]["request"] as? String == "0x8000000000000000 F")
    #expect(pages[0]["contract"] as? String == "fault, then VALID")
    #expect(told["answer"] as? String == "1 page")
    let last = try #require(violations[2]["findings"] as? [[String: Any]])
    #expect(last[0]["seed"] as? String == "0xffffffffffffffff")
    let corpus = try #require(report["corpus"] as? [[String: Any]])
    #expect(corpus[1]["path"] as? String == "a#<&\"'>\n.json")
  }

  /// The scenario is a case file: written out by itself it can be replayed.
  @Test func scenarioIsACaseFile() throws {
    let report = try members(JSONReport.text(Samples.broken))
    let violations = try #require(report["violations"] as? [[String: Any]])
    let findings = try #require(violations[1]["findings"] as? [[String: Any]])
    let scenario = try #require(findings[0]["scenario"] as? [String: Any])
    let data = try JSONSerialization.data(withJSONObject: scenario)
    let read = try CounterexampleFile.decode(Array(data), file: "scenario.json")
    #expect(read == .scenario(Samples.readAndWrite))
  }

  @Test func sameReportSameText() {
    #expect(JSONReport.text(Samples.broken) == JSONReport.text(Samples.broken))
  }

  @Test func escapes() {
    #expect(JSONValue.string("a\"\\\n\t\u{1}é").text() == #""a\"\\\n\t\u0001é""#)
    #expect(JSONValue.count(1 << 53).text() == "\"9007199254740992\"")
    #expect(JSONValue.seconds(1.0004).text() == "1.000")
  }

  @Test func timeLimitAsksForNoNumber() throws {
    let report = Samples.report { $0.campaign.count = UInt64(Int64.max) }
    let seeds = try #require(try members(JSONReport.text(report))["seeds"] as? [String: Any])
    #expect(seeds["asked"] is NSNull)
  }
}
