// SPDX-License-Identifier: GPL-2.0-or-later

import AddressSpace
import RangeFault
import Testing

/// What 4.16 does unlike 4.17: one request for all pages, faults from the beginning of a table's
/// piece, and unknown entries that are passed over; and what the tree before 4.17 was like.
@Suite struct V416Tests {
  @Test(arguments: pages + above + development)
  func rows(_ row: Row) { row.check() }

  /// A row of 4.16; `asks` for all pages.
  static func row(
    _ name: String, _ scenario: Scenario, _ result: String, _ words: String?,
    _ course: String? = "walk0", left: String = ""
  ) -> Row {
    Row(name, [.v4_16], scenario.byDefault, result, words, course, left: left)
  }

  static let pages: [Row] = [
    row("none -", .ptes(.none, asks: "-"), "0", "-"),
    row("none F", .ptes(.none, asks: "F"), "0", "Vf", "walk0 R0 walk0"),
    row("none FW", .ptes(.none, asks: "FW"), "0", "VWf", "walk0 W0 walk0"),
    row("swap F", .ptes(.swap, asks: "F"), "0", "Vf", "walk0 R0 walk0"),
    row("read-only F", .ptes(.readOnly, asks: "F"), "0", "Vf"),
    row("read-only FW", .ptes(.readOnly, asks: "FW"), "0", "VWf", "walk0 W0 walk0"),
    row("writable FW", .ptes(.writable, asks: "FW"), "0", "VWf"),
    row("zero page F", .ptes(.zeroPage, asks: "F"), "0", "Vf"),
    row("NUMA hinting F", .ptes(.numaReadOnly, asks: "F"), "0", "Vf"),
    row("device memory F", .ptes(.devicePrivateReadOnly, asks: "F"), "0", "VDf"),
    row(
      "device memory FW", .ptes(.devicePrivateReadOnly, asks: "FW"), "0", "VWf", "walk0 W0 walk0"),
    row("device memory, writable", .ptes(.devicePrivateWritable, asks: "FW"), "0", "VWDf"),
    row("that of others", .ptes(.foreignPrivateReadOnly, asks: "F"), "0", "VDf"),
    row("migration -", .ptes(.migration, asks: "-"), "0", "-"),
    row("migration F", .ptes(.migration, asks: "F"), "0", "VWf", "walk0 wait0 walk0"),
    row("poison is passed over", .ptes(.hwpoison, .readOnly, asks: "F"), "0", "E Vf"),
    row("poison -", .ptes(.hwpoison, asks: "-"), "0", "E"),
    row(
      "the whole piece of a table is faulted", .ptes(.writable, .readOnly, .none, .none, asks: "F"),
      "0", "VWf Vf Vf Vf", "walk0 R0 R1 R2 R3 walk0"),
    row(
      "from its start, not from the table's", .ptes(.readOnly, .none, .none, asks: "F", start: 1),
      "0", "Vf Vf Vf", "walk0 R0 R1 R2 walk0"),
    row(
      "and not what lies before", .ptes(.readOnly, .writable, .none, asks: "F", start: 3),
      "0", "Vf VWf Vf", "walk0 R1 R2 walk1"),
  ]

  static let above: [Row] = [
    row("hole -", .pmds(.none, asks: "-", count: 2), "0", "- -"),
    row("hole F", .pmds(.none, asks: "F", count: 2), "0", "Vf Vf", "walk0 R0 R1 walk0"),
    row(
      "a huge page made of two tables",
      Scenario(geometry: .smallSplit, start: 2, count: 2).with { $0.pmds = [.hugeReadOnly] },
      "0", "Vx Vx"),
    row(
      "a huge page made of two tables, from the first",
      Scenario(geometry: .smallSplit, start: 1, count: 2).with { $0.pmds = [.hugeReadOnly] },
      "0", "Vf Vf"),
    row("huge -", .pmds(.hugeReadOnly, asks: "-", count: 2), "0", "Vf Vf"),
    row(
      "huge FW", .pmds(.hugeReadOnly, asks: "FW", count: 2).faulting(.reuse),
      "0", "VWf VWf", "walk0 W0 W1 walk0"),
    // Reported through a pointer of the wrong type.
    row("bad", .pmds(.bad, asks: "-", count: 1), "lost", nil, nil),
    row("migration", .pmds(.hugeMigration, asks: "F", count: 1), "lost", nil, nil),
    row("IO F", Scenario.ptes(.none, .none, asks: "F").in([.read, .io]), "0", "S S", nil),
    row("PFNMAP FW", Scenario.ptes(.none, asks: "FW").in([.read, .pfnmap]), "0", "S", nil),
    row("a failed fault", .ptes(.none, asks: "F").faulting(.busError), "-EFAULT", "-", "walk0 R0"),
    row(
      "a fault drops the lock", .ptes(.none, asks: "F").faulting(.retry), "-EBUSY", "-",
      "walk0 R0", left: "no mmap lock"),
    row(
      "unreadable", Scenario.ptes(.none, .none, asks: "F").in([]), "-EFAULT", "- -", "walk0 R0"),
    row("unreadable, mapped", Scenario.ptes(.readOnly, asks: "F").in([]), "0", "Vf"),
    row(
      "nothing asked of device memory",
      Scenario.ptes(.none, asks: "-").in([.read, .pfnmap]), "-EINVAL", "S", nil),
    row("empty", Scenario(count: 0), "lost", nil, nil),
    row("empty, snapshot", Scenario(count: 0).snapshot, "0", "", nil),
    row("snapshot", Scenario.ptes(.none, .readOnly, asks: "F").snapshot, "0", "- Vf"),
  ]

  static func early(
    _ name: String, _ scenario: Scenario, _ result: String, _ words: String?,
    _ course: String? = "walk0"
  ) -> Row {
    Row(name, [.v4_17dev], scenario, result, words, course)
  }

  /// The tree between 4.16 and 4.17.
  static let development: [Row] = [
    early("none F", .ptes(.none, asks: "F"), "0", "-"),
    early("hole F", .pmds(.none, asks: "F", count: 2), "0", "- -"),
    early("hole FW", .pmds(.none, asks: "FW", count: 2), "0", "- -"),
    early(
      "huge F is faulted though it is there", .pmds(.hugeReadOnly, asks: "F", count: 2),
      "0", "Vf Vf", "walk0 R0 R1 walk0"),
    early("huge FW is not", .pmds(.hugeReadOnly, asks: "FW", count: 2), "0", "Vf Vf"),
    early("read-only FW", .ptes(.readOnly, asks: "FW"), "0", "Vf"),
    early("device memory FD", .ptes(.devicePrivateReadOnly, asks: "FD"), "0", "VDf"),
    early("device memory, writable", .ptes(.devicePrivateWritable, asks: "-"), "0", "VDf"),
  ]
}
