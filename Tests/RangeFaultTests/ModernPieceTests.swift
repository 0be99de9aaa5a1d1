// SPDX-License-Identifier: GPL-2.0-or-later

import AddressSpace
import RangeFault
import Testing

/// How a walk of 5.8 and later goes through the PTEs of one table, and what a fault takes along.
@Suite struct ModernPieceTests {
  @Test(arguments: pieces + failures)
  func pages(_ row: Row) { row.check() }

  static let pieces: [Row] = [
    Row(
      "a fault takes all pages from the one that needs it to the end of the table",
      Revision.modern, .ptes(.writable, .none, .writable, .none, asks: "F F - -"),
      "0", "VWf Vf VWf Vf", "walk0 R1 R2 R3 walk1"),
    Row(
      "and not those of the next table", Revision.modern,
      .ptes(.none, .none, .none, .none, asks: "- F F -", start: 1),
      "0", "- Vf Vf -", "walk0 R1 R2 walk1"),
    Row(
      "its need is that of its first page: read", Revision.modern,
      .ptes(.none, .none, asks: "F FW").faulting(.resolve, .resolve, .resolve),
      "-EBUSY", "Vf in", "walk0 R0 R1 walk0 W1"),
    Row(
      "its need is that of its first page: write", Revision.modern,
      .ptes(.none, .none, asks: "FW F"), "0", "VWf VWf", "walk0 W0 W1 walk0"),
    Row(
      "each table by itself", Revision.modern,
      .ptes(.none, .none, .none, .none, asks: "F", start: 2),
      "0", "Vf Vf Vf Vf", "walk0 R0 R1 walk0 R2 R3 walk2"),
    Row(
      "a migration is waited for alone", Revision.modern,
      .ptes(.writable, .migration, .none, asks: "F F -"),
      "0", "VWf VWf -", "walk0 wait1 walk1"),
    Row(
      "two migrations, two waits", Revision.modern,
      .ptes(.migration, .migration, asks: "F"), "0", "VWf VWf", "walk0 wait0 walk0 wait1 walk1"),
    Row(
      "all kinds of pages nobody asks for", [.v6_12],
      .ptes(.readOnly, .swap, .hwpoison, .specialWritable, asks: "-"), "0", "Vf - - E", "walk0"),
    Row(
      "a request does not reach its neighbours", Revision.modern,
      .ptes(.hwpoison, .specialReadOnly, .readOnly, asks: "- - F"), "0", "- E Vf", "walk0"),
  ]

  static let failures: [Row] = [
    Row(
      "words before a failure stay, that of the page does not change", Revision.modern,
      .ptes(.readOnly, .hwpoison, .readOnly, asks: "F"), "-EFAULT", "Vf in in", "walk0"),
    Row(
      "a special page fails the call in the middle", Revision.modern,
      .ptes(.readOnly, .specialWritable, .readOnly, asks: "- F -"),
      "-EFAULT", "Vf in in", "walk0"),
    Row(
      "pages before a failed fault have been faulted", Revision.modern,
      .ptes(.none, .none, .none, asks: "F").faulting(.resolve, .busError),
      "-EFAULT", "in in in", "walk0 R0 R1"),
    Row(
      "no memory", Revision.modern, .ptes(.none, asks: "F").faulting(.outOfMemory),
      "-EFAULT", "in", "walk0 R0"),
    Row(
      "a segmentation fault", Revision.modern,
      .ptes(.none, asks: "F").faulting(.segmentationFault), "-EFAULT", "in", "walk0 R0"),
    Row(
      "poison found by the fault", Revision.modern, .ptes(.none, asks: "F").faulting(.poison),
      "-EFAULT", "in", "walk0 R0"),
    Row(
      "a page that user space must bring", Revision.modern,
      .ptes(.none, asks: "F").in([.read, .write, .userfaultfd]), "-EFAULT", "in", "walk0 R0"),
    Row(
      "the lock is never dropped, whatever the caller says", Revision.modern,
      .ptes(.none, asks: "F").faulting(.retry).with { $0.mayDropLock = true },
      "0", "Vf", "walk0 R0 walk0"),
    Row(
      "a write that the VMA forbids is not tried", Revision.modern,
      .ptes(.readOnly, .none, .none, asks: "F FW F").in(.read), "-EPERM", "Vf in in", "walk0"),
    Row(
      "a read that it allows is", Revision.modern,
      .ptes(.none, asks: "F").in(.read), "0", "Vf", "walk0 R0 walk0"),
    Row(
      "a page behind the end of its file", Revision.modern,
      .ptes(.none, .none, asks: "F").with {
        $0.vmas[0].flags = [.read, .file]
        $0.vmas[0].endOfFile = 1
      }, "-EFAULT", "in in", "walk0 R0 R1"),
    Row(
      "a fault that does nothing is tried again", Revision.modern,
      .ptes(.none, asks: "F").faulting(.nothing, .nothing),
      "0", "Vf", "walk0 R0 walk0 R0 walk0 R0 walk0"),
  ]

  /// Bits of a swap entry above its offset are not the frame; before 6.1 they were taken for it.
  @Test(arguments: [
    Row(
      "as part of the frame", [.v5_8, .v5_15],
      .ptes(.devicePrivateWritable, asks: "-").with { $0.accessedBits = true },
      "0", "VWx", "walk0"),
    Row(
      "left out", [.v6_1, .v6_12],
      .ptes(.devicePrivateWritable, asks: "-").with { $0.accessedBits = true },
      "0", "VWf", "walk0"),
  ])
  func accessedBits(_ row: Row) { row.check() }
}
