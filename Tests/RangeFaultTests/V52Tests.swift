// SPDX-License-Identifier: GPL-2.0-or-later

import AddressSpace
import RangeFault
import Testing

/// What 5.2 does unlike 5.4: one walk at first, a snapshot call that never fails for a page, swap
/// that is never fetched, hinting entries that count as accessible, and a lock that is dropped
/// without being asked.
@Suite struct V52Tests {
  @Test(arguments: pages + snapshots + locks + vmas)
  func rows(_ row: Row) { row.check() }

  static func row(
    _ name: String, _ scenario: Scenario, _ result: String, _ words: String?,
    _ course: String? = "walk0", left: String = ""
  ) -> Row {
    Row(name, [.v5_2], scenario, result, words, course, left: left)
  }

  static let pages: [Row] = [
    row("a page", .ptes(.readOnly, asks: "F"), "1", "Vf"),
    row("none FW", .ptes(.none, asks: "FW"), "1", "VWf", "walk0 W0 walk0"),
    row("swap F", Scenario.ptes(.swap, asks: "F").byDefault, "1", "-"),
    row("migration F", Scenario.ptes(.migration, asks: "F").byDefault, "1", "-"),
    row("NUMA hinting -", .ptes(.numaReadOnly, .numaWritable, asks: "-"), "2", "Vf VWf"),
    row("NUMA hinting F", .ptes(.numaReadOnly, .numaWritable, asks: "F"), "2", "Vf VWf"),
    row("NUMA hinting FW", .ptes(.numaWritable, asks: "FW"), "1", "VWf"),
    row("zero page F", .ptes(.zeroPage, asks: "F"), "-EFAULT", "-", left: "map"),
    row("poison F", .ptes(.hwpoison, asks: "F"), "-EFAULT", "-", left: "map"),
    row("own device memory F", .ptes(.devicePrivateReadOnly, asks: "F"), "1", "VDf"),
    row(
      "own device memory FD", .ptes(.devicePrivateReadOnly, asks: "FD"), "1", "VWf",
      "walk0 R0 walk0"),
    row(
      "hole, F then FW", .pmds(.none, asks: "F FW", count: 2), "2", "VWf VWf",
      "walk0 W0 W1 walk0"),
    row(
      "migrating PMD F", .pmds(.hugeMigration, asks: "F", count: 1), "1", "VWf", "walk0 wait0 walk0"
    ),
    row("migrating PMD -", .pmds(.hugeMigration, asks: "-", count: 1), "0", "in"),
    row("bad PMD F", .pmds(.bad, asks: "F", count: 1), "0", "E"),
    row(
      "huge page, F then FW", .pmds(.hugeReadOnly, asks: "F FW", count: 2).faulting(.reuse),
      "2", "VWf VWf", "walk0 W0 W1 walk0"),
    row("special -", .ptes(.specialReadOnly, asks: "-"), "-EFAULT", "-", left: "map"),
    row(
      "requests are lost", .ptes(.swap, .none, .readOnly, asks: "- FW FW"), "3", "- VWf VWf",
      "walk0 W1 W2 walk1"),
    row("that of others F", .ptes(.foreignPrivateReadOnly, asks: "F"), "1", "VDf"),
    row(
      "bits above the offset",
      Scenario.ptes(.devicePrivateReadOnly, asks: "-").with { $0.accessedBits = true }, "1", "VDx"),
    row("absent hugetlb", .hugetlb(.none, asks: "-", count: 2), "2", "V Vf"),
    row("huge NUMA hinting -", .pmds(.hugeNuma, asks: "-", count: 2), "0", "- -"),
    row("hugetlb, NUMA hinting", .hugetlb(.hugetlbNuma, asks: "F", count: 1), "1", "Vf"),
    row("special F", .ptes(.specialReadOnly, asks: "F"), "-EFAULT", "-", left: "map"),
    row("device memory with pages F", .ptes(.devmapWritable, asks: "F"), "1", "VWf"),
    row(
      "hugetlb from its second page", .hugetlb(.hugetlbReadOnly, asks: "-", start: 1, count: 2),
      "2", "Vf Vf"),
    // A write that the VMA forbids: the handler does nothing, and the walk begins again.
    Row(
      "write denied, by default", [.v5_2], Scenario.ptes(.none, asks: "FW").byDefault.in(.read),
      "endless", "-", nil),
    row(
      "write denied, in the word", Scenario.ptes(.none, asks: "FW").in(.read), "1", "-",
      "walk0 W0 walk0"),
    // The index within one table is taken for the offset in the PMD.
    row(
      "a huge page made of two tables",
      Scenario(geometry: .smallSplit, start: 2, count: 2).with { $0.pmds = [.hugeReadOnly] },
      "2", "Vx Vx"),
    row(
      "a huge page made of two tables, from the first",
      Scenario(geometry: .smallSplit, start: 1, count: 2).with { $0.pmds = [.hugeReadOnly] },
      "2", "Vf Vf"),
  ]

  static let snapshots: [Row] = [
    row("requests mean nothing", Scenario.ptes(.none, asks: "F").snapshot, "1", "-"),
    row(
      "poison ends it, and nobody hears",
      Scenario.ptes(.readOnly, .hwpoison, .readOnly, asks: "-")
        .snapshot, "1", "Vf E in", left: "map"),
  ]

  static let locks: [Row] = [
    row(
      "a fault drops the lock, allowed or not", .ptes(.none, asks: "F").faulting(.retry),
      "-EAGAIN", "-", "walk0 R0", left: "no mmap lock"),
    row(
      "so does a wait for user space", Scenario.ptes(.none, asks: "F").in([.read, .userfaultfd]),
      "-EAGAIN", "-", "walk0 R0", left: "no mmap lock"),
    row(
      "so does a range that is invalid",
      Scenario.ptes(.none, asks: "F").with {
        $0.invalidated = true
      }, "-EAGAIN", nil, "", left: "no mmap lock"),
    row(
      "the lock stays where nothing happens",
      Scenario.ptes(.readOnly, asks: "F").with {
        $0.mayDropLock = true
      }, "1", "Vf"),
  ]

  static let vmas: [Row] = [
    row("IO", Scenario.ptes(.none, asks: "-").in([.read, .io]), "-EFAULT", nil, nil),
    row(
      "MIXEDMAP", Scenario.ptes(.writable, asks: "F").in([.read, .write, .mixedmap]), "-EFAULT",
      nil, nil),
    row("no VMA", Scenario(count: 1).with { $0.vmas = [] }, "-EFAULT", nil, nil),
    row("unreadable", Scenario.ptes(.none, asks: "F").in([]), "-EPERM", "-", nil),
    // A VMA behind the range is taken for its own.
    row(
      "an unreadable VMA behind",
      Scenario(count: 1).with { $0.vmas = [VMA(start: 1, end: 16, flags: [])] }, "-EPERM", "-",
      nil),
    row(
      "an IO VMA behind",
      Scenario(count: 1).with { $0.vmas = [VMA(start: 1, end: 16, flags: [.read, .io])] },
      "-EFAULT", nil, nil),
    row(
      "a gap before the VMA -",
      Scenario(count: 2).asking("-").with {
        $0.vmas = [VMA(start: 1, end: 16)]
        $0.ptes = [.none, .readOnly]
      }, "2", "- Vf"),
    // No VMA to fault on.
    row(
      "a gap before the VMA F",
      Scenario(count: 2).asking("F").with { $0.vmas = [VMA(start: 1, end: 16)] },
      "lost", nil, nil),
    row(
      "two VMAs",
      Scenario(count: 2).asking("F").with {
        $0.vmas = [VMA(start: 0, end: 1), VMA(start: 1, end: 16)]
        $0.ptes = [.readOnly, .writable]
      }, "2", "Vf VWf", nil),
  ]
}
