// SPDX-License-Identifier: GPL-2.0-or-later

import AddressSpace
import RangeFault
import Testing

/// What 5.6 does with PTEs, unlike 5.7: the handler empties the word before it decides, and what a
/// fault covers is emptied again.
@Suite struct V56PTETests {
  @Test(arguments: absent + present + device + faults)
  func rows(_ row: Row) { row.check() }

  static func row(
    _ name: String, _ scenario: Scenario, _ result: String, _ words: String?,
    _ course: String? = "walk0", left: String = ""
  ) -> Row {
    Row(name, [.v5_6], scenario, result, words, course, left: left)
  }

  static let absent: [Row] = [
    row("none -", .ptes(.none, asks: "-"), "1", "-"),
    row("none F", .ptes(.none, asks: "F"), "1", "Vf", "walk0 R0 walk0"),
    row("none FW", .ptes(.none, asks: "FW"), "1", "VWf", "walk0 W0 walk0"),
    row("swap -", .ptes(.swap, asks: "-"), "1", "-"),
    row("swap F", .ptes(.swap, asks: "F"), "1", "Vf", "walk0 R0 walk0"),
    // Never waited for.
    row("migration F", .ptes(.migration, asks: "F"), "1", "-"),
    row("migration FW by default", Scenario.ptes(.migration, asks: "FW").byDefault, "1", "-"),
    // Fails though nobody asks, and leaves the table mapped.
    row("poison -", .ptes(.hwpoison, asks: "-"), "-EFAULT", "E", left: "map"),
    row("poison F", .ptes(.hwpoison, asks: "F"), "-EFAULT", "E", left: "map"),
    row(
      "poison in the middle", .ptes(.readOnly, .hwpoison, .readOnly, asks: "-"),
      "-EFAULT", "Vf E in", left: "map"),
  ]

  static let present: [Row] = [
    row("read-only", .ptes(.readOnly, asks: "F"), "1", "Vf"),
    row("writable", .ptes(.writable, asks: "FW"), "1", "VWf"),
    row("zero page", .ptes(.zeroPage, asks: "F"), "1", "Vf"),
    row("copy on write", .ptes(.readOnly, asks: "FW"), "-EBUSY", "-", "walk0 W0"),
    row(
      "write to a page of one's own", .ptes(.readOnly, asks: "FW").faulting(.reuse),
      "1", "VWf", "walk0 W0 walk0"),
    row("NUMA hinting -", .ptes(.numaReadOnly, asks: "-"), "1", "Vf"),
    row("NUMA hinting F", .ptes(.numaReadOnly, asks: "F"), "1", "Vf", "walk0 R0 walk0"),
    row("special -", .ptes(.specialReadOnly, asks: "-"), "-EFAULT", "S", left: "map"),
    row("special F", .ptes(.specialReadOnly, asks: "F"), "-EFAULT", "S", left: "map"),
    row("special FW", .ptes(.specialReadOnly, asks: "FW"), "-EBUSY", "-", "walk0 W0"),
    row("device memory with pages", .ptes(.devmapWritable, asks: "F"), "1", "VWf"),
    row(
      "device memory with pages, read-only", .ptes(.devmapReadOnly, asks: "FW"),
      "1", "VWf", "walk0 W0 walk0"),
    // Its page map dies: the walk begins again at the same page, for ever.
    Row(
      "device memory that dies", [.v5_6],
      Scenario.ptes(.devmapWritable, asks: "-").with { $0.pagemapLookups = 0 },
      "endless", "-", nil, left: "map"),
  ]

  static let device: [Row] = [
    row("own -", .ptes(.devicePrivateReadOnly, asks: "-"), "1", "VDf"),
    row("own writable -", .ptes(.devicePrivateWritable, asks: "-"), "1", "VWDf"),
    row("own F", .ptes(.devicePrivateReadOnly, asks: "F"), "1", "VDf"),
    row("own FW", .ptes(.devicePrivateReadOnly, asks: "FW"), "1", "VDf"),
    row("own D", .ptes(.devicePrivateReadOnly, asks: "D"), "1", "VDf"),
    row("own FD", .ptes(.devicePrivateReadOnly, asks: "FD"), "-EBUSY", "-", "walk0 R0"),
    row("own writable FD", .ptes(.devicePrivateWritable, asks: "FD"), "-EBUSY", "-", "walk0 R0"),
    row("own FWD", .ptes(.devicePrivateWritable, asks: "FWD"), "-EBUSY", "-", "walk0 W0"),
    // Nobody looks whose it is. The frame is told as it stands in the entry.
    row("foreign -", .ptes(.foreignPrivateReadOnly, asks: "-"), "1", "VDf"),
    row("foreign F", .ptes(.foreignPrivateWritable, asks: "F"), "1", "VWDf"),
    row("foreign FD", .ptes(.foreignPrivateWritable, asks: "FD"), "-EBUSY", "-", "walk0 R0"),
    row(
      "bits above the offset",
      .ptes(.devicePrivateReadOnly, asks: "-").with {
        $0.accessedBits = true
      }, "1", "VDx"),
  ]

  static let faults: [Row] = [
    // The second walk finds no requests.
    row(
      "requests are lost", .ptes(.none, .readOnly, asks: "F FW"), "2", "Vf Vf",
      "walk0 R0 R1 walk0"),
    row(
      "so that a page that goes again is not fetched again",
      Scenario.ptes(.none, asks: "F").with {
        $0.events = [Event(at: 10, target: .pte, index: 0, kind: .none)]
      },
      "1", "-", "walk0 R0 walk0"),
    row(
      "not those by default", Scenario.ptes(.none, .readOnly, asks: "FW").byDefault,
      "-EBUSY", "- -", "walk0 W0 W1"),
    row(
      "a failed fault is marked",
      .ptes(.none, .none, .none, asks: "F").faulting(.resolve, .busError),
      "-EFAULT", "- E in", "walk0 R0 R1"),
    row(
      "words before stay", .ptes(.readOnly, .none, asks: "F").faulting(.segmentationFault),
      "-EFAULT", "Vf E", "walk0 R1"),
    row(
      "a write that the VMA forbids", Scenario.ptes(.readOnly, .none, asks: "F FW").in(.read),
      "-EPERM", "Vf -", "walk0"),
    Row(
      "the lock is dropped where allowed", [.v5_6],
      .ptes(.none, asks: "F").faulting(.retry).with { $0.mayDropLock = true },
      "-EAGAIN", "-", "walk0 R0", left: "no mmap lock"),
    Row(
      "in the middle, too", [.v5_6],
      .ptes(.none, .none, .none, asks: "F").faulting(.resolve, .retry).with {
        $0.mayDropLock = true
      },
      "-EAGAIN", "- - in", "walk0 R0 R1", left: "no mmap lock"),
    Row(
      "user space is waited for without the lock where allowed", [.v5_6],
      Scenario.ptes(.none, asks: "F").in([.read, .write, .userfaultfd]).with {
        $0.mayDropLock = true
      },
      "-EAGAIN", "-", "walk0 R0", left: "no mmap lock"),
    row(
      "and nowhere else", .ptes(.none, asks: "F").faulting(.retry), "1", "Vf", "walk0 R0 walk0"),
    row(
      "otherwise it cannot be waited for",
      Scenario.ptes(.none, asks: "F").in([.read, .write, .userfaultfd]),
      "-EFAULT", "E", "walk0 R0"),
  ]
}
