// SPDX-License-Identifier: GPL-2.0-or-later

import Proving

/// One line of a test protocol: an obligation, or what is to be said of the whole table.
struct ProofPoint {
  enum Result: Equatable {
    case passed
    case failed
    /// Neither proved nor refuted, which is never a pass: `undetermined`.
    case open(String)
    case skipped(String)
  }

  /// `witness`; `report` for what is not an obligation.
  var group: String
  var name: String
  var result: Result
  /// Solver time.
  var seconds = 0.0
  /// What is wrong, in a line; empty where nothing is.
  var message = ""
  /// What there is to say of it.
  var lines: [String] = []

  /// A point for each obligation; one more for an interruption, and one for disagreements, as
  /// without these a protocol of nothing but passes would say more than the report does.
  static func points(_ report: ProofReport) -> [ProofPoint] {
    var points = report.results.map(ProofPoint.init)
    if report.isInterrupted {
      points.append(
        ProofPoint(
          group: "report", name: "all obligations were asked", result: .open("interrupted"),
          message: "interrupted", lines: ["interrupted: not all was asked"]))
    }
    if !report.disagreements.isEmpty {
      points.append(
        ProofPoint(
          group: "report", name: "the solver agrees with the concrete run", result: .failed,
          message: counted(report.disagreements.count, "disagreement"),
          lines: report.disagreements))
    }
    return points
  }
}

extension ProofPoint {
  init(_ result: ProofResult) {
    let row = result.row
    let verdict = result.verdict
    group = row.group.rawValue
    name = "\(row.id) \(row.statement), for \(row.bound)"
    seconds = result.seconds
    self.result =
      switch verdict {
      case .proved: .passed
      case .refuted, .vacuous: .failed
      case .notInductive, .undetermined: .open(verdict.word)
      case .exempt: .skipped(row.exemption ?? verdict.word)
      }
    if !verdict.isUnproved { return }
    message = [verdict.word, verdict.reason ?? result.broken].compactMap(\.self)
      .joined(separator: ": ")
    lines = ProofProblem(results: [result]).lines()
  }
}
