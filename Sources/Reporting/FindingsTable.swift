// SPDX-License-Identifier: GPL-2.0-or-later

import Checking
import RangeFault
import Specification

/// What several targets break, as a table in Markdown: a row for each defect, a column for each target.
public struct FindingsTable {
  /// What makes two defects of different targets the same row: the known fix that mends both, or else
  /// the clause.
  private struct Key: Hashable {
    var fixes: [String]
    var clause: String
  }

  private struct Row {
    var clauses: Set<Int> = []
    var what: String
    var cells: [Int: String] = [:]
  }

  private let reports: [CheckReport]

  public init(_ reports: [CheckReport]) { self.reports = reports }

  /// The table and what it rests on, with a newline at its end.
  public var text: String {
    let names = reports.map(\.subjectName)
    var lines = [
      row(["clauses", "what happens"] + names),
      row(Array(repeating: "---", count: names.count + 2)),
    ]
    for entry in rows {
      let clauses = entry.clauses.sorted().map { Contract.clauses[$0].id }
      lines.append(
        row(
          [clauses.joined(separator: ", "), entry.what]
            + reports.indices.map { entry.cells[$0] ?? "–" }))
    }
    lines.append("")
    lines += reports.map(note)
    return lines.joined(separator: "\n") + "\n"
  }

  private func row(_ cells: [String]) -> String {
    "| " + cells.map { oneLine($0).replacing("|", with: "\\|") }.joined(separator: " | ") + " |"
  }

  /// In the order of the smallest clause, then of how many targets show it.
  private var rows: [Row] {
    var rows: [Key: Row] = [:]
    for (index, report) in reports.enumerated() {
      for defect in report.violations {
        let fixes = defect.remedy.fixes.map(\.id)
        let key = Key(fixes: fixes, clause: fixes.isEmpty ? defect.first.clauseID : "")
        var row = rows[key] ?? Row(what: what(defect))
        row.clauses.formUnion(defect.findings.map(\.clause))
        let cell = cell(defect, report)
        row.cells[index] = row.cells[index].map { "\($0); \(cell)" } ?? cell
        rows[key] = row
      }
    }
    return rows.sorted { left, right in
      let (one, other) = (left.value.clauses.sorted(), right.value.clauses.sorted())
      if one != other { return one.lexicographicallyPrecedes(other) }
      return left.key.fixes.lexicographicallyPrecedes(right.key.fixes)
    }.map(\.value)
  }

  /// The defect that the fix mends, in the words of the catalogue; or that it is in none.
  private func what(_ defect: Defect) -> String {
    let fixes = defect.remedy.fixes
    if fixes.isEmpty { return "not one of the known defects" }
    let words = fixes.map { "\($0.record.defect) (`\($0.id)`)" }
    return words.joined(separator: defect.remedy.together.isEmpty ? ", or " : ", and ")
  }

  /// `line 511; 2 pages, seed 270, 460 seeds`.
  private func cell(_ defect: Defect, _ report: CheckReport) -> String {
    let finding = defect.first
    let size = [
      counted(finding.scenario.count, "page"), "seed \(finding.seed)",
      counted(finding.seeds, "seed"),
    ].joined(separator: ", ")
    var lines: [String] = []
    for place in Recording(finding.scenario, report.campaign.target).places {
      for match in place.matches(of: /([a-z\/]+\.[ch]):(\d+)/) {
        let line = match.1 == "mm/hmm.c" ? "\(match.2)" : "\(match.1):\(match.2)"
        if !lines.contains(line) { lines.append(line) }
      }
    }
    if lines.isEmpty { return size }
    return (lines.count == 1 ? "line " : "lines ") + lines.joined(separator: ", ") + "; " + size
  }

  /// How many scenarios a column is from, and what was not judged.
  private func note(_ report: CheckReport) -> String {
    let outcome = report.outcome
    let parts =
      [
        "\(report.subjectName): \(counted(outcome.seeds, "scenario")) from seed \(report.campaign.first)"
      ]
      + [outcome.undetermined == 0 ? "all judged" : "\(outcome.undetermined) not judged"]
    return "- " + parts.joined(separator: ", ")
  }
}
