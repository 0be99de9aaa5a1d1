// SPDX-License-Identifier: GPL-2.0-or-later

import Checking
import Proving

extension ProofReport {
  /// What the obligations are of: `v5.6`, `conforming without vm-write-check`.
  var subjectName: String { revision + without.map { " without \($0)" }.joined() }

  /// What the table comes to: `conforming, 2 obligations: 1 proved, 1 exempt; 28 questions, …`.
  var closing: String {
    var parts = [counts, work]
    if !opinions.isEmpty {
      parts.append(opinions.reduce(SecondOpinion()) { $0 + $1.opinion }.confirmed)
    }
    if !disagreements.isEmpty { parts.append(counted(disagreements.count, "disagreement")) }
    if !contradictions.isEmpty {
      let clauses = contradictions.map(\.finding.clauseID).joined(separator: ", ")
      parts.append("\(clauses) proved, and broken by random scenarios")
    }
    if checks?.contains(where: \.leavesRowsOpen) == true {
      parts.append("rounds are not what the calls of this text are made of")
    }
    if kernel != nil && checks == nil { parts.append("checks before belief were left out") }
    if isInterrupted { parts.append("interrupted: not all was asked") }
    return parts.joined(separator: "; ")
  }

  /// The last lines of reports of test points.
  var notes: [String] { growth + opinionLines + [closing] }

  /// How many obligations there are of each verdict, the good ones first.
  private var counts: String {
    let words = [
      "proved", "refuted", "vacuous", "not inductive", "conditional", "undetermined", "exempt",
    ]
    let found = words.compactMap { word in
      let count = results.count { $0.verdict.word == word }
      return count > 0 ? "\(grouped(count)) \(word)" : nil
    }
    let total = results.count == 1 ? "1 obligation" : "\(grouped(results.count)) obligations"
    let verdicts = found.isEmpty ? "nothing proved" : found.joined(separator: ", ")
    return "\(subjectName), \(total): \(verdicts)"
  }

  private var work: String {
    let questions = results.reduce(0) { $0 + $1.questions }
    let solver = results.reduce(0) { $0 + $1.seconds }
    return [
      questions == 1 ? "1 question" : "\(grouped(questions)) questions",
      "\(decimal(solver)) s of solver time", "\(decimal(seconds)) s on the clock", "Z3 \(z3)",
    ].joined(separator: ", ")
  }
}

extension ProofReport {
  /// The text of a kernel, where it was proved of one.
  var kernel: Target? { target.flatMap { $0.kernel == nil ? nil : $0 } }
}
