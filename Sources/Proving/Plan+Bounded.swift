// SPDX-License-Identifier: GPL-2.0-or-later

import AddressSpace
import Logic
import RangeFault
import Specification

// Calls from their beginning, on every scenario of a few pages: what is found here is a run, and is
// replayed.
extension Plan {
  mutating func addBounded() {
    for size in BoundedSize.all {
      var rows: [String] = []
      for clause in size.clauses {
        let row = ProofRow(
          .bounded, "\(size.name).\(clause.id)", clause: clause.id, clause.clause.statement,
          bound: size.bound)
        add(row)
        rows.append(row.id)
      }
      if target.kernel != nil {
        let row = ProofRow(
          .bounded, "\(size.name).\(Plan.understood)",
          "no call comes to text that is not understood", bound: size.bound)
        add(row)
        rows.append(row.id)
      }
      for skeleton in size.skeletons(target.revision) {
        let target = target
        add(
          Part(Plan.boundedPart(size.name, skeleton.name), rows: rows) { graph, wanted in
            BoundedRun(skeleton, target: target, size: size, in: graph)
              .questions("bounded.\(size.name)", wanted)
          })
      }
    }
  }
}

extension Plan {
  /// The id of a part, by the names of its size and layout.
  static func boundedPart(_ size: String, _ layout: String) -> String {
    "bounded \(size) \(layout)"
  }

  /// The name of rows whose violation leaves everything open: nothing is known of such a run.
  static let understood = "understood"
}

extension BoundedRun {
  func questions(_ group: String, _ wanted: Set<String>) -> [Question] {
    var questions: [Question] = []
    for clause in ClauseClaims.all where wanted.contains("\(group).\(clause.id)") {
      let row = "\(group).\(clause.id)"
      let violated = clause.isViolated(by: world)
      questions.append(
        Question(
          row, "call", assumptions, [violated], scenario: scenario, clause: clause.id))
    }
    questions += guards
    let row = "\(group).\(Plan.understood)"
    if wanted.contains(row) {
      questions.append(Question(row, "text", possible, [world.ghost.notUnderstood]))
    }
    return questions
  }
}
