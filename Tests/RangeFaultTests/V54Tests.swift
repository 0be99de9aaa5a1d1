// SPDX-License-Identifier: GPL-2.0-or-later

import AddressSpace
import RangeFault
import Testing

/// What 5.4 does unlike 5.6: a walk for each VMA, each of them begun twice, and words from the
/// cursor on emptied when the call fails.
@Suite struct V54Tests {
  @Test(arguments: twice + failures + vmas)
  func rows(_ row: Row) { row.check() }

  static func row(
    _ name: String, _ scenario: Scenario, _ result: String, _ words: String?,
    _ course: String? = "walk0 walk0", left: String = ""
  ) -> Row {
    Row(name, [.v5_4], scenario, result, words, course, left: left)
  }

  static let fileFlags: VMA.Flags = [.read, .write, .file]

  /// The answer of a first walk is not looked at, and what it wrote are the requests of the next.
  static let twice: [Row] = [
    row("a page", .ptes(.readOnly, asks: "F"), "1", "Vf"),
    row("nothing", .ptes(.none, asks: "-"), "1", "-"),
    row(
      "a fault", Scenario.ptes(.none, asks: "F").in(fileFlags), "1", "Vf", "walk0 R0 walk0"),
    row(
      "a fault, by default", Scenario.ptes(.none, asks: "FW").byDefault, "1", "VWf",
      "walk0 W0 walk0"),
    row("swap", .ptes(.swap, asks: "F"), "1", "Vf", "walk0 R0 walk0"),
    row("migration F", .ptes(.migration, asks: "F"), "1", "-"),
    row("a hole", .pmds(.none, asks: "-", count: 1), "0", "-"),
    // V and D of the first output ask device memory back.
    row(
      "an output that asks", .ptes(.devicePrivateReadOnly, asks: "F"), "1", "VWf",
      "walk0 walk0 R0 walk0"),
    row(
      "an output that asks nothing through the mask",
      Scenario.ptes(.devicePrivateReadOnly, asks: "F").byDefault, "1", "VDf"),
    // V of the first output asks for the page of a hinting entry, which is reported valid.
    row("NUMA hinting -", .ptes(.numaReadOnly, asks: "-"), "1", "Vf", "walk0 walk0 R0 walk0"),
    row(
      "NUMA hinting, masked",
      Scenario.ptes(.numaReadOnly, asks: "-").with { $0.pfnFlagsMask = 0 }, "1", "Vf"),
    row("NUMA hinting F", .ptes(.numaReadOnly, asks: "F"), "1", "Vf", "walk0 R0 walk0"),
    row("snapshot", Scenario.ptes(.none, asks: "F").snapshot, "1", "-"),
    row(
      "snapshot of a huge page", Scenario.pmds(.hugeReadOnly, asks: "FW").snapshot, "4",
      "Vf Vf Vf Vf"),
    row("migrating PMD -", .pmds(.hugeMigration, asks: "-", count: 1), "0", "in"),
    row(
      "migrating PMD F", .pmds(.hugeMigration, asks: "F", count: 1), "1", "VWf",
      "walk0 wait0 walk0"),
    row(
      "an absent hugetlb page, reported valid",
      Scenario.hugetlb(.none, asks: "-", count: 2).byDefault, "2", "V Vf"),
    row(
      "hole, F then FW, by words", .pmds(.none, asks: "F FW", count: 2), "2", "VWf VWf",
      "walk0 W0 W1 walk0"),
    row(
      "a huge page made of two tables",
      Scenario(geometry: .smallSplit, start: 1, count: 2).with {
        $0.pmds = [.hugeReadOnly]
        $0.pfnFlagsMask = 0
      }, "2", "Vf Vf"),
    row("that of others", Scenario.ptes(.foreignPrivateWritable, asks: "F").byDefault, "1", "VWDf"),
    row(
      "the lock stays where it was not allowed to go",
      Scenario.ptes(.swap, asks: "F").byDefault.faulting(.nothing, .retry), "1", "Vf",
      "walk0 R0 walk0 R0 walk0"),
    row("bad PMD F", .pmds(.bad, asks: "F", count: 1), "0", "E"),
    // The page map is there for the first walk only, which leaves the cursor behind all pages.
    row(
      "huge device memory that goes away",
      .pmds(.hugeDevmapReadOnly, asks: "-", count: 2).with { $0.pagemapLookups = 2 }, "-EINVAL",
      "Vf Vf", "walk0 walk0"),
    row("huge NUMA hinting -", .pmds(.hugeNuma, asks: "-", count: 1), "0", "-"),
    row(
      "hugetlb, absent, by default", Scenario.hugetlb(.none, asks: "F", count: 1).byDefault,
      "1", "Vf", "walk0 R0 walk0"),
  ]

  static let failures: [Row] = [
    row("zero page -", .ptes(.zeroPage, asks: "-"), "-EFAULT", "-", left: "map"),
    row("zero page F", .ptes(.zeroPage, asks: "F"), "-EFAULT", "-", left: "map"),
    // What a read fault brings to empty anonymous memory is the zero page.
    row(
      "anonymous memory F", .ptes(.none, asks: "F"), "-EFAULT", "-", "walk0 R0 walk0",
      left: "map"),
    row("special -", .ptes(.specialReadOnly, asks: "-"), "-EFAULT", "-", left: "map"),
    row(
      "poison -", .ptes(.readOnly, .hwpoison, .readOnly, asks: "-"), "-EFAULT", "Vf - -",
      left: "map"),
    row(
      "a failed fault",
      Scenario.ptes(.none, .none, asks: "F").byDefault
        .faulting(.resolve, .resolve, .busError).in(fileFlags).with { $0.ptes[1] = .swap },
      "2", "Vf Vf", "walk0 R0 R1 walk0"),
    row(
      "a write that the VMA forbids",
      Scenario.ptes(.readOnly, .none, asks: "FW").byDefault.in(.read),
      "-EPERM", "- -"),
    Row(
      "the lock is dropped where allowed", [.v5_4],
      Scenario.ptes(.none, asks: "F").byDefault.faulting(.nothing, .retry).with {
        $0.mayDropLock = true
      },
      "-EAGAIN", "-", "walk0 R0 walk0 R0", left: "no mmap lock"),
    row(
      "invalidated before the call",
      Scenario.ptes(.readOnly, asks: "F").with {
        $0.invalidated = true
      }, "-EBUSY", nil, ""),
    // The flag that says "valid" is set again when an invalidation ends.
    row(
      "invalidated during the call", Scenario.ptes(.readOnly, asks: "FW").byDefault, "1", "VWf",
      "walk0 W0 walk0"),
    Row(
      "device memory that dies", [.v5_4],
      Scenario.ptes(.devmapWritable, asks: "-").with { $0.pagemapLookups = 0 },
      "endless", nil, nil, left: "map"),
  ]

  static let vmas: [Row] = [
    row(
      "two VMAs, two walks each",
      Scenario(count: 2).asking("F").with {
        $0.vmas = [VMA(start: 0, end: 1), VMA(start: 1, end: 16)]
        $0.ptes = [.readOnly, .writable]
      }, "2", "Vf VWf", nil),
    row("no VMA", Scenario(count: 2).with { $0.vmas = [] }, "-EFAULT", nil, nil),
    row("IO", Scenario.ptes(.none, .none, asks: "-").in([.read, .io]), "-EFAULT", nil, nil),
    row("PFNMAP", Scenario.ptes(.none, asks: "F").in([.read, .pfnmap]), "-EFAULT", nil, nil),
    row("MIXEDMAP", Scenario.ptes(.none, asks: "-").in([.read, .mixedmap]), "-EFAULT", nil, nil),
    row(
      "IO, snapshot", Scenario.ptes(.none, asks: "-").in([.read, .io]).snapshot, "-EFAULT", nil, nil
    ),
    row("unreadable", Scenario.ptes(.none, .none, asks: "-").in([]), "-EPERM", "- -", nil),
    row(
      "unreadable behind a readable one",
      Scenario(count: 2).asking("-").with {
        $0.vmas = [VMA(start: 0, end: 1), VMA(start: 1, end: 16, flags: [])]
        $0.ptes = [.readOnly, .none]
      }, "-EPERM", "- -", "walk0 walk0"),
    // The VMA is the next above the page, even if it begins behind it.
    row(
      "a gap before the VMA -",
      Scenario(count: 2).asking("-").with {
        $0.vmas = [VMA(start: 1, end: 16)]
        $0.ptes = [.none, .readOnly]
      }, "2", "- Vf"),
    row(
      "a gap before the VMA F",
      Scenario(count: 2).asking("F").byDefault.with { $0.vmas = [VMA(start: 1, end: 16)] },
      "-EFAULT", "- -"),
    row(
      "a gap behind the last VMA",
      Scenario(count: 2).asking("-").with {
        $0.vmas = [VMA(start: 0, end: 1)]
        $0.ptes = [.readOnly, .none]
      }, "-EFAULT", nil, "walk0 walk0"),
  ]
}
