// SPDX-License-Identifier: GPL-2.0-or-later

import Protocol

extension TextReport {
  /// An exploration: what it broke, each with its shortest schedule, and how much was looked at.
  public static func text(_ report: ProtocolReport) -> String {
    var lines = [report.title]
    for property in report.broken {
      guard let schedule = report.exploration.findings[property] else { continue }
      let economy = property.isEconomy ? "note: " : ""
      let steps = counted(schedule.steps.count, "step")
      let preemptions = counted(report.model.preemptions(schedule), "preemption")
      lines += [
        "", "\(economy)\(property.id)  \(property.statement)", "\(steps), \(preemptions)",
      ]
      if let seed = report.random?.firstSeed[property] { lines.append("seed \(seed)") }
      let run = ScheduleRun(report.model, from: schedule.begin, schedule.names(report.model))
      lines += SequenceDiagram(model: report.model, run: run).lines()
    }
    lines.append("")
    return lines.map { $0 + "\n" }.joined() + verdict(report) + statistics(report)
  }

  private static func verdict(_ report: ProtocolReport) -> String {
    let held = report.judged.filter { !report.broken.contains($0) }.map(\.id).joined(separator: " ")
    switch report.conclusion {
    case .undetermined:
      let why = report.exploration.passedBounds ? "a counter is at its end" : "it was cut short"
      return "undetermined: \(why)\n"
    case .held:
      if report.random != nil { return "nothing was broken, which proves nothing\n" }
      return "held within these bounds: \(held)\n"
    case .violated:
      // Where the search ended at what was looked for, nothing is known of the rest.
      if report.exploration.cut != nil || report.random != nil { return "violated\n" }
      return held.isEmpty ? "violated\n" : "violated; held within these bounds: \(held)\n"
    }
  }

  /// How much was looked at.
  public static func statistics(_ report: ProtocolReport) -> String {
    if let random = report.random {
      return
        "\(random.seeds) seeds, \(random.distinct) different schedules, \(random.steps) steps\n"
    }
    let exploration = report.exploration
    let rate = Double(exploration.states) / max(exploration.seconds, 1e-6)
    let perState = exploration.bytes / max(exploration.states, 1)
    let cut = exploration.cut.map { ", cut: \($0.rawValue)" } ?? ""
    return """
      states \(exploration.states), transitions \(exploration.transitions), \
      depth \(exploration.depth)\(cut)
      \(decimal(exploration.seconds)) s, \(Int(rate)) states/s, \(perState) bytes/state; \
      \(decimal(exploration.circleSeconds)) s for circles

      """
  }

  /// A case of the protocol, step by step.
  public static func explanation(_ found: ProtocolCase) -> String {
    let fixed = found.fixedBy.flatMap { fix -> [String] in
      let origin = [fix.record.commit, fix.record.version].filter { !$0.isEmpty }
      let known = origin.isEmpty ? "" : " (\(origin.joined(separator: ", ")))"
      return wrapped(
        "\(fix.id)\(known): \(fix.record.defect)", first: "fixed by ", margin: 9)
    }
    let begin = found.begin.enumerated().map { "page \($0.offset) \($0.element.name)" }
    let run = found.run()
    let lines =
      ["\(found.name): \(found.title)", "\(found.property.id)  \(found.property.statement)"]
      + fixed + (begin.isEmpty ? [] : ["begins with \(begin.joined(separator: ", "))"]) + [""]
      + SequenceDiagram(model: found.model, run: run).lines()
    return lines.map { $0 + "\n" }.joined()
  }

  /// Cases of the protocol that were run again: a path, and what is not as its file says.
  public static func text(_ replays: [ProtocolReplay]) -> String {
    let lines = replays.flatMap { replay -> [String] in
      if let refusal = replay.refusal { return ["refused  \(refusal)"] }
      if replay.differences.isEmpty { return ["ok  \(replay.path)"] }
      return ["differs  \(replay.path)"] + replay.differences.map { "  \($0)" }
    }
    return lines.map { $0 + "\n" }.joined()
  }
}
