// SPDX-License-Identifier: GPL-2.0-or-later

import Proving

extension SecondOpinion {
  /// `640 of 676 confirmed by cvc5`.
  var confirmed: String {
    "\(grouped(agreed)) of \(grouped(questions)) confirmed by \(ProofReport.secondSolver)"
  }

  /// The same, and what became of the others: `…, 30 undecided, 6 failed`.
  var summary: String {
    let others = [
      (contradicted, "contradicted"), (undecided, "undecided"), (failed, "failed"),
      (unasked, "not asked"),
    ]
    return confirmed + others.filter { $0.0 > 0 }.map { ", \(grouped($0.0)) \($0.1)" }.joined()
  }
}

extension ProofReport {
  /// A line for each group that a second solver was asked of: `entries: 640 of 676 confirmed …`.
  var opinionLines: [String] {
    opinions.map { group, opinion in "\(group.rawValue): \(opinion.summary)" }
  }

  /// Obligations with questions that the second solver has not confirmed, those with the same reason
  /// on one line: `stopped after 10.0 seconds: entries.pte.outputs, witness.C6`.
  var unconfirmedLines: [String] {
    var reasons: [String] = []
    var rows: [String: [String]] = [:]
    for result in results {
      guard let opinion = result.secondOpinion, !opinion.isConfirmed else { continue }
      let reason = oneLine(opinion.reason ?? "contradicted")
      if rows[reason] == nil { reasons.append(reason) }
      rows[reason, default: []].append(result.row.id)
    }
    return reasons.map { "\($0): " + (rows[$0] ?? []).joined(separator: ", ") }
  }
}
