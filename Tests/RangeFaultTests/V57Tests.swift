// SPDX-License-Identifier: GPL-2.0-or-later

import AddressSpace
import RangeFault
import Testing

/// What 5.7 does unlike 5.8: success is a number of pages, taken from a cursor that not everything
/// moves, and the helper that reports a frame always says VALID.
@Suite struct V57Tests {
  @Test(arguments: counts + reports + likeLater + ranges)
  func rows(_ row: Row) { row.check() }

  static func row(
    _ name: String, _ scenario: Scenario, _ result: String, _ words: String?,
    _ course: String? = "walk0"
  ) -> Row {
    Row(name, [.v5_7], scenario, result, words, course)
  }

  static let counts: [Row] = [
    row("pages of a table", .ptes(.readOnly, .none, asks: "-"), "2", "Vf -"),
    row("a huge page", .pmds(.hugeWritable, asks: "-"), "4", "VWf VWf VWf VWf"),
    row("a huge PUD", .pud(.pudWritable, asks: "-"), "2", "VWf VWf"),
    row("hugetlb", .hugetlb(.hugetlbReadOnly, asks: "-"), "4", "Vf Vf Vf Vf"),
    row("an empty PTE", .ptes(.none, asks: "-"), "1", "-"),
    row("a hole is not counted", .pmds(.none, asks: "-", count: 1), "0", "-"),
    row(
      "nor one at the end", .pmds(.table, .none, asks: "-"), "4", "- - - - - - - -"),
    row(
      "only what follows it", .pmds(.none, .table, asks: "-"), "8", "- - - - - - - -"),
    row("an empty PUD", .pud(.none, asks: "-"), "0", "- -"),
    row("a migrating PMD is not counted", .pmds(.hugeMigration, asks: "-"), "0", "- - - -"),
    row("nor one that is not present", .pmds(.hugeOther, asks: "-"), "0", "E E E E"),
    row("nor a bad one", .pmds(.bad, asks: "-"), "0", "E E E E"),
    row(
      "a skipped VMA is", Scenario.ptes(.none, .none, asks: "-").in([.read, .io]), "2", "E E"),
    row("what was faulted is", .ptes(.none, asks: "F"), "1", "Vf", "walk0 R0 walk0"),
    row(
      "pages before a hole that was faulted are, too",
      Scenario.pmds(.table, .none, asks: "- F", start: 3, count: 2), "2", "- Vf",
      "walk0 R1 walk1"),
    row(
      "a hole that was faulted is", .pmds(.none, asks: "F", count: 2), "2", "Vf Vf",
      "walk0 R0 R1 walk0"),
  ]

  static let reports: [Row] = [
    row("NUMA hinting", .ptes(.numaReadOnly, .numaWritable, asks: "-"), "2", "Vf Vf"),
    row("NUMA hinting F", .ptes(.numaReadOnly, asks: "F"), "1", "Vf", "walk0 R0 walk0"),
    row("huge NUMA hinting", .pmds(.hugeNuma, asks: "-", count: 2), "2", "Vf Vf"),
    row(
      "huge NUMA hinting F", .pmds(.hugeNuma, asks: "F", count: 2), "2", "VWf VWf",
      "walk0 R0 R1 walk0"),
    row("hugetlb NUMA hinting", .hugetlb(.hugetlbNuma, asks: "-", count: 2), "2", "Vf Vf"),
    // Frame 0, then 1.
    row("absent hugetlb", .hugetlb(.none, asks: "-", count: 2), "2", "V Vf"),
    row("migrating hugetlb", .hugetlb(.hugetlbMigration, asks: "-", count: 1), "1", "Vf"),
    row("poisoned hugetlb", .hugetlb(.hugetlbPoison, asks: "-", count: 1), "1", "Vf"),
    row("a special page", .ptes(.specialReadOnly, .devmapWritable, asks: "-"), "2", "S S"),
    row("a special page F", .ptes(.specialReadOnly, asks: "F"), "-EFAULT", "in"),
    row("device memory with pages F", .ptes(.devmapWritable, asks: "F"), "-EFAULT", "in"),
  ]

  static let likeLater: [Row] = [
    row("own device memory", .ptes(.devicePrivateReadOnly, asks: "FW"), "1", nil),
    row("that of others", .ptes(.foreignPrivateReadOnly, asks: "-"), "1", "-"),
    row("that of others F", .ptes(.foreignPrivateReadOnly, asks: "F"), "-EFAULT", "in"),
    row("swap F", .ptes(.swap, asks: "F"), "1", "Vf", "walk0 R0 walk0"),
    row("migration F", .ptes(.migration, asks: "F"), "1", "VWf", "walk0 wait0 walk0"),
    row("poison", .ptes(.hwpoison, asks: "-"), "1", "-"),
    row("poison F", .ptes(.hwpoison, asks: "F"), "-EFAULT", "in"),
    row("bad PMD F", .pmds(.bad, asks: "F"), "-EFAULT", "in in in in"),
    row("zero page F", .ptes(.zeroPage, asks: "F"), "1", "Vf"),
    row(
      "requests outlive faults", .ptes(.none, .readOnly, asks: "F FW").faulting(.resolve, .resolve),
      "-EBUSY", "Vf in", "walk0 R0 R1 walk0 W1"),
    row("write denied", Scenario.ptes(.none, asks: "FW").in(.read), "-EPERM", "in"),
    row("no VMA", Scenario(count: 1).with { $0.vmas = [] }, "0", "E"),
    row(
      "mixed map", Scenario.ptes(.writable, asks: "-").in([.read, .write, .mixedmap]), "1", "E"),
    row(
      "mixed map F", Scenario.ptes(.writable, asks: "F").in([.read, .write, .mixedmap]),
      "-EFAULT", "in"),
    row("failed fault", .ptes(.none, asks: "F").faulting(.busError), "-EFAULT", "in", "walk0 R0"),
    row(
      "invalidated", Scenario.ptes(.none, asks: "F").with { $0.invalidated = true },
      "-EBUSY", "in", ""),
    row("a snapshot has no entry", Scenario.ptes(.none, asks: "F").snapshot, "1", "Vf", nil),
    row(
      "the lock stays", .ptes(.none, asks: "F").faulting(.retry).with { $0.mayDropLock = true },
      "1", "Vf", "walk0 R0 walk0"),
  ]
  static let gap = Scenario(count: 2).with { $0.vmas = [] }

  static let ranges: [Row] = [
    row("no VMA, the second page F", gap.asking("- F"), "-EFAULT", "in in"),
    row("unreadable -", Scenario.ptes(.none, asks: "-").in([]), "1", "E"),
    row("unreadable F", Scenario.ptes(.none, asks: "F").in([]), "-EFAULT", "in"),
    row("PFNMAP F", Scenario.ptes(.none, asks: "F").in([.read, .pfnmap]), "-EFAULT", "in"),
    row(
      "hole, F then FW", .pmds(.none, asks: "F FW", count: 2), "2", "VWf VWf",
      "walk0 W0 W1 walk0"),
    row(
      "migrating PMD F", .pmds(.hugeMigration, asks: "F", count: 1), "1", "VWf",
      "walk0 wait0 walk0"),
    row("huge FW", .pmds(.hugeReadOnly, asks: "FW", count: 1), "-EBUSY", "in", "walk0 W0"),
    row(
      "huge FW, a page of one's own", .pmds(.hugeReadOnly, asks: "F FW", count: 2).faulting(.reuse),
      "2", "VWf VWf", "walk0 W0 W1 walk0"),
    row(
      "a huge page made of two tables",
      Scenario(geometry: .smallSplit, start: 1, count: 2).with { $0.pmds = [.hugeReadOnly] },
      "2", "Vf Vf"),
    row("PUD none F", .pud(.none, asks: "F"), "2", "Vf Vf", "walk0 R0 R1 walk0"),
    row("PUD FW", .pud(.pudReadOnly, asks: "FW"), "2", "VWf VWf", "walk0 W0 W1 walk0"),
    row(
      "device memory, whatever becomes of it",
      Scenario.pmds(.hugeDevmapWritable, asks: "F", count: 2).with { $0.pagemapLookups = 0 },
      "2", "VWf VWf"),
    row(
      "hugetlb, the first page's request counts", .hugetlb(.none, asks: "F -", count: 2),
      "2", "Vf Vf", "walk0 R0 R1 walk0"),
    row(
      "hugetlb, those behind it do not", .hugetlb(.hugetlbReadOnly, asks: "F FW", count: 2),
      "2", "Vf Vf"),
    row(
      "hugetlb FW, copied", .hugetlb(.hugetlbReadOnly, asks: "FW", count: 2),
      "-EBUSY", "in in", "walk0 W0 W1"),
    row(
      "hugetlb from its second page", .hugetlb(.hugetlbReadOnly, asks: "F", start: 1, count: 2),
      "2", "Vf Vf"),
    row("empty", Scenario(count: 0), "-EINVAL", "", nil),
  ]
}
