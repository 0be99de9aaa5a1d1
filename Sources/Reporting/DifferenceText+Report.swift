// SPDX-License-Identifier: GPL-2.0-or-later

import AddressSpace
import Proving
import RangeFault

extension TextReport {
  /// The whole text of a comparison, with a newline at its end.
  public static func text(_ report: DifferenceReport) -> String {
    var blocks = report.differences.map { DifferenceText($0, report.pair).lines }
    if !report.open.isEmpty {
      blocks.append(
        ["not decided"]
          + report.open.flatMap {
            wrapped("\($0.question): \($0.reason)", first: "  ", margin: 4)
          })
    }
    let limits = report.leftOut
    if !limits.isEmpty {
      blocks.append(limits.flatMap { wrapped($0, first: "not compared: ", margin: 2) })
    }
    blocks.append(wrapped(report.closing, first: "", margin: 2))
    return blocks.map { $0.joined(separator: "\n") + "\n" }.joined(separator: "\n")
  }
}

extension DifferenceReport {
  /// `1 or 2 pages`.
  private var sizes: String {
    let last = max(bounds.pages, 1)
    if last == 1 { return "1 page" }
    return last == 2 ? "1 or 2 pages" : "1 to \(last) pages"
  }

  /// The scenarios that the solver speaks of.
  var scope: String {
    "\(sizes), one call of at most \(counted(bounds.restarts, "restart")); with 1 page also one"
      + " fault outcome, or one event and 1 restart"
  }

  /// What only one of the two has, so that nothing is said of it.
  var leftOut: [String] {
    var parts: [String] = []
    if !pair.uncommonKinds.isEmpty {
      let names = pair.uncommonKinds.map(\.name).joined(separator: ", ")
      parts.append("entries that only one of the two knows: \(names)")
    }
    if pair.isOneVMA { parts.append("ranges that one VMA does not cover") }
    if pair.leavesOutHugetlb { parts.append("hugetlb VMAs") }
    return parts
  }

  /// How it was proved that nothing else is left.
  private var proof: String {
    let asked = questions - folded
    if pair.changes.isEmpty { return "same fixes, ways and interface; both are one expression" }
    if asked == 0 { return "\(counted(folded, "question")), all folded to no" }
    return "\(counted(asked, "question")) by solver, \(folded) folded to no"
  }

  /// The conclusion: `v5.6 and v5.7: 31 differences, and no other within …`.
  var closing: String {
    let names = "\(pair.older.name) and \(pair.newer.name)"
    if differences.isEmpty {
      if !isComplete {
        return "\(names): no difference found, but not proved equal within \(scope)"
      }
      return "\(names): equal: no scenario of \(scope), tells them apart (\(proof))"
    }
    let found = "\(names): \(counted(differences.count, "difference"))"
    if limitReached { return "\(found); stopped there, there may be others" }
    if !isComplete { return "\(found); not proved that there is no other within \(scope)" }
    return "\(found); equal but for these: no other within \(scope) (\(proof))"
  }
}
