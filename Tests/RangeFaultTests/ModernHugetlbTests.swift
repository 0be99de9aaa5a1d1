// SPDX-License-Identifier: GPL-2.0-or-later

import AddressSpace
import RangeFault
import Testing

/// What a walk of 5.8 and later does with hugetlb pages: the request of a piece's first page
/// decides for all of it, and where it asks for nothing, whatever the entry holds is told.
@Suite struct ModernHugetlbTests {
  @Test(arguments: entries)
  func entry(_ row: Row) {
    for row in row.otherWays { row.check() }
  }

  static func entry(
    _ kind: Kind, _ asks: String, on revisions: [Revision] = Revision.modern, _ result: String,
    _ word: String, _ course: String, faults: [FaultOutcome] = []
  ) -> Row {
    let words = Array(repeating: word, count: 4).joined(separator: " ")
    var scenario = Scenario.hugetlb(kind, asks: asks)
    scenario.faults = faults
    return Row("\(kind.name) \(asks)", revisions, scenario, result, words, course)
  }

  static let entries: [Row] = [
    // An empty entry has frame 0, which is counted up like any other.
    Row(
      "none -", Revision.modern, .hugetlb(.none, asks: "-"), "0", "o2 fo2 fo2 fo2", "walk0"),
    entry(.none, "F", "0", "Vfo2", "walk0 R0 R1 R2 R3 walk0"),
    entry(.none, "FW", "0", "VWfo2", "walk0 W0 W1 W2 W3 walk0"),
    entry(.hugetlbReadOnly, "-", "0", "Vfo2", "walk0"),
    entry(.hugetlbReadOnly, "F", "0", "Vfo2", "walk0"),
    entry(.hugetlbReadOnly, "FW", "-EBUSY", "in", "walk0 W0 W1 W2 W3"),
    entry(.hugetlbReadOnly, "FW", "0", "VWfo2", "walk0 W0 W1 W2 W3 walk0", faults: [.reuse]),
    entry(.hugetlbWritable, "-", "0", "VWfo2", "walk0"),
    entry(.hugetlbWritable, "FW", "0", "VWfo2", "walk0"),
    entry(.hugetlbNuma, "-", "0", "fo2", "walk0"),
    entry(.hugetlbNuma, "F", "0", "VWfo2", "walk0 R0 R1 R2 R3 walk0"),
    // No wait: the fault handler waits.
    entry(.hugetlbMigration, "-", "0", "fo2", "walk0"),
    entry(.hugetlbMigration, "F", "0", "VWfo2", "walk0 R0 R1 R2 R3 walk0"),
    entry(.hugetlbPoison, "-", "0", "fo2", "walk0"),
    entry(.hugetlbPoison, "F", "-EFAULT", "in", "walk0 R0"),
    entry(.hugetlbMarkerUffdWp, "-", on: [.v6_1, .v6_12], "0", "fo2", "walk0"),
    entry(.hugetlbMarkerUffdWp, "F", on: [.v6_1, .v6_12], "0", "Vfo2", "walk0 R0 R1 R2 R3 walk0"),
    entry(.hugetlbMarkerPoison, "F", on: [.v6_1, .v6_12], "-EFAULT", "in", "walk0 R0"),
  ]

  @Test(arguments: pieces)
  func piece(_ row: Row) { row.check() }

  static let pieces: [Row] = [
    Row(
      "requests behind the first page do not count", Revision.modern,
      .hugetlb(.hugetlbNuma, asks: "- F FW F"), "0", "fo2 fo2 fo2 fo2", "walk0"),
    Row(
      "nor does their write request", Revision.modern,
      .hugetlb(.hugetlbReadOnly, asks: "F FW FW FW"), "0", "Vfo2 Vfo2 Vfo2 Vfo2", "walk0"),
    Row(
      "that of the first faults all", Revision.modern, .hugetlb(.none, asks: "F - - -"),
      "0", "Vfo2 Vfo2 Vfo2 Vfo2", "walk0 R0 R1 R2 R3 walk0"),
    Row(
      "the first page of the piece, not of the huge page", Revision.modern,
      .hugetlb(.none, asks: "F -", start: 2, count: 2),
      "0", "Vfo2 Vfo2", "walk0 R0 R1 walk0"),
    Row(
      "from the middle of a huge page", Revision.modern,
      .hugetlb(.hugetlbWritable, .hugetlbReadOnly, asks: "-", start: 1, count: 4),
      "0", "VWfo2 VWfo2 VWfo2 Vfo2", "walk0"),
    Row(
      "huge page by huge page", Revision.modern, .hugetlb(.none, .none, asks: "F"), "0",
      Array(repeating: "Vfo2", count: 8).joined(separator: " "),
      "walk0 R0 R1 R2 R3 walk0 R4 R5 R6 R7 walk4"),
    Row(
      "a write that the VMA forbids", Revision.modern,
      .hugetlb(.hugetlbReadOnly, asks: "FW").in(.read), "-EPERM", "in in in in", "walk0"),
    Row(
      "of PUD size", Revision.modern,
      Scenario.pud(.hugetlbReadOnly, asks: "F", start: 3).with { $0.vmas[0].hugetlb = .pud },
      "0", "Vfo4 Vfo4", "walk0"),
    Row(
      "of PUD size, absent", Revision.modern,
      Scenario.pud(.none, asks: "F", start: 3).with { $0.vmas[0].hugetlb = .pud },
      "0", "Vfo4 Vfo4", "walk0 R0 R1 walk0"),
    // Where there is no table for the entry, it is a hole.
    Row(
      "no table", Revision.modern, Scenario.hugetlb(.none, asks: "-").with { $0.puds = [.none] },
      "0", "- - - -", "walk0"),
    Row(
      "no table, requested behind the first page", [.v5_8, .v5_15, .v6_1],
      Scenario.hugetlb(.none, asks: "- F").with { $0.puds = [.none] },
      "0", "Vfo2 Vfo2 Vfo2 Vfo2", "walk0 R0 R1 R2 R3 walk0"),
    // The page walker took the hugetlb lock from 6.3 on, and nobody drops it for a hole.
    Row(
      "no table, with the lock held", [.v6_12],
      Scenario.hugetlb(.none, asks: "- F").with { $0.puds = [.none] },
      "0", "Vfo2 Vfo2 Vfo2 Vfo2", "walk0 R0 R1 R2 R3 walk0", left: "slept"),
  ]
}
