// SPDX-License-Identifier: GPL-2.0-or-later

import Proving

extension TestPoint {
  /// A point for each check and for each obligation; one more for an interruption, one for a second
  /// solver with too few answers, and one for disagreements, as without these a protocol of nothing
  /// but passes would say more than the report does.
  static func points(_ report: ProofReport) -> [TestPoint] {
    var points = checks(report) + report.results.map { TestPoint($0, of: report) }
    if report.isInterrupted {
      points.append(
        TestPoint(
          group: "report", name: "all obligations were asked", result: .unusable("interrupted"),
          seconds: 0,
          message: "interrupted", lines: ["interrupted: not all was asked"]))
    }
    if report.isUnconfirmed {
      points.append(
        TestPoint(
          group: "report", name: "\(ProofReport.secondSolver) confirmed every answer",
          result: .unusable("unconfirmed"), seconds: 0, message: "unconfirmed",
          lines: report.unconfirmedLines))
    }
    if !report.disagreements.isEmpty {
      points.append(
        TestPoint(
          group: "report", name: "the solver agrees with the concrete run", result: .failed,
          seconds: 0, message: counted(report.disagreements.count, "disagreement"),
          lines: report.disagreements))
    }
    return points
  }

  /// The point of one obligation.
  init(_ result: ProofResult, of report: ProofReport) {
    let row = result.row
    let verdict = result.verdict
    group = row.group.rawValue
    name = "\(row.id) \(row.statement), for \(row.bound)"
    seconds = result.seconds
    self.result =
      switch verdict {
      case .proved: .passed
      case .refuted, .vacuous: .failed
      case .notInductive, .conditional, .undetermined: .unusable(verdict.word)
      case .exempt: .skipped(row.exemption ?? verdict.word)
      }
    if let other = report.notCovered(result) { lines = [other] }
    if !verdict.isUnproved { return }
    message = oneLine(
      [verdict.word, verdict.reason ?? result.broken].compactMap(\.self).joined(separator: ": "))
    lines = ProofProblem(results: [result], kernel: report.kernel).lines()
  }
}
