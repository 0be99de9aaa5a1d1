// SPDX-License-Identifier: GPL-2.0-or-later

import AddressSpace
import Checking
import Specification

// What happened, and what the contract says of it.

extension Explanation {
  func timeline(_ pass: Recording.Pass, _ paint: Paint) -> [String] {
    let timeline = Timeline(pass, recording.encoding)
    var lines = [paint("call \(pass.number)", .heading)] + timeline.lines
    if recording.droppedSteps > 0 && pass.number == recording.passes.count {
      lines += timeline.lines("...", "\(recording.droppedSteps) steps more")
    }
    for incident in pass.incidents {
      lines += timeline.lines("note", incident).map { paint($0, .wrong) }
    }
    let answer = pass.answer ?? "none: the call did not come back"
    let wanted = pass.wantedAnswer.map { "; contract: \($0)" } ?? ""
    let style: Style = wanted.isEmpty ? .plain : .wrong
    return lines + timeline.lines("result", answer + wanted).map { paint($0, style) }
  }

  /// The clauses that were broken, economies that were, and those that were kept.
  func verdict(_ paint: Paint) -> [[String]] {
    let verdict = recording.verdict
    var blocks: [[String]] = []
    for (weight, title) in [(Weight.promise, "broken"), (Weight.economy, "notes")] {
      let clauses = verdict.violated.indices.map { Contract.clauses[$0] }
        .filter { $0.weight == weight }
      if clauses.isEmpty { continue }
      blocks.append(
        [paint(title, .heading)]
          + clauses.flatMap { clause in
            let id = "  \(clause.id)".padded(7)
            return wrapped(clause.statement, first: id, margin: 7).map { paint($0, .wrong) }
              + ["       \(clause.source)"]
          })
    }
    let kept = verdict.exercised.subtracting(verdict.violated).ids
    if !kept.isEmpty { blocks.append(filled(kept, first: "kept: ", margin: 6)) }
    return blocks
  }

  /// What the file records of the proof that there is no smaller case.
  func proof(_ minimality: Counterexample.Minimality) -> [String] {
    let size = minimality.unique ? "the only case of its size" : "others are as small"
    var lines = wrapped(
      "no smaller case, \(size): \(minimality.bound)", first: "minimal: ", margin: 9)
    if !minimality.free.isEmpty {
      lines += filled(minimality.free, first: "does not matter: ", margin: 17)
    }
    return lines
  }
}

extension String {
  /// Filled up with spaces to so many columns, or one more than it has.
  func padded(_ width: Int) -> String {
    self + String(repeating: " ", count: max(width - count, 1))
  }
}
