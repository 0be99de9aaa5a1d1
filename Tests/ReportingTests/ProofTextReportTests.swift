// SPDX-License-Identifier: GPL-2.0-or-later

import RangeFault
import Testing

@testable import Proving
@testable import Reporting

@Suite struct ProofTextReportTests {
  @Test func everyVerdict() {
    #expect(
      TextReport.text(ProofSamples.everyVerdict)
        == """
        One word: for all 64-bit words
          obligation      verdict   time  rlimit  agreed
          for all words:
          need-fault.5.8  proved   1.3 s   9,999     4/4  hmm_pte_need_fault decides as
                                                          its table, format 5.8
          flags.5.8       proved   1.3 s   9,999     8/9  requests and outputs survive
                                                          their way through a word,
                                                          format 5.8
          range-need      proved   1.3 s   9,999  for 1 to 16 pages; one more page never
                                                  changes a stop: hmm_range_need_fault
                                                  is the union of its pages' needs,
                                                  wherever it stops early

        One entry, every kind
          obligation   verdict   time  rlimit
          pte.effects  refuted  1.3 s  1,234k  for all kinds, words, requests:
                                               hmm_vma_handle_pte: effects

        Ranges of any length, any number of restarts
          obligation     verdict         time   rlimit
          for any length, any restarts:
          C6             refuted        1.3 s   1,234k  on 0, REQ_FAULT gives VALID
          C7             proved         1.3 s  12,345M  on 0, REQ_FAULT and REQ_WRITE
                                                        give VALID and WRITE; REQ_WRITE
                                                        alone asks for nothing
          outputs-right  not inductive  1.3 s   1,234k  each round keeps: below the
                                                        cursor, each word is an output
                                                        that breaks no clause

        What one group does to the rest
          obligation  verdict        time  rlimit
          tables      undetermined  1.3 s  1,234k  for any length, any restarts: what is
                                                   a table stays one, while nobody else
                                                   acts

        Where a call begins
          obligation  verdict   time  rlimit
          clean       vacuous  1.3 s  1,234k  for any length, any restarts: holds when a
                                              call begins: nothing is locked

        A call comes to an end
          obligation  verdict   time  rlimit
          measure     proved   1.3 s   9,999  for any length, any restarts: each
                                              undisturbed restart leaves less to be
                                              faulted or waited for

        Mutants of the invariant
          obligation  verdict   time  rlimit
          clean       proved   1.3 s   9,999  for a window of 4 pages: is needed:
                                              without it some round breaks a claim

        Other group sizes
          obligation    verdict
          for any length, any restarts (exempt: no inductive proof for this revision):
          pmd-2-pud-4   exempt   all clauses and invariants with 2 pages a PMD, 4 a PUD
          pmd-2-pud-16  exempt   all clauses and invariants with 2 pages a PMD, 16 a PUD

        The range alone, any number of restarts
          obligation  verdict   time  rlimit
          1-pages     proved   1.3 s   9,999  for 1 pages, any restarts: all clauses and
                                              invariants, the range alone
          2-pages     proved   1.3 s   9,999  for 2 pages, any restarts: ...

        Calls from their beginning
          obligation          verdict   time  rlimit
          for 1 page, 4 restarts, 1 open outcome:
          1-pages-outcome.C6  refuted  1.3 s  1,234k  on 0, REQ_FAULT gives VALID
          1-pages-outcome.C7  proved   1.3 s   9,999  on 0, REQ_FAULT and REQ_WRITE ...
          2-pages.C6          refuted  1.3 s  1,234k  for 2 pages, 4 restarts: ...

        entries.pte.effects  refuted: hmm_vma_handle_pte: effects
          for all kinds, words, requests
          broken: passes over a need of entries.pte vvvv from 0

        witness.C6  refuted: on 0, REQ_FAULT gives VALID
          for any length, any restarts
          broken: page 2 of witness vvvv from 0, cursor 2
          the run: see bounded.1-pages-outcome.C6

        witness.outputs-right  not inductive: each round keeps: below the cursor, each
            word is an output that breaks no clause
          for any length, any restarts
          a counterexample to induction: no run of the bounded obligations reaches it;
            neither a bug nor a proof
          broken: page 0 of witness vV from 0, cursor 1

        frame.tables  undetermined: what is a table stays one, while nobody else acts
          for any length, any restarts
          lost of frame.tables vvvv from 0, cursor 1: timeout

        base.clean  vacuous: holds when a call begins: nothing is locked
          for any length, any restarts
          impossible under the assumptions: a scenario

        bounded.1-pages-outcome.C6  refuted: on 0, REQ_FAULT gives VALID
          for 1 page, 4 restarts, 1 open outcome
          broken: call of bounded 1-pages v from 0
          1 page, no event, revision conforming without swap-need
          page 0  pte swap  request F  output 0  contract: fault, then VALID
          result 0
          fixed by swap-need (e3fe8e555dd0, 5.4)

        bounded.2-pages.C6  refuted: on 0, REQ_FAULT gives VALID
          for 2 pages, 4 restarts
          broken: call of bounded 1-pages v from 0
          the run: see bounded.1-pages-outcome.C6

        grown beyond twice what is recorded
          witness.C7 took 12345678901 steps; 5000000000 are recorded

        not confirmed by cvc5
          stopped after 10.0 seconds: decisions.flags.5.8

        decisions: 12 of 13 confirmed by cvc5, 1 undecided

        conforming without swap-need, 18 obligations: 9 proved, 4 refuted, 1 vacuous, 1
          not inductive, 1 undetermined, 2 exempt; 9,196 questions, 20.0 s of solver
          time, 34.1 s on the clock, Z3 4.8.12; 12 of 13 confirmed by cvc5

        """)
  }

  @Test func interrupted() {
    #expect(
      TextReport.text(ProofSamples.interrupted)
        == """
        Ranges of any length, any number of restarts
          obligation  verdict        time  rlimit  agreed
          for any length, any restarts:
          C6          proved        1.3 s   9,999   28/28  on 0, REQ_FAULT gives VALID
          C8          undetermined  1.3 s  1,234k          ERROR: access to the page is
                                                           impossible

        Calls from their beginning
          obligation  verdict        time  rlimit
          for 2 pages, 4 restarts:
          2-pages.C6  undetermined  1.3 s  1,234k  on 0, REQ_FAULT gives VALID
          2-pages.C8  undetermined  1.3 s  1,234k  ERROR: access to the page is ...

        2 obligations undetermined
          interrupted
          witness.C8, bounded.2-pages.C6

        bounded.2-pages.C8  undetermined: ERROR: access to the page is impossible
          for 2 pages, 4 restarts
          the worker said a#<&"'>_b

        disagreements, a fault of hmmcheck
          the solver's scenario breaks nothing when it is run, and not C8

        witness: 28 of 28 confirmed by cvc5

        v5.6, 4 obligations: 1 proved, 3 undetermined; 1,084 questions, 5.0 s of solver
          time, 1.5 s on the clock, Z3 4.8.12; 28 of 28 confirmed by cvc5; 1
          disagreement; interrupted: not all was asked

        """)
  }

  @Test func nothingAsked() {
    #expect(
      TextReport.text(ProofSamples.empty)
        == """
        v5.2, 0 obligations: nothing proved; 0 questions, 0.0 s of solver time, 0.0 s on
          the clock, Z3 4.8.12

        """)
  }

  @Test func proved() {
    #expect(
      TextReport.text(ProofSamples.held)
        == """
        Ranges of any length, any number of restarts
          obligation  verdict   time  rlimit
          C6          proved   1.3 s   9,999  for any length, any restarts: on 0,
                                              REQ_FAULT gives VALID

        conforming, 1 obligation: 1 proved; 1,000 questions, 1.3 s of solver time, 0.0 s
          on the clock, Z3 4.8.12

        """)
  }

  /// Whatever is planned has its row, and all rows fit.
  @Test func everyObligationHasItsRow() {
    for revision in [Revision.conforming, .v5_2] {
      var report = ProofReport(revision: revision.name, without: [], z3: "4.8.12")
      report.results = Plan(revision).rows.map { row in
        row.exemption == nil
          ? ProofSamples.proved(row, rlimit: .max, opinion: (100, 20)) : ProofSamples.exempt(row)
      }
      let text = TextReport.text(report)
      let lines = text.split(separator: "\n")
      for line in lines { #expect(line.count <= 80, "\(line)") }
      for group in ProofRow.Group.allCases {
        let rows = report.results.filter { $0.row.group == group }
        let table = lines.drop { $0 != group.heading }
        for result in rows {
          let begin = "  \(result.row.name) "
          #expect(table.contains { $0.hasPrefix(begin) }, "\(result.row.id)")
        }
      }
      let reasons = Set(report.results.compactMap(\.row.exemption))
      for reason in reasons { #expect(text.unfolded.contains("exempt: \(reason)")) }
    }
  }

  @Test func colors() {
    let report = ProofSamples.everyVerdict
    let text = TextReport.text(report, color: true)
    #expect(text.contains("\u{1b}[1mWhere a call begins\u{1b}[0m\n"))
    #expect(text.contains("\u{1b}[31mvacuous\u{1b}[0m"))
    #expect(text.replacing(/\u{1b}\[[0-9]+m/, with: "") == TextReport.text(report))
  }

  @Test func numbers() {
    #expect([0, 999, 1000, 2_345_678].map { grouped($0) } == ["0", "999", "1,000", "2,345,678"])
    #expect(
      [9999, 10_000, 9_999_999, 10_000_000].map { shortened($0) }
        == ["9,999", "10k", "9,999k", "10M"])
    #expect(shortened(.max) == "18,446,744,073,709M")
  }
}

extension String {
  /// On one line, with single spaces.
  fileprivate var unfolded: String {
    split { $0 == " " || $0 == "\n" }.joined(separator: " ")
  }
}
