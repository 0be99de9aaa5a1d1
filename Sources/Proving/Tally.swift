// SPDX-License-Identifier: GPL-2.0-or-later

import Checking
import Foundation
import Workers

/// Gathers what workers answer, row by row.
struct Tally {
  /// What is known of a row so far.
  private struct Entry {
    var row: ProofRow
    var claims = 0
    var examples: [String: Bool] = [:]
    var questions = 0
    var seconds = 0.0
    var rlimit: UInt64 = 0
    var broken: String?
    var counterexample: Counterexample?
    var unknown: String?
    var opinion: SecondOpinion?
  }

  private var entries: [Entry]
  private var indexOf: [String: Int] = [:]
  private(set) var disagreements: [String] = []
  private(set) var isInterrupted = false
  /// Cells of a text's own that do not keep their first value.
  private(set) var brokenCells: Set<String> = []

  init(_ rows: [ProofRow]) {
    entries = rows.map { Entry(row: $0) }
    for (index, row) in rows.enumerated() { indexOf[row.id] = index }
  }

  mutating func add(_ request: WorkRequest, _ result: JobResult) {
    switch result {
    case .answered(let line):
      guard let answer = try? JSONDecoder().decode(WorkAnswer.self, from: Data(line.utf8)) else {
        leaveOpen(request, "a worker answered what is no answer")
        return
      }
      for outcome in answer.questions {
        if outcome.kind == .reach {
          addReach(request, outcome)
        } else {
          add(request.part, outcome)
        }
      }
      if let failure = answer.failure { leaveOpen(request, failure) }
      if let disagreement = answer.disagreement {
        disagreements.append(disagreement)
        leaveOpen(request, "hmmcheck disagreed with itself")
      }
    case .timedOut(let seconds): leaveOpen(request, "not done after \(Int(seconds)) s")
    case .failed(let message): leaveOpen(request, "the worker \(message)")
    case .cancelled:
      isInterrupted = true
      leaveOpen(request, "interrupted")
    }
  }

  private mutating func leaveOpen(_ request: WorkRequest, _ reason: String) {
    for row in request.rows {
      guard let index = indexOf[row] else { continue }
      entries[index].unknown = entries[index].unknown ?? reason
    }
  }

  /// What a text comes to that is not understood leaves all rows open that were asked about there.
  private mutating func addReach(_ request: WorkRequest, _ outcome: QuestionOutcome) {
    if outcome.answer == .unsatisfiable { return }
    leaveOpen(request, outcome.reason ?? Question.guardName)
  }

  private mutating func add(_ part: String, _ outcome: QuestionOutcome) {
    var outcome = outcome
    if let cell = Plan.otherCell(ofRow: outcome.row) {
      if outcome.kind == .claim, outcome.answer != .unsatisfiable { brokenCells.insert(cell) }
      outcome.row = Plan.otherCellsRow
    }
    guard let index = indexOf[outcome.row] else { return }
    entries[index].questions += 1
    entries[index].seconds += outcome.seconds
    entries[index].rlimit += outcome.rlimit
    if let opinion = SecondOpinion(outcome) {
      entries[index].opinion = (entries[index].opinion ?? SecondOpinion()) + opinion
    }
    if outcome.answer == .unknown {
      let reason = "\(outcome.name) of \(part): \(outcome.reason ?? "the solver gave up")"
      entries[index].unknown = entries[index].unknown ?? reason
    }
    switch outcome.kind {
    case .example:
      let found = outcome.answer == .satisfiable
      entries[index].examples[outcome.name] =
        found || entries[index].examples[outcome.name] ?? false
    // Seen to before.
    case .reach: break
    case .claim:
      entries[index].claims += 1
      if outcome.answer == .satisfiable { addViolation(index, part, outcome) }
    }
  }

  private mutating func addViolation(_ index: Int, _ part: String, _ outcome: QuestionOutcome) {
    entries[index].broken = entries[index].broken ?? "\(outcome.name) of \(part)"
    guard let text = outcome.counterexample,
      case .counterexample(let found)? = try? CounterexampleFile.decode(Array(text.utf8))
    else { return }
    let known = entries[index].counterexample
    let isSmaller =
      known.map { Measure(found.scenario, walks: 0) < Measure($0.scenario, walks: 0) } ?? true
    if isSmaller { entries[index].counterexample = found }
  }

  // MARK: Verdicts

  var results: [ProofResult] {
    entries.map { entry in
      var result = ProofResult(row: entry.row, verdict: verdict(entry))
      result.questions = entry.questions
      result.seconds = entry.seconds
      result.rlimit = entry.rlimit
      result.broken = entry.broken
      result.counterexample = entry.counterexample
      result.secondOpinion = entry.opinion
      return result
    }
  }

  private func verdict(_ entry: Entry) -> ProofVerdict {
    if entry.row.exemption != nil { return .exempt }
    if let broken = entry.broken, entry.row.id.hasSuffix(".\(Plan.understood)") {
      return .undetermined(reason: "text that is not understood is reached: \(broken)")
    }
    if entry.broken != nil {
      let isStep = entry.row.group.isInductive || entry.row.group == .base
      if !isStep { return .refuted }
      // The state before a round need not be one that a call can come to.
      return isReached(entry.row) ? .refuted : .notInductive
    }
    if let reason = entry.unknown { return .undetermined(reason: reason) }
    if let name = entry.examples.filter({ !$0.value }).map(\.key).min() {
      return .vacuous(reason: "impossible under the assumptions: \(name)")
    }
    let isAsked = entry.claims > 0 || entry.row.group == .invariant && !entry.examples.isEmpty
    return isAsked ? .proved : .vacuous(reason: "nothing was asked")
  }

  /// A bounded run breaks the same clause, or, where the row is about none, any clause.
  private func isReached(_ row: ProofRow) -> Bool {
    entries.contains { entry in
      entry.row.group == .bounded && entry.broken != nil
        && (row.clause == nil || row.clause == entry.row.clause)
    }
  }
}
