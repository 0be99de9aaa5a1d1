// SPDX-License-Identifier: GPL-2.0-or-later

import Checking
import Proving

extension TextReport {
  /// The checks that were made before, the table of obligations, what is wrong with those that are not proved, and a closing line.
  ///
  /// - Parameter color: with ANSI colours, for a terminal.
  public static func text(_ report: ProofReport, color: Bool = false) -> String {
    let paint = Paint(isOn: color)
    var told: Set<String> = []
    let belief = BeliefText(report: report)
    var blocks = [belief.checks(paint)].filter { !$0.isEmpty }
    blocks += ProofRow.Group.allCases.compactMap { group -> [String]? in
      let results = report.results.filter { $0.row.group == group }
      if results.isEmpty { return nil }
      return ProofTable(group: group, results: results, paint: paint, notes: report.notCovered)
        .lines(told: &told)
    }
    if let places = report.places { blocks.append(PlacesText(report: places).lines(paint)) }
    blocks += ProofProblem.problems(report).map { $0.lines(paint) }
    blocks += belief.contradictions
    blocks += notices("grown beyond twice what is recorded", report.growth, paint, .heading)
    blocks += notices(
      "disagreements, a fault of hmmcheck", report.disagreements, paint, .wrong)
    blocks += notices(
      "not confirmed by \(ProofReport.secondSolver)", report.unconfirmedLines, paint, .heading)
    let opinions = report.opinionLines.flatMap { wrapped($0, first: "", margin: 2) }
    if !opinions.isEmpty { blocks.append(opinions) }
    if let kernel = report.target?.kernel { blocks.append(VocabularyText(kernel: kernel).lines) }
    blocks.append(wrapped(report.closing, first: "", margin: 2))
    return blocks.map { $0.joined(separator: "\n") + "\n" }.joined(separator: "\n")
  }

  /// The checks alone, before the table is known.
  public static func text(_ checks: [BeliefCheck], of target: Target) -> String {
    var report = ProofReport(revision: target.name, without: [], z3: "")
    (report.target, report.checks) = (target, checks)
    return BeliefText(report: report).checks(Paint(isOn: false)).joined(separator: "\n") + "\n"
  }

  private static func notices(
    _ title: String, _ notices: [String], _ paint: Paint, _ style: Style
  ) -> [[String]] {
    if notices.isEmpty { return [] }
    return [
      [paint(title, style)] + notices.flatMap { wrapped(oneLine($0), first: "  ", margin: 4) }
    ]
  }
}
