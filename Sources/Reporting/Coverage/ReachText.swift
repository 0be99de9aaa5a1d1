// SPDX-License-Identifier: GPL-2.0-or-later

import Checking
import KernelSource
import KernelWalk

extension CheckReport {
  /// What of a text was reached, and what a solver says of the rest; empty for a revision.
  var reachedLines: [String] {
    (ReachedText(self)?.lines ?? []) + (ReachText(reach, campaign.target.kernel)?.lines ?? [])
  }
}

/// What the solver says of the lines and branches that random scenarios did not reach, in lines.
struct ReachText {
  private let reach: TextReach
  private let takesLock: Bool

  init?(_ reach: TextReach?, _ kernel: Kernel?) {
    guard let reach else { return nil }
    self.reach = reach
    takesLock = kernel?.interface.canDropLock ?? false
  }

  var lines: [String] {
    var lines = asked
    lines += reach.found.flatMap { found in
      wrapped("\(found.place)", first: "  found: ", margin: 4)
    }
    lines += listed(reach.unreachable, "unreachable within these bounds")
    lines += listed(reach.uncalled, "no call that is judged comes to")
    lines += reach.open.flatMap { open in
      wrapped("\(open.place): \(open.reason)", first: "  not decided: ", margin: 4)
    }
    return lines
  }

  private var asked: [String] {
    let count = reach.found.count + reach.unreachable.count + reach.open.count
    if count == 0 { return ["asked of the solver: nothing"] }
    let bounds = reach.bounds.joined(separator: "; or ")
    let world =
      takesLock
      ? "; no signal, no limit, no reaped mm, no VM_FAULT_COMPLETED, no drop of the lock that was"
        + " not asked for, no change of VMAs"
      : ""
    return wrapped(
      "\(counted(count, "line or branch", "lines and branches")),"
        + " for \(reach.entries.joined(separator: ", ")), on every layout of \(bounds)\(world)",
      first: "asked of the solver: ", margin: 2)
  }

  private func listed(_ places: [TextPlace], _ what: String) -> [String] {
    places.isEmpty ? [] : filled(places.map(\.description), first: "  \(what): ", margin: 4)
  }

  /// For programs.
  var json: JSONValue {
    func place(_ place: TextPlace) -> [(String, JSONValue)] {
      [
        ("file", .string(place.file)), ("function", .string(place.function)),
        ("line", .integer(place.line)), ("column", place.way.map { .integer($0.column) } ?? .null),
        ("outcome", place.way.map { .string($0.outcome) } ?? .null),
      ]
    }
    return .object([
      ("entries", .strings(reach.entries)),
      ("bounds", .strings(reach.bounds)),
      (
        "found",
        .array(
          reach.found.map { found in
            .object(
              place(found.place) + [
                ("scenario", .text(CounterexampleFile.encode(.scenario(found.scenario))))
              ])
          })
      ),
      ("unreachable", .array(reach.unreachable.map { .object(place($0)) })),
      ("uncalled", .array(reach.uncalled.map { .object(place($0)) })),
      (
        "notDecided",
        .array(reach.open.map { .object(place($0.place) + [("reason", .string($0.reason))]) })
      ),
    ])
  }
}
