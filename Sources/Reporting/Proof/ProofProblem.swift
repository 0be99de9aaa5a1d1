// SPDX-License-Identifier: GPL-2.0-or-later

import Checking
import Proving
import RangeFault
import Specification

/// Obligations that are neither proved nor exempt, as the text report and the failures of the other
/// reports tell them: one alone, or several with nothing but the same reason to be told.
struct ProofProblem {
  var results: [ProofResult]
  /// What was proved of, where it is the text of a kernel; a revision is named in each case.
  var kernel: Target?
  /// The id of the row whose paragraph has a run that breaks the same clause; nil: look here.
  var runElsewhere: String?

  /// All problems of a report, in the order of the table. A run is told once.
  static func problems(_ report: ProofReport) -> [ProofProblem] {
    var problems: [ProofProblem] = []
    for result in report.results where result.verdict.isUnproved {
      if let known = problems.firstIndex(where: { $0.results[0].isTold(with: result) }) {
        problems[known].results.append(result)
      } else {
        problems.append(
          ProofProblem(
            results: [result], kernel: report.kernel, runElsewhere: runElsewhere(result, report)))
      }
    }
    return problems
  }

  private static func runElsewhere(_ result: ProofResult, _ report: ProofReport) -> String? {
    if result.verdict != .refuted { return nil }
    let other = report.results.first { other in
      guard let known = other.counterexample else { return false }
      guard let own = result.counterexample else { return known.clause == result.row.clause }
      return known.clause == own.clause && known.scenario == own.scenario
    }
    return other?.row.id == result.row.id ? nil : other?.row.id
  }

  func lines(_ paint: Paint = Paint(isOn: false)) -> [String] {
    guard let first = results.first else { return [] }
    let verdict = first.verdict
    let reason = verdict.reason.map { wrapped(oneLine($0), first: "  ", margin: 4) } ?? []
    if results.count > 1 {
      let title = "\(grouped(results.count)) obligations \(verdict.word)"
      return [paint(title, .heading)] + reason
        + filled(results.map(\.row.id), first: "  ", margin: 2)
    }
    let title = wrapped(
      "\(verdict.word): \(first.row.statement)", first: first.row.id + "  ", margin: 4)
    var lines = title.map { paint($0, .heading) }
    lines += wrapped(first.row.scope, first: "  ", margin: 4) + reason
    if verdict == .notInductive {
      lines += wrapped(ProofVerdict.notInductiveMeans, first: "  ", margin: 4)
    }
    if let broken = first.broken {
      lines += wrapped(oneLine("broken: \(broken)"), first: "  ", margin: 4)
    }
    if let runElsewhere { return lines + ["  the run: see \(runElsewhere)"] }
    return lines + (first.counterexample.map { run($0, of: first.row) } ?? [])
  }

  /// A run as a finding shows it, and its clause where the row is not that clause's.
  private func run(_ counterexample: Counterexample, of row: ProofRow) -> [String] {
    var lines: [String] = []
    if counterexample.clause != row.clause {
      let clause = Contract.clauses.first { $0.id == counterexample.clause }
      let statement = clause.map { ": \($0.statement)" } ?? ""
      lines += wrapped("breaks \(counterexample.clause)\(statement)", first: "  ", margin: 4)
    }
    guard let text = CaseText(counterexample, on: kernel) else { return lines }
    let remedy = Remedy(
      alternatives: [], together: counterexample.fixedBy.compactMap { Fix(id: $0) })
    return lines + wrapped(text.summary, first: "  ", margin: 4) + text.lines
      + wrapped(remedy.text, first: "  ", margin: 4)
  }
}

extension ProofResult {
  /// Whether both have nothing to be told but the same reason.
  fileprivate func isTold(with other: ProofResult) -> Bool {
    verdict == other.verdict && verdict.reason != nil
      && [self, other].allSatisfy { $0.broken == nil && $0.counterexample == nil }
  }
}

extension CaseText {
  /// The case of a counterexample; nil where its revision is not known.
  ///
  /// - Parameter kernel: the text of a kernel that it is of; nil: the case names its revision.
  init?(_ counterexample: Counterexample, on kernel: Target? = nil) {
    clause = counterexample.clause
    if let kernel {
      recording = Recording(counterexample.scenario, kernel)
      return
    }
    let subject = counterexample.subject
    guard let revision = Revision.named(subject.revision) else { return nil }
    let taken = FixSet(subject.without.compactMap { Fix(id: $0) })
    recording = Recording(counterexample.scenario, revision.without(taken))
  }
}
