// SPDX-License-Identifier: GPL-2.0-or-later

import AddressSpace
import RangeFault
import Testing

/// What a walk of 5.8 and later does with the levels above the PTEs. Orders are told from 5.9 on.
@Suite struct ModernHugeTests {
  @Test(arguments: pmds + parts + puds)
  func rows(_ row: Row) {
    for row in row.otherWays { row.check() }
  }

  static func pmd(
    _ kind: Kind, _ asks: String, _ result: String, _ word: String, _ course: String,
    faults: [FaultOutcome] = []
  ) -> Row {
    let words = Array(repeating: word, count: 4).joined(separator: " ")
    var scenario = Scenario.pmds(kind, asks: asks)
    scenario.faults = faults
    return Row("\(kind.name) \(asks)", Revision.modern, scenario, result, words, course)
  }

  static let pmds: [Row] = [
    pmd(.none, "-", "0", "-", "walk0"),
    pmd(.none, "F", "0", "Vf", "walk0 R0 R1 R2 R3 walk0"),
    pmd(.none, "FW", "0", "VWf", "walk0 W0 W1 W2 W3 walk0"),
    pmd(.hugeMigration, "-", "0", "-", "walk0"),
    Row(
      "huge-migration F", Revision.modern, .pmds(.hugeMigration, asks: "F", count: 1),
      "0", "VWfo2", "walk0 wait0 walk0"),
    pmd(.hugeOther, "-", "0", "E", "walk0"),
    pmd(.hugeOther, "F", "-EFAULT", "in", "walk0"),
    pmd(.bad, "-", "0", "E", "walk0"),
    pmd(.bad, "F", "-EFAULT", "in", "walk0"),
    pmd(.hugeReadOnly, "-", "0", "Vfo2", "walk0"),
    pmd(.hugeReadOnly, "F", "0", "Vfo2", "walk0"),
    // Copied page by page, and announced.
    pmd(.hugeReadOnly, "FW", "-EBUSY", "in", "walk0 W0 W1 W2 W3"),
    pmd(.hugeReadOnly, "FW", "0", "VWfo2", "walk0 W0 W1 W2 W3 walk0", faults: [.reuse]),
    pmd(.hugeWritable, "-", "0", "VWfo2", "walk0"),
    pmd(.hugeWritable, "FW", "0", "VWfo2", "walk0"),
    // What allows no access has no flags, and the order is one of them.
    pmd(.hugeNuma, "-", "0", "f", "walk0"),
    pmd(.hugeNuma, "F", "0", "VWfo2", "walk0 R0 R1 R2 R3 walk0"),
    pmd(.hugeDevmapReadOnly, "-", "0", "Vfo2", "walk0"),
    pmd(.hugeDevmapReadOnly, "FW", "0", "VWfo2", "walk0 W0 W1 W2 W3 walk0"),
    pmd(.hugeDevmapWritable, "FW", "0", "VWfo2", "walk0"),
    pmd(.table, "-", "0", "-", "walk0"),
  ]

  /// Requests of single pages, and ranges that begin or end within a huge page.
  static let parts: [Row] = [
    Row(
      "one request in a hole faults all of it", Revision.modern,
      .pmds(.none, asks: "- - F -"), "0", "Vf Vf Vf Vf", "walk0 R0 R1 R2 R3 walk0"),
    Row(
      "a write request behind a read request counts", Revision.modern,
      .pmds(.none, asks: "F - FW -"), "0", "VWf VWf VWf VWf", "walk0 W0 W1 W2 W3 walk0"),
    Row(
      "one write request in a huge page faults all of it", Revision.modern,
      .pmds(.hugeReadOnly, asks: "- F - FW").faulting(.reuse),
      "0", "VWfo2 VWfo2 VWfo2 VWfo2", "walk0 W0 W1 W2 W3 walk0"),
    Row(
      "a part of a huge page", Revision.modern, .pmds(.hugeReadOnly, asks: "F", start: 1, count: 2),
      "0", "Vfo2 Vfo2", "walk0"),
    Row(
      "parts of two huge pages", Revision.modern,
      .pmds(.hugeReadOnly, .hugeWritable, asks: "F", start: 3, count: 2),
      "0", "Vfo2 VWfo2", "walk0"),
    Row(
      "a bad table in the middle", Revision.modern,
      .pmds(.hugeReadOnly, .bad, asks: "F F F F -", count: 6),
      "0", "Vfo2 Vfo2 Vfo2 Vfo2 E E", "walk0"),
    Row(
      "a bad table in the middle, requested", Revision.modern,
      .pmds(.hugeReadOnly, .bad, asks: "F F F F - F", count: 6),
      "-EFAULT", "Vfo2 Vfo2 Vfo2 Vfo2 in in", "walk0"),
    Row(
      "a write that the VMA forbids", Revision.modern,
      .pmds(.hugeReadOnly, asks: "FW").in(.read), "-EPERM", "in in in in", "walk0"),
    Row(
      "a write that the VMA forbids, in a hole", Revision.modern,
      .pmds(.none, asks: "- F - FW").in(.read), "-EPERM", "in in in in", "walk0"),
    Row(
      "each empty PMD by itself", Revision.modern,
      .pmds(.none, .none, asks: "- - F F - -", start: 2, count: 4),
      "0", "- - Vf Vf", "walk0 R2 R3 walk2"),
    Row(
      "a fault that fails in the middle of a hole", Revision.modern,
      .pmds(.none, asks: "F").faulting(.resolve, .resolve, .segmentationFault),
      "-EFAULT", "in in in in", "walk0 R0 R1 R2"),
    Row(
      "a huge page that comes with the first fault of a hole", Revision.modern,
      .pmds(.none, asks: "F").faulting(.resolveHuge),
      "0", "Vfo2 Vfo2 Vfo2 Vfo2", "walk0 R0 R1 R2 R3 walk0"),
    Row(
      "a migration in the middle of a range", Revision.modern,
      .pmds(.hugeReadOnly, .hugeMigration, asks: "- - F", start: 2, count: 3),
      "0", "Vfo2 Vfo2 VWfo2", "walk0 wait2 walk2"),
    Row(
      "a huge page made of two tables", Revision.modern,
      Scenario(geometry: .smallSplit, start: 1, count: 2).asking("F").with {
        $0.pmds = [.hugeReadOnly]
      },
      "0", "Vfo2 Vfo2", "walk0"),
    Row(
      "the orders of x86-64", Revision.modern,
      Scenario(geometry: .x86, start: 511, count: 2).asking("F").with {
        $0.pmds = [.hugeReadOnly, .hugeWritable]
      },
      "0", "Vfo9 VWfo9", "walk0"),
    Row(
      "the orders of x86-64, by PUD", Revision.modern,
      Scenario(geometry: .x86, start: (1 << 18) - 1, count: 2).asking("F").with {
        $0.puds = [.pudReadOnly, .table]
        $0.pmds = [.table, .hugeReadOnly]
      },
      "0", "Vfo18 Vfo9", "walk0"),
  ]

  static let puds: [Row] = [
    Row("pud none -", Revision.modern, .pud(.none, asks: "-"), "0", "- -", "walk0"),
    Row("pud none F", Revision.modern, .pud(.none, asks: "F"), "0", "Vf Vf", "walk0 R0 R1 walk0"),
    Row(
      "pud none FW", Revision.modern, .pud(.none, asks: "FW"), "0", "VWf VWf", "walk0 W0 W1 walk0"),
    Row(
      "a hole of one PUD is faulted as one", Revision.modern,
      .pud(.none, asks: "- - - - - F", count: 6),
      "0", "Vf Vf Vf Vf Vf Vf", "walk0 R0 R1 R2 R3 R4 R5 walk0"),
    Row(
      "pud read-only -", Revision.modern, .pud(.pudReadOnly, asks: "-"), "0", "Vfo4 Vfo4", "walk0"),
    Row(
      "pud read-only F", Revision.modern, .pud(.pudReadOnly, asks: "F"), "0", "Vfo4 Vfo4", "walk0"),
    Row(
      "pud read-only FW", Revision.modern, .pud(.pudReadOnly, asks: "FW"),
      "0", "VWfo4 VWfo4", "walk0 W0 W1 walk0"),
    Row(
      "pud writable FW, from its sixth page", Revision.modern,
      .pud(.pudWritable, asks: "FW", start: 5), "0", "VWfo4 VWfo4", "walk0"),
    // From 6.10 on a PUD that is not present is a hole.
    Row("pud not present -", [.v6_12], .pud(.pudNonPresent, asks: "-"), "0", "- -", "walk0"),
    Row(
      "pud not present F", [.v6_12], .pud(.pudNonPresent, asks: "F"),
      "0", "Vf Vf", "walk0 R0 R1 walk0"),
  ]
}
