// SPDX-License-Identifier: GPL-2.0-or-later

import AddressSpace
import Checking
import Proving

extension TextReport {
  /// A comparison of targets, one of which at least is the text of a kernel.
  public static func text(
    _ outcome: TargetComparison.Outcome, _ proof: TargetProof.Outcome, _ bounds: DifferenceBounds,
    _ older: Target, _ newer: Target
  ) -> String {
    var lines: [String] = []
    for difference in outcome.differences {
      let source = "seed \(difference.draw)"
      lines += heading(difference.kind, difference.scenario, source)
      lines += told(difference.scenario, older, newer, other: difference.other) + [""]
    }
    for difference in proof.differences {
      lines += heading(difference.kind, difference.scenario, "by solver")
      lines += told(difference.scenario, older, newer) + [""]
    }
    let names = "\(older.title) and \(newer.title)"
    let seeds = counted(Int(outcome.seeds), "scenario")
    var closing =
      outcome.differences.isEmpty
      ? "\(names): the same outputs, results and effects on \(seeds)"
      : "\(names): \(counted(outcome.differences.count, "difference")) in \(outcome.differing) of"
        + " \(seeds)"
    if outcome.movesEvents {
      closing += "; others act at the same moments, since the page walkers load differently"
    }
    if outcome.limitReached { closing += "; stopped there, there may be others" }
    if outcome.undetermined > 0 {
      closing += "; \(outcome.undetermined) reached text that is not understood"
    }
    lines += wrapped(closing, first: "", margin: 2)
    lines += UnjudgedText(outcome.unjudged).reasons.flatMap { wrapped($0, first: "  ", margin: 4) }
    lines += NotComparedText(older, newer).reasons.flatMap {
      wrapped($0, first: "not compared: ", margin: 2)
    }
    lines += proof.open.flatMap { wrapped("\($0.question): \($0.reason)", first: "  ", margin: 4) }
    if let proved = words(of: proof, bounds) { lines += wrapped(proved, first: "", margin: 2) }
    for side in outcome.reached {
      lines += ReachedText(side.coverage, side.target.entryPoints, name: side.target.title).lines
    }
    return lines.joined(separator: "\n") + "\n"
  }

  /// What the solver adds to random scenarios; nil where it was not asked.
  private static func words(of proof: TargetProof.Outcome, _ bounds: DifferenceBounds) -> String? {
    if proof.kinds.isEmpty { return nil }
    let without = proof.kinds.filter { kind in !proof.differences.contains { $0.kind == kind } }
    let range = bounds.pages == 1 ? "1 page" : "1 to \(bounds.pages) pages"
    let work =
      "\(counted(proof.questions, "question")), \(proof.folded) of them answered by the expressions alone"
    if without.isEmpty { return "found by solver: \(work)" }
    let kinds = without.map(\.rawValue).joined(separator: ", ")
    let verdict = proof.isComplete ? "proved" : "not proved"
    return "\(verdict) for \(range), \(bounds.restarts) restarts: the same \(kinds); \(work)"
  }

  private static func heading(
    _ kind: DifferenceKind, _ scenario: Scenario, _ source: String
  ) -> [String] {
    ["\(kind.rawValue): \(size(of: scenario)), \(source)"]
  }

  /// `2 pages, no event`.
  static func size(of scenario: Scenario) -> String {
    let events = scenario.events.isEmpty ? "no event" : counted(scenario.events.count, "event")
    return "\(counted(scenario.count, "page")), \(events)"
  }

  /// A scenario with what either of two targets makes of it.
  ///
  /// - Parameter other: the scenario as it is for the second, where that differs.
  static func told(
    _ scenario: Scenario, _ older: Target, _ newer: Target, other: Scenario? = nil
  ) -> [String] {
    let sides = [Recording(scenario, older), Recording(other ?? scenario, newer)]
    var lines: [String] = []
    let circumstances = CaseText(sides[0]).circumstances
    if !circumstances.isEmpty { lines += filled(circumstances, first: "  ", margin: 2) }
    let places = (0..<scenario.count).map { PlacedPage($0, scenario, sides[0].layout) }
    let isPlain = places.allSatisfy { $0.vma == PlacedPage.plainVMA }
    let rows = places.indices.map { page in
      [
        pageText(page, page), isPlain ? "" : places[page].vma, places[page].entry,
        "request \(places[page].request)",
      ].map { TextTable.Cell($0) }
        + sides.map { side in
          guard let pass = side.passes.last else { return TextTable.Cell("") }
          return TextTable.Cell(
            "\(side.target.title): \(OutputWord(pass.pages[page], side.encoding).text())")
        }
    }
    lines += TextTable(indent: 2, rows: rows).lines()
    for side in sides {
      guard let pass = side.passes.last else { continue }
      var parts = Course.parts(pass)
      parts[parts.count - 1] = "result \(pass.answer ?? "none")"
      lines += filled(parts + side.places, first: "  \(side.target.title): ", margin: 4)
      lines += pass.incidents.flatMap { wrapped($0, first: "    note: ", margin: 6) }
    }
    return lines
  }
}
