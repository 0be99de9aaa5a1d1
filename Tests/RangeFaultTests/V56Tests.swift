// SPDX-License-Identifier: GPL-2.0-or-later

import AddressSpace
import RangeFault
import Testing

/// What 5.6 does above the PTEs, unlike 5.7.
@Suite struct V56Tests {
  @Test(arguments: huge + hugetlb + vmas + calls)
  func rows(_ row: Row) { row.check() }

  static func row(
    _ name: String, _ scenario: Scenario, _ result: String, _ words: String?,
    _ course: String? = "walk0", left: String = ""
  ) -> Row {
    Row(name, [.v5_6], scenario, result, words, course, left: left)
  }

  static let huge: [Row] = [
    row("hole -", .pmds(.none, asks: "-", count: 2), "0", "- -"),
    row("hole F", .pmds(.none, asks: "F", count: 2), "2", "Vf Vf", "walk0 R0 R1 walk0"),
    row(
      "hole, F then FW", .pmds(.none, asks: "F FW", count: 2), "2", "VWf VWf", "walk0 W0 W1 walk0"),
    row("migration -", .pmds(.hugeMigration, asks: "-", count: 2), "0", "in in"),
    row(
      "migration, masked",
      Scenario.pmds(.hugeMigration, asks: "FW", count: 2).with {
        $0.pfnFlagsMask = 0
      }, "0", "in in"),
    row("migration F", .pmds(.hugeMigration, asks: "F", count: 1), "1", "VWf", "walk0 wait0 walk0"),
    row("not present -", .pmds(.hugeOther, asks: "-", count: 2), "0", "E E"),
    row("not present F", .pmds(.hugeOther, asks: "F", count: 2), "0", "E E"),
    row(
      "a failed fault in a hole", .pmds(.none, asks: "F").faulting(.resolve, .busError),
      "-EFAULT", "- E in in", "walk0 R0 R1"),
    row(
      "hole, write denied", Scenario.pmds(.none, asks: "- FW", count: 2).in(.read), "-EPERM",
      "in in"),
    row("bad F", .pmds(.bad, asks: "F", count: 2), "0", "E E"),
    row(
      "a huge page made of two tables",
      Scenario(geometry: .smallSplit, start: 1, count: 2).with { $0.pmds = [.hugeReadOnly] },
      "2", "Vf Vf"),
    row("huge -", .pmds(.hugeWritable, asks: "-", count: 2), "2", "VWf VWf"),
    row("huge F", .pmds(.hugeReadOnly, asks: "F", start: 2, count: 2), "2", "Vf Vf"),
    row(
      "huge FW", .pmds(.hugeReadOnly, asks: "FW", count: 2).faulting(.reuse),
      "2", "VWf VWf", "walk0 W0 W1 walk0"),
    row("NUMA hinting -", .pmds(.hugeNuma, asks: "-", count: 2), "0", "- -"),
    row(
      "NUMA hinting F", .pmds(.hugeNuma, asks: "F", count: 2), "2", "VWf VWf", "walk0 R0 R1 walk0"),
    row("device memory", .pmds(.hugeDevmapWritable, asks: "FW", count: 2), "2", "VWf VWf"),
    Row(
      "device memory that dies", [.v5_6],
      Scenario.pmds(.hugeDevmapWritable, asks: "-", count: 2).with { $0.pagemapLookups = 1 },
      "endless", "VWf in", nil),
    row("PUD none -", .pud(.none, asks: "-"), "0", "- -"),
    row("PUD none F", .pud(.none, asks: "F"), "2", "Vf Vf", "walk0 R0 R1 walk0"),
    row("PUD F", .pud(.pudReadOnly, asks: "F"), "2", "Vf Vf"),
    // Faulted with the lock of the PUD held.
    row(
      "PUD FW", .pud(.pudReadOnly, asks: "FW"), "2", "VWf VWf", "walk0 W0 W1 walk0", left: "slept"),
    Row(
      "PUD of device memory that dies", [.v5_6],
      Scenario.pud(.pudWritable, asks: "-").with { $0.pagemapLookups = 0 },
      "endless", "in in", nil),
  ]

  static let hugetlb: [Row] = [
    row("read-only", .hugetlb(.hugetlbReadOnly, asks: "F", count: 2), "2", "Vf Vf"),
    row(
      "from its second page", .hugetlb(.hugetlbReadOnly, asks: "-", start: 1, count: 2),
      "2", "Vf Vf"),
    row("absent -", .hugetlb(.none, asks: "-", count: 2), "2", "V Vf"),
    row(
      "absent F, by default", Scenario.hugetlb(.none, asks: "F", count: 2).byDefault,
      "2", "Vf Vf", "walk0 R0 R1 walk0"),
    row("absent, first page silent", .hugetlb(.none, asks: "- F", count: 2), "2", "V Vf"),
    row(
      "read-only FW, by default",
      Scenario.hugetlb(.hugetlbReadOnly, asks: "FW", count: 2).byDefault.faulting(.reuse),
      "2", "VWf VWf", "walk0 W0 W1 walk0"),
    row(
      "read-only FW, copied", Scenario.hugetlb(.hugetlbReadOnly, asks: "FW", count: 2).byDefault,
      "-EBUSY", "- -", "walk0 W0 W1"),
  ]

  static let gap = Scenario(count: 2).with { $0.vmas = [] }

  static let vmas: [Row] = [
    row("no VMA -", gap, "0", "- -"),
    row("no VMA F", gap.asking("F"), "-EFAULT", "E in"),
    row("no VMA, the second page F", gap.asking("- FW"), "-EFAULT", "E in"),
    row(
      "an IO VMA behind another",
      Scenario(count: 2).asking("F -").with {
        $0.vmas = [VMA(start: 0, end: 1), VMA(start: 1, end: 16, flags: [.read, .io])]
        $0.ptes = [.readOnly, .none]
      }, "-EFAULT", "Vf in"),
    row(
      "a gap that nobody asks for",
      Scenario(count: 3).asking("F - F").with {
        $0.vmas = [VMA(start: 0, end: 1), VMA(start: 2, end: 16)]
        $0.ptes = [.readOnly, .none, .writable]
      }, "3", "Vf - VWf"),
    row("IO -", Scenario.ptes(.none, asks: "-").in([.read, .io]), "-EFAULT", "in"),
    row("PFNMAP -", Scenario.ptes(.none, asks: "-").in([.read, .pfnmap]), "-EFAULT", "in"),
    row("MIXEDMAP -", Scenario.ptes(.none, asks: "-").in([.read, .mixedmap]), "-EFAULT", "in"),
    row(
      "IO, snapshot", Scenario.ptes(.none, asks: "-").in([.read, .io]).snapshot, "-EFAULT", "in"),
    row("unreadable -", Scenario.ptes(.none, .none, asks: "-").in([]), "2", "- -"),
    row("unreadable F", Scenario.ptes(.none, .none, asks: "- F").in([]), "-EFAULT", "in in"),
    row("unreadable, snapshot", Scenario.ptes(.none, asks: "F").in([]).snapshot, "1", "-"),
  ]

  static let calls: [Row] = [
    row("snapshot of nothing", Scenario.ptes(.none, asks: "F").snapshot, "1", "-"),
    row("snapshot by default", Scenario.ptes(.none, asks: "FW").byDefault.snapshot, "1", "-"),
    row("snapshot of a page", Scenario.ptes(.readOnly, asks: "FW").snapshot, "1", "Vf"),
    row("snapshot of a hole", Scenario.pmds(.none, asks: "F", count: 1).snapshot, "0", "-"),
    row(
      "snapshot of poison", Scenario.ptes(.hwpoison, asks: "-").snapshot, "-EFAULT", "E",
      left: "map"),
    row(
      "invalidated", Scenario.ptes(.readOnly, asks: "-").with { $0.invalidated = true },
      "-EBUSY", "in", ""),
    row("empty", Scenario(count: 0), "-EINVAL", "", nil),
  ]
}
