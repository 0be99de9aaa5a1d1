// SPDX-License-Identifier: GPL-2.0-or-later

import AddressSpace
import Checking
import Proving
import RangeFault

/// What was tried before the obligations, and the rows that it contradicts, for people.
struct BeliefText {
  let report: ProofReport

  /// The checks under their heading; empty where there were none.
  func checks(_ paint: Paint) -> [String] {
    guard let checks = report.checks, !checks.isEmpty else { return [] }
    let words = checks.map(\.outcome.word)
    let width = words.map(\.count).max() ?? 0
    return [paint("Checks before belief", .heading)]
      + zip(checks, words).flatMap { check, word in
        let first = "  \(check.name)  \(word.padded(width + 2))\(decimal(check.seconds)) s  "
        var lines = wrapped(check.statement, first: first, margin: first.count)
        if !check.isAgreed {
          lines = lines.map { paint($0, .wrong) }
          lines += details(check)
        }
        return lines
      }
  }

  /// What differs, and the case where there is one.
  func details(_ check: BeliefCheck) -> [String] {
    let reason = check.outcome.reason.map { wrapped(oneLine($0), first: "    ", margin: 6) } ?? []
    guard let scenario = check.scenario, let target = report.target else { return reason }
    let text = CaseText(scenario, target)
    return reason + wrapped(text.summary, first: "    ", margin: 6)
      + text.lines.map { "  " + $0 }
  }

  /// Each contradiction: the rows, and the scenario as a check shows it.
  var contradictions: [[String]] { report.contradictions.map(lines) }

  private func lines(_ contradiction: Contradiction) -> [String] {
    let rows = contradiction.rows
    let heading = wrapped(
      "\(rows.joined(separator: ", ")): proved, and broken by a random scenario, a fault of hmmcheck",
      first: "", margin: 4)
    guard let check else { return heading }
    return heading
      + Defect.group([contradiction.finding]).flatMap { defect in
        DefectText(defect: defect, report: check).lines
      }
  }

  /// The command that runs the scenario of a contradiction again.
  func command(_ contradiction: Contradiction) -> String? {
    check?.replayCommand(contradiction.finding)
  }

  /// The random scenarios as a check of their own, by which findings are told.
  private var check: CheckReport? {
    report.target.map { target in
      CheckReport(
        campaign: Campaign(target, count: 1),
        without: report.without.compactMap { Fix(id: $0) },
        outcome: Campaign.Outcome(), seconds: 0)
    }
  }
}

extension BeliefCheck.Outcome {
  var word: String {
    switch self {
    case .agreed: "agreed"
    case .differs: "differs"
    case .notDone: "not done"
    }
  }

  /// In what it differs, or why it says nothing.
  var reason: String? {
    switch self {
    case .agreed: nil
    case .differs(let words), .notDone(let words): words
    }
  }
}

extension ProofReport {
  /// `not covered: hmm_range_fault_unlocked_timeout breaks it (seed 264)`; nil where nothing does.
  func notCovered(_ result: ProofResult) -> String? {
    result.notCovered.map {
      "not covered: \($0.exclusion.words(target)) breaks it (seed \($0.seed))"
    }
  }
}

extension Exclusion {
  /// What it is that a row does not speak of.
  fileprivate func words(_ target: Target?) -> String {
    switch self {
    case .mayDropLock:
      target?.kernel?.interface.unlockedName ?? "a call that may drop the mmap lock"
    case .snapshotCall: "the snapshot call"
    case .accessedBits: "an architecture with accessed bits in swap entries"
    case .splitTables: "an architecture with several tables a PMD"
    case .emptyRange: "a call on no page"
    case .disturbed: "a call that others disturb"
    case .otherSize: "a call of another size"
    }
  }
}

extension CaseText {
  /// A scenario of which no clause is told.
  init(_ scenario: Scenario, _ target: Target) {
    recording = Recording(scenario, target)
    clause = ""
  }
}

extension TestPoint {
  /// A point for each check. Where random scenarios contradict rows, these are told with it.
  static func checks(_ report: ProofReport) -> [TestPoint] {
    let text = BeliefText(report: report)
    return (report.checks ?? []).map { check in
      let result: Result =
        switch check.outcome {
        case .agreed: .passed
        case .differs: check.leavesRowsOpen ? .unusable("undetermined") : .failed
        case .notDone(let reason): .skipped(reason)
        }
      var point = TestPoint(
        group: "checks", name: "\(check.name) \(check.statement)", result: result,
        seconds: check.seconds)
      if case .differs(let words) = check.outcome {
        point.message = oneLine(words)
        point.lines =
          text.details(check)
          + (check.leavesRowsOpen ? [] : Array(text.contradictions.joined()))
      }
      return point
    }
  }
}
