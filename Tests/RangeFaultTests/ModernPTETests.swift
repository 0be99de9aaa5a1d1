// SPDX-License-Identifier: GPL-2.0-or-later

import AddressSpace
import RangeFault
import Testing

/// What a walk of 5.8 and later does with one PTE, for each kind and request.
@Suite struct ModernPTETests {
  @Test(arguments: absent + present + device)
  func onePage(_ row: Row) {
    for row in row.otherWays { row.check() }
  }

  static func pte(
    _ kind: Kind, _ asks: String, on revisions: [Revision] = Revision.modern, _ result: String,
    _ words: String, _ course: String, faults: [FaultOutcome] = []
  ) -> Row {
    var scenario = Scenario.ptes(kind, asks: asks)
    scenario.faults = faults
    return Row("\(kind.name) \(asks)", revisions, scenario, result, words, course)
  }

  static let markers: [Revision] = [.v6_1, .v6_12]
  static let before519: [Revision] = [.v5_8, .v5_15]

  /// Nothing is mapped: a request faults, and without one the word says "nothing".
  static let absent: [Row] = [
    pte(.none, "-", "0", "-", "walk0"),
    pte(.none, "F", "0", "Vf", "walk0 R0 walk0"),
    pte(.none, "FW", "0", "VWf", "walk0 W0 walk0"),
    pte(.swap, "-", "0", "-", "walk0"),
    pte(.swap, "F", "0", "Vf", "walk0 R0 walk0"),
    pte(.swap, "FW", "0", "VWf", "walk0 W0 walk0"),
    // Markers stand for pages that are not there: they are faulted like those, and the handler
    // finds out what they mean.
    pte(.markerUffdWp, "-", on: markers, "0", "-", "walk0"),
    pte(.markerUffdWp, "F", on: markers, "0", "Vf", "walk0 R0 walk0"),
    pte(.markerUffdWp, "FW", on: markers, "0", "VWf", "walk0 W0 walk0"),
    pte(.markerPoison, "-", on: markers, "0", "-", "walk0"),
    pte(.markerPoison, "F", on: markers, "-EFAULT", "in", "walk0 R0"),
    pte(.markerGuard, "-", on: [.v6_12], "0", "-", "walk0"),
    pte(.markerGuard, "F", on: [.v6_12], "-EFAULT", "in", "walk0 R0"),
    // A migration is waited for, once; then the walk reads the page again.
    pte(.migration, "-", "0", "-", "walk0"),
    pte(.migration, "F", "0", "VWf", "walk0 wait0 walk0"),
    pte(.migration, "FW", "0", "VWf", "walk0 wait0 walk0"),
    // Poison cannot be helped: no fault is tried.
    pte(.hwpoison, "-", "0", "-", "walk0"),
    pte(.hwpoison, "F", "-EFAULT", "in", "walk0"),
    pte(.hwpoison, "FW", "-EFAULT", "in", "walk0"),
  ]

  /// Something is mapped. Copy on write announces itself, so that the walk after it is not begun.
  static let present: [Row] = [
    pte(.readOnly, "-", "0", "Vf", "walk0"),
    pte(.readOnly, "F", "0", "Vf", "walk0"),
    pte(.readOnly, "FW", "-EBUSY", "in", "walk0 W0"),
    pte(.readOnly, "FW", "0", "VWf", "walk0 W0 walk0", faults: [.reuse]),
    pte(.writable, "-", "0", "VWf", "walk0"),
    pte(.writable, "F", "0", "VWf", "walk0"),
    pte(.writable, "FW", "0", "VWf", "walk0"),
    pte(.zeroPage, "-", "0", "Vf", "walk0"),
    pte(.zeroPage, "F", "0", "Vf", "walk0"),
    pte(.zeroPage, "FW", "-EBUSY", "in", "walk0 W0"),
    // A frame, but no access.
    pte(.numaReadOnly, "-", "0", "f", "walk0"),
    pte(.numaReadOnly, "F", "0", "Vf", "walk0 R0 walk0"),
    pte(.numaWritable, "-", "0", "f", "walk0"),
    pte(.numaWritable, "F", "0", "VWf", "walk0 R0 walk0"),
    pte(.numaWritable, "FW", "0", "VWf", "walk0 W0 walk0"),
    // Whatever is asked of a special page fails, once the page has all the access that was asked.
    pte(.specialReadOnly, "-", "0", "E", "walk0"),
    pte(.specialReadOnly, "F", "-EFAULT", "in", "walk0"),
    pte(.specialReadOnly, "FW", "-EBUSY", "in", "walk0 W0"),
    pte(.specialWritable, "-", "0", "E", "walk0"),
    pte(.specialWritable, "F", "-EFAULT", "in", "walk0"),
    pte(.specialWritable, "FW", "-EFAULT", "in", "walk0"),
    // Before 5.15 device memory with struct pages counted as special.
    pte(.devmapReadOnly, "-", on: [.v5_8], "0", "E", "walk0"),
    pte(.devmapReadOnly, "F", on: [.v5_8], "-EFAULT", "in", "walk0"),
    pte(.devmapReadOnly, "FW", on: [.v5_8], "-EFAULT", "in", "walk0 W0 walk0"),
    pte(.devmapWritable, "-", on: [.v5_8], "0", "E", "walk0"),
    pte(.devmapWritable, "FW", on: [.v5_8], "-EFAULT", "in", "walk0"),
    pte(.devmapReadOnly, "-", on: [.v5_15, .v6_1, .v6_12], "0", "Vf", "walk0"),
    pte(.devmapReadOnly, "F", on: [.v5_15, .v6_1, .v6_12], "0", "Vf", "walk0"),
    pte(.devmapReadOnly, "FW", on: [.v5_15, .v6_1, .v6_12], "0", "VWf", "walk0 W0 walk0"),
    pte(.devmapWritable, "-", on: [.v5_15, .v6_1, .v6_12], "0", "VWf", "walk0"),
    pte(.devmapWritable, "FW", on: [.v5_15, .v6_1, .v6_12], "0", "VWf", "walk0"),
  ]

  /// A device holds the page.
  static let device: [Row] = [
    // The caller's own memory is told as it is, and no request changes that.
    pte(.devicePrivateReadOnly, "-", "0", "Vf", "walk0"),
    pte(.devicePrivateReadOnly, "F", "0", "Vf", "walk0"),
    pte(.devicePrivateReadOnly, "FW", "0", "Vf", "walk0"),
    pte(.devicePrivateWritable, "-", "0", "VWf", "walk0"),
    pte(.devicePrivateWritable, "FW", "0", "VWf", "walk0"),
    // That of others is fetched from 5.19 on; its return announces itself.
    pte(.foreignPrivateReadOnly, "-", "0", "-", "walk0"),
    pte(.foreignPrivateWritable, "-", "0", "-", "walk0"),
    pte(.foreignPrivateReadOnly, "F", on: before519, "-EFAULT", "in", "walk0"),
    pte(.foreignPrivateWritable, "FW", on: before519, "-EFAULT", "in", "walk0"),
    pte(.foreignPrivateReadOnly, "F", on: markers, "-EBUSY", "in", "walk0 R0"),
    pte(.foreignPrivateWritable, "FW", on: markers, "-EBUSY", "in", "walk0 W0"),
    pte(.deviceExclusive, "-", on: [.v5_15, .v6_1, .v6_12], "0", "-", "walk0"),
    pte(.deviceExclusive, "F", on: [.v5_15, .v6_1, .v6_12], "-EBUSY", "in", "walk0 R0"),
    pte(.deviceExclusive, "FW", on: [.v5_15, .v6_1, .v6_12], "-EBUSY", "in", "walk0 W0"),
  ]
}
