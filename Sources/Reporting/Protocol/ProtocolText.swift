// SPDX-License-Identifier: GPL-2.0-or-later

import Protocol

extension TextReport {
  /// An exploration: what it broke, each with its shortest schedule, and how much was looked at.
  public static func text(_ report: ProtocolReport) -> String {
    var lines: [String] = []
    for property in report.exploration.broken {
      guard let schedule = report.exploration.findings[property] else { continue }
      lines.append("\(property.id)  \(property.statement)")
      lines += names(schedule, report.model).map { "  \($0.actor): \($0.step)" }
      lines.append("")
    }
    return lines.map { $0 + "\n" }.joined() + statistics(report)
  }

  private static func names(_ schedule: Schedule, _ model: DriverModel) -> [StepName] {
    var state = schedule.begin
    return schedule.steps.map { step in
      let name = model.name(step, in: state)
      var next: PackedState?
      _ = model.expand(state, onlyLocal: false) { made, reached, _ in
        if made == step { next = reached }
      }
      state = next ?? state
      return name
    }
  }

  /// How much was looked at.
  public static func statistics(_ report: ProtocolReport) -> String {
    let exploration = report.exploration
    let rate = Double(exploration.states) / max(exploration.seconds, 1e-6)
    let perState = exploration.bytes / max(exploration.states, 1)
    let cut = exploration.cut.map { ", cut: \($0.rawValue)" } ?? ""
    return """
      states \(exploration.states), transitions \(exploration.transitions), \
      depth \(exploration.depth)\(cut)
      \(decimal(exploration.seconds)) s, \(Int(rate)) states/s, \(perState) bytes/state

      """
  }
}
