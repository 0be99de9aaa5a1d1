// SPDX-License-Identifier: GPL-2.0-or-later

import KernelSource
import KernelWalk

extension JSONReport {
  /// The lines and branches of a text, line by line.
  static func coverage(_ coverage: TextCoverage) -> JSONValue {
    func counts(_ counts: (reached: Int, all: Int)) -> JSONValue {
      .object([("reached", .integer(counts.reached)), ("all", .integer(counts.all))])
    }
    return .object([
      ("lines", counts(coverage.lines)),
      ("branches", counts(coverage.outcomes)),
      ("functions", .array(coverage.functions.map(function))),
    ])
  }

  private static func function(_ function: FunctionCoverage) -> JSONValue {
    .object([
      ("name", .string(function.name)),
      ("file", .string(function.file)),
      ("first", .integer(function.extent.lowerBound)),
      ("last", .integer(function.extent.upperBound)),
      ("notRead", function.refusal.map(JSONValue.string) ?? .null),
      ("notCounted", function.exemption.map(JSONValue.string) ?? .null),
      ("lines", .array(function.lines.map(line))),
    ])
  }

  private static func line(_ line: LineCoverage) -> JSONValue {
    let branches = line.branches.map { branch in
      JSONValue.object(
        [("column", .integer(branch.place.column))]
          + branch.outcomes.map { ($0.name, JSONValue.count($0.runs)) })
    }
    return .object(
      [("line", .integer(line.number)), ("runs", .count(line.runs))]
        + (branches.isEmpty ? [] : [("branches", .array(branches))]))
  }

  /// What a text exports, and why what is not judged is not.
  static func entryPoints(_ entries: [EntryPoint]) -> JSONValue {
    .array(
      entries.map { entry in
        .object([
          ("name", .string(entry.name)), ("judged", .bool(entry.refusal == nil)),
          ("reason", entry.refusal.map(JSONValue.string) ?? .null),
        ])
      })
  }
}
