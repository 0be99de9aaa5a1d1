// SPDX-License-Identifier: GPL-2.0-or-later

import Testing

@testable import Proving
@testable import Reporting

@Suite struct ProofKTAPReportTests {
  @Test func everyVerdict() {
    #expect(
      KTAPReport.text(ProofSamples.everyVerdict)
        == """
        KTAP version 1
        1..19
        ok 1 decisions.need-fault.5.8 hmm_pte_need_fault decides as its table, format 5.8, for all words
        ok 2 decisions.flags.5.8 requests and outputs survive their way through a word, format 5.8, for all words
        ok 3 decisions.range-need hmm_range_need_fault is the union of its pages' needs, wherever it stops early, for 1 to 16 pages; one more page never changes a stop
        # entries.pte.effects  refuted: hmm_vma_handle_pte: effects
        #   for all kinds, words, requests
        #   broken: passes over a need of entries.pte vvvv from 0
        not ok 4 entries.pte.effects hmm_vma_handle_pte: effects, for all kinds, words, requests
        # witness.C6  refuted: on 0, REQ_FAULT gives VALID
        #   for any length, any restarts
        #   broken: page 2 of witness vvvv from 0, cursor 2
        not ok 5 witness.C6 on 0, REQ_FAULT gives VALID, for any length, any restarts
        ok 6 witness.C7 on 0, REQ_FAULT and REQ_WRITE give VALID and WRITE; REQ_WRITE alone asks for nothing, for any length, any restarts
        # witness.outputs-right  not inductive: each round keeps: below the cursor, each
        #     word is an output that breaks no clause
        #   for any length, any restarts
        #   a counterexample to induction: no run of the bounded obligations reaches it;
        #     neither a bug nor a proof
        #   broken: page 0 of witness vV from 0, cursor 1
        not ok 7 witness.outputs-right each round keeps: below the cursor, each word is an output that breaks no clause, for any length, any restarts # ERROR not inductive
        # frame.tables  undetermined: what is a table stays one, while nobody else acts
        #   for any length, any restarts
        #   lost of frame.tables vvvv from 0, cursor 1: timeout
        not ok 8 frame.tables what is a table stays one, while nobody else acts, for any length, any restarts # ERROR undetermined
        # base.clean  vacuous: holds when a call begins: nothing is locked
        #   for any length, any restarts
        #   impossible under the assumptions: a scenario
        not ok 9 base.clean holds when a call begins: nothing is locked, for any length, any restarts
        ok 10 progress.measure each undisturbed restart leaves less to be faulted or waited for, for any length, any restarts
        ok 11 invariant.clean is needed: without it some round breaks a claim, for a window of 4 pages
        ok 12 groups.pmd-2-pud-4 all clauses and invariants with 2 pages a PMD, 4 a PUD, for any length, any restarts # SKIP no inductive proof for this revision
        ok 13 groups.pmd-2-pud-16 all clauses and invariants with 2 pages a PMD, 16 a PUD, for any length, any restarts # SKIP no inductive proof for this revision
        ok 14 induction.1-pages all clauses and invariants, the range alone, for 1 pages, any restarts
        ok 15 induction.2-pages all clauses and invariants, the range alone, for 2 pages, any restarts
        # bounded.1-pages-outcome.C6  refuted: on 0, REQ_FAULT gives VALID
        #   for 1 page, 4 restarts, 1 open outcome
        #   broken: call of bounded 1-pages v from 0
        #   1 page, no event, revision conforming without swap-need
        #   page 0  pte swap  request F  output 0  contract: fault, then VALID
        #   result 0
        #   fixed by swap-need (e3fe8e555dd0, 5.4)
        not ok 16 bounded.1-pages-outcome.C6 on 0, REQ_FAULT gives VALID, for 1 page, 4 restarts, 1 open outcome
        ok 17 bounded.1-pages-outcome.C7 on 0, REQ_FAULT and REQ_WRITE give VALID and WRITE; REQ_WRITE alone asks for nothing, for 1 page, 4 restarts, 1 open outcome
        # bounded.2-pages.C6  refuted: on 0, REQ_FAULT gives VALID
        #   for 2 pages, 4 restarts
        #   broken: call of bounded 1-pages v from 0
        #   1 page, no event, revision conforming without swap-need
        #   page 0  pte swap  request F  output 0  contract: fault, then VALID
        #   result 0
        #   fixed by swap-need (e3fe8e555dd0, 5.4)
        not ok 18 bounded.2-pages.C6 on 0, REQ_FAULT gives VALID, for 2 pages, 4 restarts
        # stopped after 10.0 seconds: decisions.flags.5.8
        not ok 19 cvc5 confirmed every answer # ERROR unconfirmed
        # witness.C7 took 12345678901 steps; 5000000000 are recorded
        # decisions: 12 of 13 confirmed by cvc5, 1 undecided
        # conforming without swap-need, 18 obligations: 9 proved, 4 refuted, 1 vacuous, 1 not inductive, 1 undetermined, 2 exempt; 9,196 questions, 20.0 s of solver time, 34.1 s on the clock, Z3 4.8.12; 12 of 13 confirmed by cvc5

        """)
  }

  @Test func interrupted() {
    #expect(
      KTAPReport.text(ProofSamples.interrupted)
        == """
        KTAP version 1
        1..6
        ok 1 witness.C6 on 0, REQ_FAULT gives VALID, for any length, any restarts
        # witness.C8  undetermined: ERROR: access to the page is impossible
        #   for any length, any restarts
        #   interrupted
        not ok 2 witness.C8 ERROR: access to the page is impossible, for any length, any restarts # ERROR undetermined
        # bounded.2-pages.C6  undetermined: on 0, REQ_FAULT gives VALID
        #   for 2 pages, 4 restarts
        #   interrupted
        not ok 3 bounded.2-pages.C6 on 0, REQ_FAULT gives VALID, for 2 pages, 4 restarts # ERROR undetermined
        # bounded.2-pages.C8  undetermined: ERROR: access to the page is impossible
        #   for 2 pages, 4 restarts
        #   the worker said a#<&"'>_b
        not ok 4 bounded.2-pages.C8 ERROR: access to the page is impossible, for 2 pages, 4 restarts # ERROR undetermined
        # interrupted: not all was asked
        not ok 5 all obligations were asked # ERROR interrupted
        # the solver's scenario breaks nothing when it is run, and not C8
        not ok 6 the solver agrees with the concrete run
        # witness: 28 of 28 confirmed by cvc5
        # v5.6, 4 obligations: 1 proved, 3 undetermined; 1,084 questions, 5.0 s of solver time, 1.5 s on the clock, Z3 4.8.12; 28 of 28 confirmed by cvc5; 1 disagreement; interrupted: not all was asked

        """)
  }

  @Test func nothingAsked() {
    #expect(
      KTAPReport.text(ProofSamples.empty)
        == """
        KTAP version 1
        1..0
        # v5.2, 0 obligations: nothing proved; 0 questions, 0.0 s of solver time, 0.0 s on the clock, Z3 4.8.12

        """)
  }

  /// Every line is of one of the four sorts, and the points are numbered as planned.
  @Test func grammar() throws {
    for report in [ProofSamples.everyVerdict, ProofSamples.interrupted, ProofSamples.empty] {
      let text = KTAPReport.text(report)
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

  /// Only what is proved passes, and only what is exempt is skipped.
  @Test func onlyProofsPass() {
    let report = ProofSamples.everyVerdict
    for (result, point) in zip(report.results, TestPoint.points(report)) {
      #expect((point.result == .passed) == (result.verdict == .proved))
      #expect(
        (point.result == .skipped("no inductive proof for this revision"))
          == (result.verdict == .exempt))
    }
  }
}
