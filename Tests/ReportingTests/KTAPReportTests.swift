// SPDX-License-Identifier: GPL-2.0-or-later

import Checking
import Testing

@testable import Reporting

@Suite struct KTAPReportTests {
  @Test func replays() {
    #expect(
      KTAPReport.text(Samples.replays)
        == """
        KTAP version 1
        1..3
        ok 1 Counterexamples/swap-need.json
        # a#<&"'>_.json: v5.2 keeps C9, the file says that it breaks it
        not ok 2 a_<&"'>_.json
        # refused: bad.json: count: missing; add "count": 1
        not ok 3 bad.json # ERROR refused
        # 1 case as recorded, 1 differs, 1 refused

        """)
  }

  /// Every line is of one of the four sorts, and the points are numbered as planned.
  @Test func grammar() throws {
    for text in [KTAPReport.text(Samples.broken), KTAPReport.text(Samples.report(seeds: 0))] {
      let lines = text.split(separator: "\n", omittingEmptySubsequences: false).dropLast()
      #expect(lines.first == "KTAP version 1")
      let results = lines.dropFirst(2).filter { !$0.hasPrefix("# ") }
      #expect(lines.dropFirst().first == "1..\(results.count)")
      for (index, line) in results.enumerated() {
        let match = try #require(
          line.wholeMatch(of: /(?:not )?ok ([0-9]+) [^#]+( # (SKIP|ERROR) .+)?/))
        #expect(match.1 == "\(index + 1)")
      }
    }
  }

  @Test func diagnosticsComeBeforeTheirPoint() {
    let text = KTAPReport.text(Samples.broken)
    #expect(
      text.contains(
        """
        #   fixed by swap-need (e3fe8e555dd0, 5.4)
        #   seed 42, 318 seeds; also breaks C13 (12 seeds)
        #   hmmcheck replay Counterexamples/swap-need.json
        not ok 6 C6 on 0, REQ_FAULT gives VALID

        """))
    #expect(
      text.contains(
        """
        # C13  12 seeds, fixed by swap-need (e3fe8e555dd0, 5.4); see C6
        #   hmmcheck --revision v5.2 --seed 9 --seeds 1 --only C13
        not ok 13 C13
        """))
    #expect(text.contains("\n# note, not a violation:\n# C24  a page that asks"))
    #expect(text.contains("\nok 22 C24 "))
  }

  @Test func skips() {
    let report = Samples.report { $0.campaign.clauses = .promises }
    let text = KTAPReport.text(report)
    #expect(
      text.contains(
        "\nok 19 C21 sticky input bits come out as they went in # SKIP never exercised\n"))
    #expect(text.contains(/\nok 22 C24 [^#\n]* # SKIP not judged\n/))
    let required = KTAPReport.text(Samples.report { $0.requireExercised = true })
    #expect(required.contains("\n# never exercised\nnot ok 19 C21 "))
  }
}
