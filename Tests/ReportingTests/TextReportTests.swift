// SPDX-License-Identifier: GPL-2.0-or-later

import AddressSpace
import Checking
import RangeFault
import Testing

@testable import Reporting

@Suite struct TextReportTests {
  @Test func defects() {
    #expect(
      TextReport.text(Samples.broken)
        == """
        C6  on 0, REQ_FAULT gives VALID                  1 page, no event, revision v5.2
          page 0  pte swap  request F  output 0  contract: fault, then VALID
          result 1 page
          fixed by swap-need (e3fe8e555dd0, 5.4)
          seed 42, 318 seeds; also breaks C13 (12 seeds)
          hmmcheck replay Counterexamples/swap-need.json

        C7  on 0, REQ_FAULT and REQ_WRITE give VALID and WRITE; REQ_WRITE alone asks for
            nothing
          2 pages, no event, revision v5.2
          page 0  pmd none  request F    output VALID WRITE
              contract: no write fault; VALID WRITE
          page 1  pmd none  request F W  output VALID WRITE
          fault 0 (write), fault 1 (write), restart at 0, result 2 pages
          note: restarted where an entry no longer held its request
          fixed by single-walk (d28c2c9a4877, 5.5) and swap-need (e3fe8e555dd0, 5.4)
          seed 42, 1 seed
          hmmcheck --revision v5.2 --seed 42 --seeds 1 --only C7

        C8  a word with neither VALID nor ERROR: the page is faultable, a later call
            could succeed
          1 page, no event, revision v5.2
          page 0  pte hwpoison  request -  output 0  contract: ERROR
          result -EFAULT; contract: 1 page
          note: returned with 1 pte map left
          fixed by no known fix
          seed 18446744073709551615, 318 seeds
          hmmcheck --revision v5.2 --seed 18446744073709551615 --seeds 1 --only C8

        notes
          C24  318 seeds, fixed by faults-one-by-one (proposed) or faults-only-requested
               (proposed)
               hmmcheck --revision v5.2 --seed 42 --seeds 1 --only C24

        corpus: 1 case as recorded, 1 differs, 1 refused
          a#<&"'>_.json: v5.2 keeps C9, the file says that it breaks it
          refused: bad.json: count: missing; add "count": 1

        exercised
          C1   10    C2   20    C3   30    C4   40    C5   50
          C6   60    C7   70    C8   80    C9   90    C10 100
          C11 110    C12 120    C13 130    C14 140    C15 150
          C16 160    C18 170    C19 180    C22 200    C23 210
          C24 220    C25 230    C26 240    C27 250
        never exercised: C21
        entry, request, VMA: 0 of 384 pairs, 0 of 900 triples
        1000 scenarios in 2.5 s, 400 a second

        v5.2: 3 defects in 400 of 1000 scenarios; 1 case of the corpus differs; 1 case
          of the corpus refused

        """)
  }

  @Test func held() {
    #expect(
      TextReport.text(Samples.report(revision: .conforming))
        == """
        exercised
          C1   10    C2   20    C3   30    C4   40    C5   50
          C6   60    C7   70    C8   80    C9   90    C10 100
          C11 110    C12 120    C13 130    C14 140    C15 150
          C16 160    C18 170    C19 180    C22 200    C23 210
          C24 220    C25 230    C26 240    C27 250
        never exercised: C21
        entry, request, VMA: 0 of 526 pairs, 0 of 1284 triples
        1000 scenarios in 2.5 s, 400 a second

        conforming: held on 1000 scenarios

        """)
  }

  @Test func nothingRun() {
    #expect(
      TextReport.text(Samples.report(seeds: 0))
        == """
        never exercised: C1, C2, C3, C4, C5, C6, C7, C8, C9, C10, C11, C12, C13, C14,
          C15, C16, C18, C19, C21, C22, C23, C24, C25, C26, C27
        entry, request, VMA: 0 of 384 pairs, 0 of 900 triples
        0 scenarios in 2.5 s, 0 a second

        v5.2: no scenario was run

        """)
  }

  @Test func replays() {
    #expect(
      TextReport.text(Samples.replays)
        == """
        Counterexamples/swap-need.json: C6 on v5.2, as recorded
        a#<&"'>_.json: v5.2 keeps C9, the file says that it breaks it
        refused: bad.json: count: missing; add "count": 1
        1 case as recorded, 1 differs, 1 refused

        """)
  }

  @Test func linesFitTheTerminal() {
    for line in TextReport.text(Samples.broken).split(separator: "\n") {
      #expect(line.count <= 80, "\(line)")
    }
  }

  @Test func commandFindsTheCaseAgain() {
    let finding = Samples.finding("C6", Samples.swapped, [.migrationNeed], seed: 7)
    var report = Samples.report([finding], corpus: Samples.replays)
    #expect(
      report.replayCommand(finding) == "hmmcheck --revision v5.2 --seed 7 --seeds 1 --only C6")
    report.without = [.retryCode]
    report.campaign.profile = Profile(revision: .v5_2, realGeometry: true, maximumPages: 600)
    #expect(
      report.replayCommand(finding)
        == "hmmcheck --revision v5.2 --without retry-code --seed 7 --seeds 1 --only C6"
        + " --geometry x86-64 --pages 600")
  }

  @Test func onlyCasesAsRecordedStandForADefect() {
    let finding = Samples.finding("C6", Samples.swapped, [.swapNeed])
    let differs = Samples.known("a b.json", "C6", [.swapNeed], result: .differs(["no"]))
    let other = Samples.known("c.json", "C7", [.swapNeed])
    let right = Samples.known("a b.json", "C6", [.swapNeed])
    let wrong = Samples.report([finding], corpus: [differs, other])
    #expect(wrong.replayCommand(finding).hasPrefix("hmmcheck --revision"))
    let found = Samples.report([finding], corpus: [differs, other, right])
    #expect(found.replayCommand(finding) == "hmmcheck replay 'a b.json'")
  }

  @Test func conclusions() {
    func closing(_ edit: (inout CheckReport) -> Void) -> String {
      Samples.report(revision: .v5_6, edit: edit).closing
    }
    #expect(closing { _ in } == "v5.6: held on 1000 scenarios")
    #expect(
      closing { $0.without = [.gapIsError] }
        == "v5.6 without gap-is-error: held on 1000 scenarios")
    #expect(
      closing { $0.outcome.undetermined = 3 }
        == "v5.6: nothing broken in 1000 scenarios; 3 not judged")
    #expect(
      closing { $0.requireExercised = true }
        == "v5.6: held on 1000 scenarios; C21 never exercised")
    #expect(
      closing {
        $0.interrupted = true
        $0.campaign.count = 5000
      } == "v5.6: held on 1000 scenarios; stopped before 5000")
  }

  @Test func strictChecksHaveNoNotes() {
    let note = Samples.finding("C24", Samples.readAndWrite, [.faultsOneByOne])
    #expect(TextReport.text(Samples.report([note])).contains("\nnotes\n") == false)
    #expect(TextReport.text(Samples.report([note])).hasPrefix("notes\n  C24  318 seeds, fixed by"))
    let strict = TextReport.text(Samples.report([note]) { $0.strict = true })
    #expect(strict.hasPrefix("C24  a page that asks"))
    #expect(strict.hasSuffix("v5.2: 1 defect in 400 of 1000 scenarios\n"))
  }

  @Test func takenFixIsNamed() {
    let finding = Samples.finding("C6", Samples.swapped, [.swapNeed])
    let report = Samples.report(
      [finding], revision: .conforming.without([.swapNeed])
    ) { $0.without = [.swapNeed] }
    #expect(
      TextReport.text(report).hasPrefix(
        """
        C6  on 0, REQ_FAULT gives VALID
          1 page, no event, revision conforming without swap-need
          page 0  pte swap  request F  output 0  contract: fault, then VALID
          result 0
          fixed by swap-need (e3fe8e555dd0, 5.4)
          seed 42, 318 seeds
          hmmcheck --revision conforming --without swap-need --seed 42 --seeds 1 --only C6

        """))
  }
}
