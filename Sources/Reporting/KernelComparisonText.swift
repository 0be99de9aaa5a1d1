// SPDX-License-Identifier: GPL-2.0-or-later

import Running

extension TextReport {
  /// What a comparison with a running kernel came to.
  ///
  /// - Parameter models: the names of what was compared with it.
  public static func text(
    _ outcome: KernelComparison.Outcome, _ console: ConsoleText, _ models: [String]
  ) -> String {
    var lines: [String] = []
    let groups = DifferenceGroup.all(outcome.differences)
    for group in groups.prefix(mostDifferences) {
      let others =
        group.seeds.count > 1
        ? ", and in \(counted(group.seeds.count - 1, "seed")) more the like" : ""
      lines += wrapped(
        "seed \(group.first.seed), \(group.models.joined(separator: " and ")): \(group.first.text)"
          + others, first: "", margin: 2)
    }
    let more = groups.count - mostDifferences
    if more > 0 { lines.append("and differences of \(more) other kinds") }
    if !lines.isEmpty { lines.append("") }
    if !outcome.met.isEmpty {
      lines.append("compared, in scenarios")
      let width = outcome.met.keys.map(\.count).max() ?? 0
      for (name, count) in outcome.met.sorted(by: { ($0.value, $1.key) > ($1.value, $0.key) }) {
        let gap = String(repeating: " ", count: width - name.count)
        lines.append("  \(name)\(gap)  \(count)")
      }
      lines.append("")
    }
    lines += reasons(outcome.unanswered.map(\.reason), first: "not compared: ")
    for (reason, count) in outcome.beyond.sorted(by: { ($0.value, $1.key) > ($1.value, $0.key) }) {
      lines += wrapped(
        "\(counted(count, "seed")) passed over, since the runner cannot lay out \(reason)",
        first: "",
        margin: 2)
    }
    for line in console.complaints.prefix(mostDifferences) {
      lines += wrapped(line, first: "the kernel says: ", margin: 2)
    }
    if !console.hasEnded { lines.append("the runner did not come to its end") }
    let names = models.joined(separator: " and ")
    let differing = Set(outcome.differences.map(\.seed)).count
    let verdict =
      differing == 0
      ? "no difference from \(names)" : "\(differing) differ from \(names)"
    if outcome.compared < outcome.wanted {
      lines.append("\(counted(outcome.wanted, "scenario")) were to be compared")
    }
    lines += wrapped(
      "\(counted(outcome.compared, "scenario")) compared with the kernel: \(verdict)", first: "",
      margin: 2)
    return lines.joined(separator: "\n") + "\n"
  }

  /// Kinds of differences that are told.
  private static let mostDifferences = 40

  private static func reasons(_ reasons: [String], first: String) -> [String] {
    var counts: [String: Int] = [:]
    for reason in reasons { counts[reason, default: 0] += 1 }
    return counts.sorted { ($0.value, $1.key) > ($1.value, $0.key) }.flatMap { reason, count in
      wrapped("\(counted(count, "scenario")): \(reason)", first: first, margin: 2)
    }
  }
}

/// Differences that are told in the same words but for numbers, whichever models show them: most have
/// one cause.
private struct DifferenceGroup {
  let first: KernelComparison.Difference
  var models: [String]
  var seeds: Set<UInt64>

  /// Those with most seeds first.
  static func all(_ differences: [KernelComparison.Difference]) -> [DifferenceGroup] {
    var groups: [String: DifferenceGroup] = [:]
    for difference in differences {
      let words = difference.text.filter { !$0.isNumber }
      var group =
        groups[words] ?? DifferenceGroup(first: difference, models: [], seeds: [])
      if !group.models.contains(difference.model) { group.models.append(difference.model) }
      group.seeds.insert(difference.seed)
      groups[words] = group
    }
    return groups.values.sorted {
      ($0.seeds.count, $1.first.seed) > ($1.seeds.count, $0.first.seed)
    }
  }
}
