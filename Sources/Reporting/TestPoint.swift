// SPDX-License-Identifier: GPL-2.0-or-later

import Checking
import Specification

/// One line of a test protocol: a clause, a case of the corpus, or an obligation.
struct TestPoint {
  enum Result: Equatable {
    case passed
    case failed
    /// It could not be judged, and for what: a case is `refused`, an obligation `undetermined`. Never
    /// a pass.
    case unusable(String)
    case skipped(String)
  }

  /// `clauses`, `corpus`, `witness`.
  var group: String
  var name: String
  var result: Result
  /// How long it took; nil where that is not known.
  var seconds: Double?
  /// What is wrong, in a line; empty where nothing is.
  var message = ""
  /// What there is to say of it.
  var lines: [String] = []

  /// Why what --expect names is neither a failure nor a pass.
  static let known = "known (--expect)"

  /// A point for each clause, then one for each case of the corpus; one more where something could
  /// not be judged, and one where something that was expected did not come.
  static func points(_ report: CheckReport) -> [TestPoint] {
    Contract.clauses.indices.map { clause($0, report) } + points(report.corpus)
      + whole(report)
  }

  private static func whole(_ report: CheckReport) -> [TestPoint] {
    var points: [TestPoint] = []
    if !report.isWhollyJudged {
      var reasons = UnjudgedText(report: report).reasons
      if report.outcome.seeds == 0 { reasons.append("no scenario was run") }
      points.append(
        TestPoint(
          group: "report", name: "every scenario was judged", result: .unusable("undetermined"),
          message: reasons.first ?? "undetermined", lines: reasons))
    }
    let missing = report.expected?.missing(report.found) ?? []
    if !missing.isEmpty {
      points.append(
        TestPoint(
          group: "report", name: "what --expect names is broken",
          result: report.conclusion == .violated ? .failed : .unusable("undetermined"),
          message: missing[0], lines: missing))
    }
    return points
  }

  static func points(_ replays: [Replay]) -> [TestPoint] {
    replays.map { replay in
      let result: Result =
        switch replay.result {
        case .asRecorded, .asExpected: .passed
        case .inapplicable(let reason): .skipped(reason)
        case .ran(let violated): violated.isEmpty ? .passed : .failed
        case .differs: .failed
        case .unjudged: .unusable("undetermined")
        case .refused: .unusable("refused")
        }
      let lines = result == .passed ? [] : TextReport.lines(replay)
      return TestPoint(
        group: "corpus", name: replay.path, result: result, message: lines.first ?? "", lines: lines
      )
    }
  }

  private static func clause(_ index: Int, _ report: CheckReport) -> TestPoint {
    let clause = Contract.clauses[index]
    var point = TestPoint(
      group: "clauses", name: "\(clause.id) \(clause.statement)", result: .passed)
    let broken = report.violations.flatMap(\.findings).filter { $0.clause == index }
    if let first = broken.first {
      let defects = report.violations.filter { $0.findings.contains { $0.clause == index } }
      let known = report.expected?.known ?? []
      let isKnown = defects.allSatisfy { known.contains($0.first.clauseID) }
      point.result = isKnown ? .skipped(Self.known) : .failed
      point.message = summary(first)
      point.lines = report.violations.flatMap { lines(clause.id, $0, report) }
      return point
    }
    let notes = report.notes.flatMap { lines(clause.id, $0, report) }
    if !notes.isEmpty { point.lines = ["note, not a violation:"] + notes }
    if !report.campaign.clauses.contains(index) {
      point.result = .skipped("not judged")
    } else if !report.isWhollyJudged
      && !(report.requireExercised && report.outcome.coverage.exercised[index] == 0)
    {
      point.result = .unusable("undetermined")
      point.message = "not every scenario was judged"
    } else if report.outcome.coverage.exercised[index] == 0 {
      point.result = report.requireExercised ? .failed : .skipped("never exercised")
      if report.requireExercised {
        point.message = "never exercised"
        point.lines = ["never exercised"]
      }
    }
    return point
  }

  /// `12 seeds, fixed by retry-code (73231612dc7c, 5.2)`.
  private static func summary(_ finding: Finding) -> String {
    "\(finding.sightings), \(finding.remedy.text)"
  }

  /// What a defect has to say of a clause: its case where it stands for the defect, and where it
  /// does not, a pointer to the clause that does.
  private static func lines(_ clause: String, _ defect: Defect, _ report: CheckReport) -> [String] {
    if defect.first.clauseID == clause { return DefectText(defect: defect, report: report).lines }
    return defect.findings.filter { $0.clauseID == clause }.flatMap { finding in
      [
        "\(clause)  \(summary(finding)); see \(defect.first.clauseID)",
        "  " + report.replayCommand(finding),
      ]
    }
  }
}
