// SPDX-License-Identifier: GPL-2.0-or-later

import Proving
import RangeFault

// What finds the defect of each fix, as text and as JSON.

extension TextReport {
  /// A line for each fix: the revision that it is taken out of, the first random seed that shows its
  /// defect and the time to it, and the obligation that the solver refutes and the time to that.
  public static func text(_ table: FixTable) -> String {
    var rows: [[TextTable.Cell]] = [
      ["fix", "taken out of", "random", "s", "solver", "s", "not proved", "s"].map {
        TextTable.Cell($0)
      }
    ]
    for finding in table.findings {
      let seed = finding.seed.map { "seed \($0)" } ?? "none of \(FixFinding.seeds)"
      let solver = finding.obligation ?? "nothing"
      rows.append(
        [
          finding.fix, finding.revision, seed, decimals(finding.randomSeconds), solver,
          decimals(finding.solverSeconds),
          finding.unbounded ?? finding.roundsExempt.map(short) ?? "nothing",
          decimals(finding.roundSeconds),
        ].map { TextTable.Cell($0) })
    }
    var lines = TextTable(rows: rows).lines()
    for finding in table.findings {
      if let problem = finding.problem { lines.append("\(finding.fix): \(problem)") }
      if !finding.isOpen, !finding.isRowAsNamed, let row = Fix(id: finding.fix)?.unboundedRow {
        lines.append("\(finding.fix): no round breaks \(row) without it")
      }
    }
    let found = table.findings.count { $0.obligation != nil }
    let times = table.findings.map(\.solverSeconds).sorted()
    if let median = times.isEmpty ? nil : times[times.count / 2] {
      lines.append(
        "\(found) of \(table.findings.count) found by the solver, median \(decimals(median)) s")
    }
    if table.asksRounds {
      let unbounded = table.findings.count { $0.unbounded != nil }
      let exempt = table.findings.count { $0.roundsExempt != nil }
      lines.append(
        "\(unbounded) leave a row for any length unproved, \(exempt) are exempt: the calls of their"
          + " revision are not one loop of rounds")
    }
    if table.isInterrupted { lines.append("interrupted") }
    return lines.joined(separator: "\n") + "\n"
  }

  private static func short(_ exemption: String) -> String {
    exemption == FixFinding.notAsked ? exemption : "exempt"
  }

  private static func decimals(_ seconds: Double) -> String {
    let hundredths = Int((seconds * 100).rounded())
    let rest = hundredths % 100
    return "\(hundredths / 100).\(rest < 10 ? "0" : "")\(rest)"
  }
}

extension JSONReport {
  /// `"format": 1`; `fixes`, each with `fix`, `revision`, `seed` (null where none shows it),
  /// `randomSeconds`, `obligation` and `clause` (null where none is refuted), `solverSeconds`,
  /// `unbounded` (a row for any length that is not proved without the fix; null where there is none),
  /// `exempt` (why there can be none), `roundSeconds` and `problem`.
  public static func text(_ table: FixTable) -> String {
    let fixes = table.findings.map { finding in
      JSONValue.object([
        ("fix", .string(finding.fix)), ("revision", .string(finding.revision)),
        ("seed", finding.seed.map(JSONValue.count) ?? .null),
        ("randomSeconds", .seconds(finding.randomSeconds)),
        ("obligation", finding.obligation.map(JSONValue.string) ?? .null),
        ("clause", finding.clause.map(JSONValue.string) ?? .null),
        ("solverSeconds", .seconds(finding.solverSeconds)),
        ("unbounded", finding.unbounded.map(JSONValue.string) ?? .null),
        ("exempt", finding.roundsExempt.map(JSONValue.string) ?? .null),
        ("roundSeconds", .seconds(finding.roundSeconds)),
        ("problem", finding.problem.map(JSONValue.string) ?? .null),
      ])
    }
    return JSONValue.object([
      ("format", .integer(1)), ("interrupted", .bool(table.isInterrupted)),
      ("fixes", .array(fixes)),
    ]).text() + "\n"
  }
}
