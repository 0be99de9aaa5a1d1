// SPDX-License-Identifier: GPL-2.0-or-later

import AddressSpace
import Checking
import KernelWalk
import Proving

/// What a comparison of two targets, one of which at least is a text, says nothing of: what only one
/// of them has, or neither is given.
struct NotComparedText {
  let older: Target
  let newer: Target
  private let pair: RevisionPair

  init(_ older: Target, _ newer: Target) {
    self.older = older
    self.newer = newer
    pair = RevisionPair(older.revision, newer.revision)
  }

  /// A clause for each.
  var reasons: [String] { uncommonKinds + uncommonWays + carriedBits + notGiven }

  private var both: [Target] { [older, newer] }

  /// `entries that only 7.3.4 has: huge-private-writable`.
  private var uncommonKinds: [String] {
    let kinds = both.map(\.revision.kinds)
    return [(older, kinds[0].subtracting(kinds[1])), (newer, kinds[1].subtracting(kinds[0]))]
      .compactMap { target, kinds in
        if kinds == [] { return nil }
        let names = kinds.members.map(\.name).joined(separator: ", ")
        return "entries that only \(target.title) has: \(names)"
      }
  }

  /// Calls, VMAs and bits of entries that one of the two does not know.
  private var uncommonWays: [String] {
    var parts: [String] = []
    if pair.isOneVMA { parts.append("ranges that one VMA does not cover") }
    if pair.leavesOutHugetlb {
      parts += both.filter(\.revision.ways.walksHugetlb).map {
        "hugetlb VMAs, which only \($0.title) walks"
      }
    }
    let locking = both.filter(\.revision.ways.takesLock)
    if locking.count == 1 {
      let name = locking[0].kernel?.interface.unlockedName ?? "the call that takes the mmap lock"
      parts.append("\(name), which only \(locking[0].title) has")
    }
    let withBits = both.filter(\.revision.ways.hasAccessedBits)
    if withBits.count == 1 {
      parts.append("accessed bits in swap entries, which only \(withBits[0].title) has")
    }
    return parts
  }

  /// `bits that only 6.18.2 carries from input to output: 0x1c00000000000000`.
  private var carriedBits: [String] {
    let bits = both.map { target in
      (target.kernel?.interface.convention ?? target.revision.interface).encoding.sticky
    }
    return [(older, bits[0] & ~bits[1]), (newer, bits[1] & ~bits[0])].compactMap { target, bits in
      if bits == 0 { return nil }
      return "bits that only \(target.title) carries from input to output: 0x"
        + String(bits, radix: 16)
    }
  }

  /// Entries that a text knows and that are not made in its version, so that no scenario has them:
  /// its lines for them did not run.
  private var notGiven: [String] {
    both.flatMap { target -> [String] in
      (target.kernel?.interface.vocabulary.rows ?? []).compactMap { row in
        guard !row.isGiven, case .notMade = row.reason else { return nil }
        return "\(row.name) of \(target.title): \(row.reason)"
      }
    }
  }
}
