// SPDX-License-Identifier: GPL-2.0-or-later

import Checking
import Specification

/// What a check met, in lines.
struct CoverageText {
  let report: CheckReport

  private static let columns = 5

  var lines: [String] {
    clauses + lists + [combinations, pace]
  }

  /// The clauses that were exercised and how often, in columns.
  private var clauses: [String] {
    let counts = report.outcome.coverage.exercised
    let met = counts.indices.filter { counts[$0] > 0 }
    if met.isEmpty { return [] }
    let width = met.map { "\(counts[$0])".count }.max() ?? 0
    let cells = met.map { index in
      let count = "\(counts[index])"
      return Contract.clauses[index].id.padded(4)
        + String(repeating: " ", count: width - count.count)
        + count
    }
    let perLine = min(CoverageText.columns, max((TextTable.width - 2) / (width + 8), 1))
    let rows = stride(from: 0, to: cells.count, by: perLine).map { begin in
      "  " + cells[begin..<min(begin + perLine, cells.count)].joined(separator: "    ")
    }
    return ["exercised"] + rows
  }

  private var lists: [String] {
    var lines: [String] = []
    let unexercised = report.unexercised
    if !unexercised.isEmpty {
      lines += filled(unexercised, first: "never exercised: ", margin: 2)
    }
    let others = ClauseSet.all.subtracting(report.campaign.clauses).ids
    if !others.isEmpty { lines += filled(others, first: "not judged: ", margin: 2) }
    return lines
  }

  private var combinations: String {
    let coverage = report.outcome.coverage
    let pairs = coverage.pairs(report.campaign.profile)
    let triples = coverage.triples(report.campaign.profile)
    return "entry, request, VMA: \(pairs.reached) of \(pairs.possible) pairs,"
      + " \(triples.reached) of \(triples.possible) triples"
  }

  private var pace: String {
    let rate = report.seconds > 0 ? Double(report.outcome.seeds) / report.seconds : 0
    let variations = report.outcome.variations
    let more = variations > 0 ? " and \(counted(variations, "variation"))" : ""
    return "\(counted(report.outcome.seeds, "scenario"))\(more) in \(decimal(report.seconds)) s,"
      + " \(Int(rate.rounded())) a second"
  }
}
