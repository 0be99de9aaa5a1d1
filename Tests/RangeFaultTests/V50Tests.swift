// SPDX-License-Identifier: GPL-2.0-or-later

import AddressSpace
import RangeFault
import Testing

/// What 4.17 to 5.0 do unlike 5.2: the caller names one VMA, each word holds its own request, and
/// every kind of entry is decided on.
@Suite struct V50Tests {
  @Test(arguments: ptes + huge + vmas + calls)
  func rows(_ row: Row) { row.check() }

  static func row(
    _ name: String, _ scenario: Scenario, _ result: String, _ words: String?,
    _ course: String? = "walk0", on revisions: [Revision] = [.v4_17, .v5_0], left: String = ""
  ) -> Row {
    Row(name, revisions, scenario, result, words, course, left: left)
  }

  static let ptes: [Row] = [
    row("none -", .ptes(.none, asks: "-"), "0", "-"),
    row("none F", .ptes(.none, asks: "F"), "0", "Vf", "walk0 R0 walk0"),
    row("none FW", .ptes(.none, asks: "FW"), "0", "VWf", "walk0 W0 walk0"),
    // Without defaults in the interface the caller writes them into the words itself.
    row(
      "none FW, by default", Scenario.ptes(.none, asks: "FW").byDefault, "0", "VWf",
      "walk0 W0 walk0"),
    row("swap F", .ptes(.swap, asks: "F"), "0", "Vf", "walk0 R0 walk0"),
    row("migration -", .ptes(.migration, asks: "-"), "0", "-"),
    row("migration F", .ptes(.migration, asks: "F"), "0", "VWf", "walk0 wait0 walk0"),
    row(
      "poison", .ptes(.readOnly, .hwpoison, .readOnly, asks: "-"), "-EFAULT", "Vf - -", left: "map"),
    row("poison F", .ptes(.hwpoison, asks: "F"), "-EFAULT", "-", left: "map"),
    row("read-only F", .ptes(.readOnly, asks: "F"), "0", "Vf"),
    row("read-only FW", .ptes(.readOnly, asks: "FW"), "0", "VWf", "walk0 W0 walk0"),
    row("writable FW", .ptes(.writable, asks: "FW"), "0", "VWf"),
    row("zero page F", .ptes(.zeroPage, asks: "F"), "0", "Vf"),
    row("NUMA hinting F", .ptes(.numaReadOnly, .numaWritable, asks: "F"), "0", "Vf VWf"),
    row("device memory -", .ptes(.devicePrivateReadOnly, asks: "-"), "0", "VDf"),
    row("device memory, writable", .ptes(.devicePrivateWritable, asks: "F"), "0", "VWDf"),
    row("device memory FW", .ptes(.devicePrivateReadOnly, asks: "FW"), "0", "VDf"),
    row("device memory D", .ptes(.devicePrivateReadOnly, asks: "D"), "0", "VDf"),
    row(
      "device memory FD", .ptes(.devicePrivateReadOnly, asks: "FD"), "0", "VWf",
      "walk0 R0 walk0"),
    row(
      "device memory FWD", .ptes(.devicePrivateWritable, asks: "FWD"), "0", "VWf",
      "walk0 W0 walk0"),
    row(
      "bits above the offset",
      Scenario.ptes(.devicePrivateReadOnly, asks: "-").with { $0.accessedBits = true }, "0", "VDx"),
    row("that of others", .ptes(.foreignPrivateReadOnly, asks: "F"), "0", "VDf"),
    // The rest of the table is faulted with the need of the first page, and its requests go.
    row(
      "requests are lost", .ptes(.none, .readOnly, asks: "F FW"), "0", "Vf Vf",
      "walk0 R0 R1 walk0"),
    row(
      "write denied", Scenario.ptes(.none, asks: "FW").in(.read), "0", "-", "walk0 W0 walk0"),
  ]

  static let huge: [Row] = [
    row("hole -", .pmds(.none, asks: "-", count: 2), "0", "- -"),
    row("hole F", .pmds(.none, asks: "- F", count: 2), "0", "Vf Vf", "walk0 R0 R1 walk0"),
    // The first page that needs anything decides for all.
    row("hole, F then FW", .pmds(.none, asks: "F FW", count: 2), "0", "Vf Vf", "walk0 R0 R1 walk0"),
    row(
      "hole, FW then F", .pmds(.none, asks: "FW F", count: 2), "0", "VWf VWf",
      "walk0 W0 W1 walk0"),
    row(
      "hole, silent then FW then F", .pmds(.none, asks: "- FW F", count: 3), "0", "VWf VWf VWf",
      "walk0 W0 W1 W2 walk0"),
    row("huge -", .pmds(.hugeWritable, asks: "-", count: 2), "0", "VWf VWf"),
    row(
      "huge, F then FW: F needs nothing",
      .pmds(.hugeReadOnly, asks: "F FW", count: 2)
        .faulting(.reuse), "0", "VWf VWf", "walk0 W0 W1 walk0"),
    row(
      "a huge page made of two tables",
      Scenario(geometry: .smallSplit, start: 2, count: 2).with { $0.pmds = [.hugeReadOnly] },
      "0", "Vx Vx"),
    row(
      "a huge page made of two tables, from the first",
      Scenario(geometry: .smallSplit, start: 1, count: 2).with { $0.pmds = [.hugeReadOnly] },
      "0", "Vf Vf"),
    row("bad F", .pmds(.bad, asks: "F", count: 2), "0", "E E"),
    row("not present F", .pmds(.hugeOther, asks: "F", count: 1), "0", "E"),
    row("migration -", .pmds(.hugeMigration, asks: "-", count: 2), "0", "E E", on: [.v4_17]),
    row("migration F", .pmds(.hugeMigration, asks: "F", count: 2), "0", "E E", on: [.v4_17]),
    row("migration -", .pmds(.hugeMigration, asks: "-", count: 2), "0", "in in", on: [.v5_0]),
    row(
      "migration F", .pmds(.hugeMigration, asks: "F", count: 1), "0", "VWf",
      "walk0 wait0 walk0", on: [.v5_0]),
  ]

  static let vmas: [Row] = [
    row("IO", Scenario.ptes(.none, .none, asks: "F").in([.read, .io]), "-EINVAL", "S S", nil),
    row("PFNMAP", Scenario.ptes(.none, asks: "-").in([.read, .pfnmap]), "-EINVAL", "S", nil),
    row("MIXEDMAP", Scenario.ptes(.none, asks: "-").in([.read, .mixedmap]), "-EINVAL", "S", nil),
    row("unreadable", Scenario.ptes(.none, .none, asks: "F").in([]), "-EPERM", "- -", nil),
    // A call that fails gives the range up, and one without pages must not be.
    row("empty", Scenario(count: 0), "lost", nil, nil),
    row("empty, snapshot", Scenario(count: 0).snapshot, "0", "", nil),
    row(
      "empty, unreadable", Scenario(count: 0).with { $0.vmas[0].flags = [] }, "-EPERM", "", nil),
  ]

  static let calls: [Row] = [
    row("snapshot", Scenario.ptes(.none, .readOnly, asks: "F").snapshot, "0", "- Vf"),
    row(
      "a snapshot that poison ends", Scenario.ptes(.hwpoison, .readOnly, asks: "-").snapshot,
      "0", "E in", left: "map"),
    row(
      "a failed fault", .ptes(.readOnly, .none, .none, asks: "F").faulting(.resolve, .busError),
      "-EFAULT", "Vf - -", "walk0 R1 R2"),
    // Said to be "start over with the lock", yet the lock is gone.
    row(
      "a fault drops the lock", .ptes(.none, asks: "F").faulting(.retry), "-EBUSY", "-",
      "walk0 R0", left: "no mmap lock"),
    row(
      "a wait for user space, too", Scenario.ptes(.none, asks: "F").in([.read, .userfaultfd]),
      "-EBUSY", "-", "walk0 R0", left: "no mmap lock"),
    row(
      "invalidation is not looked at",
      Scenario.ptes(.readOnly, asks: "F").with {
        $0.invalidated = true
      }, "0", "Vf"),
  ]
}
