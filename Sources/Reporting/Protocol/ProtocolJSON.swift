// SPDX-License-Identifier: GPL-2.0-or-later

import Checking
import Protocol

extension JSONReport {
  /// An exploration.
  public static func text(_ report: ProtocolReport) -> String {
    let exploration = report.exploration
    let findings = report.broken.compactMap { property in
      exploration.findings[property].map { finding(property, $0, report.model) }
    }
    return JSONValue.object([
      ("format", .integer(format)),
      ("kind", .string("protocol")),
      ("subject", .string(report.title)),
      ("conclusion", .string(report.conclusion.rawValue)),
      ("judged", .strings(report.judged.map(\.id))),
      ("violations", .array(findings)),
      ("seeds", report.random.map { .count($0.seeds) } ?? .null),
      ("states", .integer(exploration.states)),
      ("transitions", .integer(exploration.transitions)),
      ("depth", .integer(exploration.depth)),
      ("cut", exploration.cut.map { .string($0.rawValue) } ?? .null),
      ("seconds", .seconds(exploration.seconds)),
      ("bytes", .integer(exploration.bytes)),
    ]).text() + "\n"
  }

  private static func finding(
    _ property: Property, _ schedule: Schedule, _ model: any ProtocolModel
  ) -> JSONValue {
    .object([
      ("property", .string(property.id)),
      ("statement", .string(property.statement)),
      ("economy", .bool(property.isEconomy)),
      ("preemptions", .integer(model.preemptions(schedule))),
      ("schedule", .strings(schedule.names(model).map { "\($0.actor): \($0.step)" })),
    ])
  }

  /// Cases of the protocol that were run again.
  public static func text(_ replays: [ProtocolReplay]) -> String {
    let cases = replays.map { replay -> JSONValue in
      if let refusal = replay.refusal {
        return .object([
          ("path", .string(replay.path)), ("result", .string("refused")),
          ("message", .string(refusal)),
        ])
      }
      let result = replay.differences.isEmpty ? "as-recorded" : "differs"
      return .object([
        ("path", .string(replay.path)), ("result", .string(result)),
        ("differences", .strings(replay.differences)),
      ])
    }
    return JSONValue.object([
      ("format", .integer(format)), ("kind", .string("replay")), ("cases", .array(cases)),
    ]).text() + "\n"
  }
}
