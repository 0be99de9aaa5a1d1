// SPDX-License-Identifier: GPL-2.0-or-later

import Protocol

/// A schedule as a table: a row for each step, a column for each actor, and beside them the
/// notifier's sequences and the locks. At most 100 columns wide.
struct SequenceDiagram {
  static let width = 100

  var model: any ProtocolModel
  var run: ScheduleRun

  func lines() -> [String] {
    let acting = Set(run.moments.map(\.name.actor))
    let actors = model.actors.filter(acting.contains)
    let watched = model.watched
    let beside = watched.reduce(0) { $0 + 2 + $1.width }
    let room = SequenceDiagram.width - 4 - beside
    let widest = max(12, room / max(actors.count, 1) - 2)
    let columns = actors.map { actor in
      let texts = run.moments.filter { $0.name.actor == actor }.map(\.name.step.count)
      return min(widest, max(actor.count, texts.max() ?? 0))
    }
    let heading =
      zip(actors, columns).map { padded($0, $1) }
      + watched.map { padded($0.title, $0.width) }
    var lines = ["    " + heading.joined(separator: "  ")]
    for (number, moment) in run.moments.enumerated() {
      let values = zip(model.watch(moment.state), watched).map { padded($0, $1.width) }
      let column = actors.firstIndex(of: moment.name.actor) ?? 0
      for (row, part) in pieces(moment.name.step, columns[column]).enumerated() {
        let cells = columns.indices.map { padded($0 == column ? part : "", columns[$0]) }
        let margin = row == 0 ? leading("\(number + 1)", 3) + " " : "    "
        let rest = row == 0 ? values : []
        lines.append(margin + (cells + rest).joined(separator: "  "))
      }
      for property in moment.broken.members where property != .bounds {
        lines.append("    ^ breaks \(property.id): \(property.statement)")
      }
    }
    for (number, name) in run.repeated.enumerated() {
      lines.append("    \(number == 0 ? "for ever" : "    then")  \(name.actor): \(name.step)")
    }
    if run.isStuck {
      lines.append("    ^ breaks \(Property.progress.id): \(Property.progress.statement)")
    }
    return lines.map(trimmed)
  }

  private func padded(_ text: String, _ width: Int) -> String {
    text + String(repeating: " ", count: max(0, width - text.count))
  }

  private func leading(_ text: String, _ width: Int) -> String {
    String(repeating: " ", count: max(0, width - text.count)) + text
  }

  private func trimmed(_ line: String) -> String {
    String(line.reversed().drop { $0 == " " }.reversed())
  }

  /// The text in lines of `width`, broken between words.
  private func pieces(_ text: String, _ width: Int) -> [String] {
    var lines: [String] = []
    var line = ""
    for word in text.split(separator: " ").map(String.init) {
      if !line.isEmpty && line.count + 1 + word.count > width {
        lines.append(line)
        line = word
      } else {
        line += line.isEmpty ? word : " " + word
      }
    }
    return lines + [line]
  }
}
