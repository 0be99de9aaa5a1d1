// SPDX-License-Identifier: GPL-2.0-or-later

import AddressSpace
import Checking
import KernelWalk

/// Which entries the scenarios of a text have, and which they do not have, in lines.
struct VocabularyText {
  let kernel: Kernel

  private var vocabulary: Vocabulary { kernel.interface.vocabulary }

  /// `kinds: given huge pages, because every kernel has them; guard markers, because ...`.
  var lines: [String] {
    let given = vocabulary.rows.filter(\.isGiven)
    let others = vocabulary.rows.filter { !$0.isGiven }
    return version + wrapped(clauses(given), first: "kinds: given ", margin: 2)
      + wrapped(
        others.isEmpty ? "none" : clauses(others), first: "known to hmmcheck but not given: ",
        margin: 2)
  }

  private var version: [String] {
    if kernel.source.version != nil { return [] }
    return wrapped(
      "version unknown: the tree's Makefile, if there is one, does not say it", first: "", margin: 2
    )
  }

  /// Rows that one reason speaks of, together; reasons in the order of the rows.
  private func clauses(_ rows: [Vocabulary.Row]) -> String {
    var groups: [(reason: Vocabulary.Reason, names: [String])] = []
    for row in rows {
      if let index = groups.firstIndex(where: { $0.reason == row.reason }) {
        groups[index].names.append(row.name)
      } else {
        groups.append((row.reason, [row.name]))
      }
    }
    return groups.map { "\($0.names.joined(separator: ", ")), because \($0.reason)" }
      .joined(separator: "; ")
  }
}

extension JSONReport {
  /// What a text is known by, `vocabulary`: its version, and which entries it was given and why; no
  /// member for a revision.
  static func vocabulary(_ target: Target?) -> [(String, JSONValue)] {
    guard let kernel = target?.kernel else { return [] }
    let rows = kernel.interface.vocabulary.rows.map { row in
      JSONValue.object([
        ("name", .string(row.name)),
        ("kinds", .strings(row.kinds.members.map(\.name))),
        ("given", .bool(row.isGiven)),
        ("because", .string(row.reason.description)),
      ])
    }
    let version = kernel.source.version.map { JSONValue.string($0.description) } ?? .null
    return [("vocabulary", .object([("version", version), ("entries", .array(rows))]))]
  }
}
