// SPDX-License-Identifier: GPL-2.0-or-later

import Checking
import RangeFault
import Specification

/// The report that people read.
public enum TextReport {
  /// The whole text of a check, with a newline at its end.
  public static func text(_ report: CheckReport) -> String {
    var blocks = report.violations.map { DefectText(defect: $0, report: report).lines }
    let notes = report.notes.flatMap { note($0, report) }
    if !notes.isEmpty { blocks.append(["notes"] + notes) }
    if !report.corpus.isEmpty { blocks.append(corpus(report.corpus)) }
    if let notice = report.corpusNotice { blocks.append(wrapped(notice, first: "", margin: 2)) }
    let unjudged = UnjudgedText(report: report).block
    if !unjudged.isEmpty { blocks.append(unjudged) }
    blocks.append(CoverageText(report: report).lines)
    if let kernel = report.campaign.target.kernel {
      blocks.append(VocabularyText(kernel: kernel).lines)
    }
    if !report.reachedLines.isEmpty { blocks.append(report.reachedLines) }
    if !report.unreached.isEmpty {
      let lines = report.unreached.flatMap { wrapped($0, first: "  ", margin: 4) }
      blocks.append(["required to be reached"] + lines)
    }
    blocks.append(wrapped(report.closing, first: "", margin: 2))
    return blocks.map { $0.joined(separator: "\n") + "\n" }.joined(separator: "\n")
  }

  /// `C24  1203 seeds, fixed by faults-one-by-one (proposed)`, and how to see it.
  private static func note(_ defect: Defect, _ report: CheckReport) -> [String] {
    let finding = defect.first
    let text = "\(finding.sightings), \(defect.remedy.text)"
    return wrapped(text, first: "  " + finding.clauseID.padded(5), margin: 7)
      + ["       " + report.replayCommand(finding)]
  }

  // MARK: Replays

  /// The text of a replay: a line for each case, and a line that counts them.
  public static func text(_ replays: [Replay]) -> String {
    (replays.flatMap { lines($0) } + [summary(replays, noun: "case")])
      .joined(separator: "\n") + "\n"
  }

  /// A line that counts the cases, and lines on those that are not as recorded.
  private static func corpus(_ replays: [Replay]) -> [String] {
    let unexpected = replays.filter { $0.isUnexpected || $0.isUnjudged || $0.isRefused }
    return ["corpus: \(summary(replays, noun: "case"))"]
      + unexpected.flatMap { lines($0).map { "  " + $0 } }
  }

  static func lines(_ replay: Replay) -> [String] {
    let path = oneLine(replay.path)
    switch replay.result {
    case .asRecorded:
      guard case .counterexample(let known) = replay.caseFile else {
        return ["\(path): as recorded"]
      }
      let without = known.subject.without.map { " without \($0)" }.joined()
      return ["\(path): \(known.clause) on \(known.subject.revision)\(without), as recorded"]
    case .asExpected(let violated):
      let clause = replay.clause ?? ""
      let verb = violated.contains(clause) ? "breaks" : "keeps"
      return ["\(path): \(verb) \(clause), as recorded"]
    case .ran(let violated):
      let broken = violated.isEmpty ? "nothing" : violated.joined(separator: ", ")
      return ["\(path): breaks \(broken)"]
    case .inapplicable(let reason): return ["\(path): not run: \(reason)"]
    case .differs(let lines): return lines.map { "\(path): \($0)" }
    case .unjudged(let lines): return lines.map { "\(path): not judged: \($0)" }
    case .refused(let line): return ["refused: \(line)"]
    }
  }

  /// `31 cases as recorded, 1 differs, 1 refused`.
  static func summary(_ replays: [Replay], noun: String) -> String {
    let recorded = replays.count { replay in
      if case .asExpected = replay.result { return true }
      return replay.result == .asRecorded
    }
    let ran = replays.count { if case .ran = $0.result { true } else { false } }
    let differing = replays.count(where: \.isUnexpected)
    let refused = replays.count(where: \.isRefused)
    var parts: [String] = []
    if recorded > 0 { parts.append("\(counted(recorded, noun)) as recorded") }
    if ran > 0 { parts.append("\(counted(ran, "bare scenario")) run") }
    if differing > 0 { parts.append("\(differing) \(differing == 1 ? "differs" : "differ")") }
    let others = replays.count { if case .inapplicable = $0.result { true } else { false } }
    if others > 0 { parts.append("\(others) not run for want of such entries") }
    let unjudged = replays.count(where: \.isUnjudged)
    if unjudged > 0 { parts.append("\(unjudged) not judged") }
    if refused > 0 { parts.append("\(refused) refused") }
    return parts.isEmpty ? "no \(noun)" : parts.joined(separator: ", ")
  }
}
