// SPDX-License-Identifier: GPL-2.0-or-later

import Checking

@testable import Proving

/// Tables of obligations made by hand.
enum ProofSamples {
  private static let anyLength = "any length, any restarts"
  private static let faultGivesValid = "on 0, REQ_FAULT gives VALID"

  /// A row of each verdict, and of each group.
  static let everyVerdict: ProofReport = {
    var report = ProofReport(revision: "conforming", without: ["swap-need"], z3: "4.8.12")
    report.results = [
      proved(
        row(
          .decisions, "need-fault.5.8", "hmm_pte_need_fault decides as its table, format 5.8",
          "all words"), opinion: (4, 0)),
      proved(
        row(
          .decisions, "flags.5.8",
          "requests and outputs survive their way through a word, format 5.8", "all words"),
        opinion: (8, 1)),
      proved(
        row(
          .decisions, "range-need",
          "hmm_range_need_fault is the union of its pages' needs, wherever it stops early",
          "1 to 16 pages; one more page never changes a stop")),
      broken(
        row(.entries, "pte.effects", "hmm_vma_handle_pte: effects", "all kinds, words, requests"),
        .refuted, by: "passes over a need of entries.pte vvvv from 0"),
      broken(
        row(.witness, "C6", faultGivesValid, anyLength, clause: "C6"), .refuted,
        by: "page 2 of witness vvvv from 0, cursor 2"),
      proved(
        row(
          .witness, "C7",
          "on 0, REQ_FAULT and REQ_WRITE give VALID and WRITE; REQ_WRITE alone asks for nothing",
          anyLength, clause: "C7"), rlimit: 12_345_678_901),
      broken(
        row(
          .witness, "outputs-right",
          "each round keeps: below the cursor, each word is an output that breaks no clause",
          anyLength), .notInductive, by: "page 0 of witness vV from 0, cursor 1"),
      result(
        row(.frame, "tables", "what is a table stays one, while nobody else acts", anyLength),
        .undetermined(reason: "lost of frame.tables vvvv from 0, cursor 1: timeout")),
      result(
        row(.base, "clean", "holds when a call begins: nothing is locked", anyLength),
        .vacuous(reason: "impossible under the assumptions: a scenario")),
      proved(
        row(
          .progress, "measure",
          "each undisturbed restart leaves less to be faulted or waited for", anyLength,
          clause: "C23")),
      proved(
        row(
          .invariant, "clean", "is needed: without it some round breaks a claim",
          "a window of 4 pages")),
      exempt(
        row(
          .groups, "pmd-2-pud-4",
          "all clauses and invariants with 2 pages a PMD, 4 a PUD", anyLength,
          exemption: "no inductive proof for this revision")),
      exempt(
        row(
          .groups, "pmd-2-pud-16",
          "all clauses and invariants with 2 pages a PMD, 16 a PUD", anyLength,
          exemption: "no inductive proof for this revision")),
      proved(
        row(
          .induction, "1-pages", "all clauses and invariants, the range alone",
          "1 pages, any restarts")),
      proved(
        row(
          .induction, "2-pages", "all clauses and invariants, the range alone",
          "2 pages, any restarts")),
      found(
        row(
          .bounded, "1-pages-outcome.C6", faultGivesValid, "1 page, 4 restarts, 1 open outcome",
          clause: "C6")),
      proved(
        row(
          .bounded, "1-pages-outcome.C7",
          "on 0, REQ_FAULT and REQ_WRITE give VALID and WRITE; REQ_WRITE alone asks for nothing",
          "1 page, 4 restarts, 1 open outcome", clause: "C7")),
      found(
        row(.bounded, "2-pages.C6", faultGivesValid, "2 pages, 4 restarts", clause: "C6")),
    ]
    report.seconds = 34.1
    report.growth = ["witness.C7 took 12345678901 steps; 5000000000 are recorded"]
    return report
  }()

  /// Stopped in its midst, after the solver and a run had disagreed.
  static let interrupted: ProofReport = {
    var report = ProofReport(revision: "v5.6", without: [], z3: "4.8.12")
    let stopped = ProofVerdict.undetermined(reason: "interrupted")
    report.results = [
      proved(
        row(
          .witness, "C6", faultGivesValid, anyLength, clause: "C6"), opinion: (28, 0)),
      result(
        row(.witness, "C8", "ERROR: access to the page is impossible", anyLength, clause: "C8"),
        stopped),
      result(
        row(.bounded, "2-pages.C6", faultGivesValid, "2 pages, 4 restarts", clause: "C6"), stopped),
      result(
        row(
          .bounded, "2-pages.C8", "ERROR: access to the page is impossible", "2 pages, 4 restarts",
          clause: "C8"),
        .undetermined(reason: "the worker said a#<&\"'>\nb")),
    ]
    report.seconds = 1.5
    report.isInterrupted = true
    report.disagreements = ["the solver's scenario breaks nothing when it is run, and not C8"]
    return report
  }()

  static let empty = ProofReport(revision: "v5.2", without: [], z3: "4.8.12")

  /// What only was proved.
  static let held: ProofReport = {
    var report = ProofReport(revision: "conforming", without: [], z3: "4.8.12")
    report.results = [
      proved(row(.witness, "C6", faultGivesValid, anyLength, clause: "C6"))
    ]
    return report
  }()

  static let counterexample = Counterexample(
    name: "swap-need", title: "a swapped-out page is not faulted", clause: "C6",
    subject: Counterexample.Subject(revision: "conforming", without: ["swap-need"]),
    fixedBy: ["swap-need"], scenario: Samples.swapped)

  // MARK: Rows

  static func row(
    _ group: ProofRow.Group, _ name: String, _ statement: String, _ bound: String,
    clause: String? = nil, exemption: String? = nil
  ) -> ProofRow {
    ProofRow(group, name, clause: clause, statement, bound: bound, exemption: exemption)
  }

  static func result(_ row: ProofRow, _ verdict: ProofVerdict) -> ProofResult {
    var result = ProofResult(row: row, verdict: verdict)
    result.questions = 28
    result.seconds = 1.25
    result.rlimit = 1_234_567
    return result
  }

  static func proved(
    _ row: ProofRow, rlimit: UInt64 = 9999, opinion: (agreed: Int, undecided: Int)? = nil
  ) -> ProofResult {
    var result = result(row, .proved)
    result.questions = 1000
    result.rlimit = rlimit
    if let opinion {
      var second = SecondOpinion()
      (second.agreed, second.undecided, second.seconds) = (opinion.agreed, opinion.undecided, 0.5)
      second.reason = opinion.undecided > 0 ? "stopped after 10.0 seconds" : nil
      result.secondOpinion = second
    }
    return result
  }

  static func exempt(_ row: ProofRow) -> ProofResult { ProofResult(row: row, verdict: .exempt) }

  static func broken(_ row: ProofRow, _ verdict: ProofVerdict, by part: String) -> ProofResult {
    var result = result(row, verdict)
    result.broken = part
    return result
  }

  static func found(_ row: ProofRow) -> ProofResult {
    var result = broken(row, .refuted, by: "call of bounded 1-pages v from 0")
    result.counterexample = counterexample
    return result
  }
}
