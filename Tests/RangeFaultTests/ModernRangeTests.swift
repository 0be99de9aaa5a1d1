// SPDX-License-Identifier: GPL-2.0-or-later

import AddressSpace
import RangeFault
import Testing

/// What 5.8 and later do with VMAs and gaps, and how a call begins and ends.
@Suite struct ModernRangeTests {
  @Test(arguments: forbidden + gaps + mixtures + calls)
  func rows(_ row: Row) { row.check() }

  @Test(arguments: forbidden)
  func otherWaysToAsk(_ row: Row) {
    for row in row.otherWays { row.check() }
  }

  /// VMAs whose pages no device can have: errors for who does not ask, and failure for who does.
  static let forbidden: [Row] =
    vma("IO", [.read, .write, .io], Revision.modern, false)
    + vma("PFNMAP", [.read, .write, .pfnmap], Revision.modern, false)
    + vma("unreadable", [], Revision.modern, false)
    + vma("write-only", .write, Revision.modern, false)
    // Mixed maps until 5.17.
    + vma("MIXEDMAP", [.read, .write, .mixedmap], [.v5_8, .v5_15], false)
    + vma("MIXEDMAP", [.read, .write, .mixedmap], [.v6_1, .v6_12], true)

  static func vma(
    _ name: String, _ flags: VMA.Flags, _ revisions: [Revision], _ walked: Bool
  ) -> [Row] {
    let quiet = Scenario.ptes(.none, .none, asks: "-").in(flags)
    let asking = Scenario.ptes(.none, .none, asks: "F").in(flags)
    return [
      Row("\(name) -", revisions, quiet, "0", walked ? "- -" : "E E", "walk0"),
      walked
        ? Row("\(name) F", revisions, asking, "0", "Vf Vf", "walk0 R0 R1 walk0")
        : Row("\(name) F", revisions, asking, "-EFAULT", "in in", "walk0"),
    ]
  }

  static let gap = Scenario(count: 4).with { $0.vmas = [] }

  static let gaps: [Row] = [
    Row("no VMA -", Revision.modern, gap, "0", "E E E E", "walk0"),
    Row("no VMA F", Revision.modern, gap.asking("- - F -"), "-EFAULT", "in in in in", "walk0"),
    Row(
      "no VMA, no table", Revision.modern, gap.with { $0.puds = [.none] }, "0", "E E E E", "walk0"),
    Row(
      "a gap is one hole, however long", Revision.modern,
      Scenario(count: 6).asking("- - - - - F").with { $0.vmas = [] },
      "-EFAULT", "in in in in in in", "walk0"),
    Row(
      "a gap before the VMA", Revision.modern,
      Scenario(count: 4).asking("- - F F").with { $0.vmas = [VMA(start: 2, end: 16)] },
      "0", "E E Vf Vf", "walk0 R2 R3 walk2"),
    Row(
      "a gap behind it", Revision.modern,
      Scenario(count: 4).asking("F F - -").with { $0.vmas = [VMA(start: 0, end: 2)] },
      "0", "Vf Vf E E", "walk0 R0 R1 walk0"),
    Row(
      "a gap between two", Revision.modern,
      Scenario(count: 4).asking("F - - FW").with {
        $0.vmas = [VMA(start: 0, end: 1), VMA(start: 3, end: 16)]
      },
      "0", "Vf E E VWf", "walk0 R0 walk0 W3 walk3"),
    Row(
      "a requested gap behind what could be had", Revision.modern,
      Scenario(count: 3).asking("F").with { $0.vmas = [VMA(start: 0, end: 2)] },
      "-EFAULT", "Vf Vf in", "walk0 R0 R1 walk0"),
  ]

  static let mixtures: [Row] = [
    Row(
      "a VMA that nobody asks about is passed over", Revision.modern,
      Scenario(count: 4).asking("- - F F").with {
        $0.vmas = [
          VMA(start: 0, end: 2, flags: [.read, .io]), VMA(start: 2, end: 16, flags: .read),
        ]
      },
      "0", "E E Vf Vf", "walk0 R2 R3 walk2"),
    Row(
      "one request in it is enough to fail", Revision.modern,
      Scenario(count: 4).asking("- - - F").with {
        $0.vmas = [VMA(start: 0, end: 2), VMA(start: 2, end: 16, flags: [])]
      },
      "-EFAULT", "- - in in", "walk0"),
    Row(
      "a hole is faulted to the end of its VMA only", Revision.modern,
      Scenario.pmds(.none, asks: "F - - -").with {
        $0.vmas = [VMA(start: 0, end: 2), VMA(start: 2, end: 16)]
      },
      "0", "Vf Vf - -", "walk0 R0 R1 walk0"),
  ]

  static let calls: [Row] = [
    Row("an empty range", Revision.modern, Scenario(count: 0), "-EINVAL", "", nil),
    Row(
      "invalidated before the call", Revision.modern,
      .ptes(.readOnly, asks: "-").with { $0.invalidated = true }, "-EBUSY", "in", ""),
    // The look at the sequence is a hint, made before each walk only.
    Row(
      "invalidated during the last walk", Revision.modern,
      .ptes(.readOnly, asks: "-").with {
        $0.events = [Event(at: 1, target: .range, index: 0, kind: .none)]
      },
      "0", "Vf", "walk0"),
    Row(
      "invalidated during a walk that is not the last", Revision.modern,
      .ptes(.readOnly, .none, asks: "F").with {
        $0.events = [Event(at: 1, target: .range, index: 0, kind: .none)]
      },
      "-EBUSY", "Vf in", "walk0 R1"),
    Row(
      "a failure comes first", Revision.modern,
      .ptes(.hwpoison, asks: "F").with {
        $0.events = [Event(at: 1, target: .range, index: 0, kind: .none)]
      },
      "-EFAULT", "in", "walk0"),
    Row(
      "a snapshot has no entry of its own", Revision.modern,
      Scenario.ptes(.none, asks: "F").snapshot, "0", "Vf", "walk0 R0 walk0"),
  ]

  /// Where defaults and words both ask, the one is added to the other; the mask is for the words.
  @Test(arguments: [
    Row(
      "defaults are added to words", Revision.modern,
      .ptes(.none, .none, asks: "- W").with { $0.defaultFlags = PfnWord.fault },
      "-EBUSY", "Vf in", "walk0 R0 R1 walk0 W1"),
    Row(
      "the mask lets a part through", Revision.modern,
      .ptes(.none, .readOnly, asks: "FW").with { $0.pfnFlagsMask = PfnWord.fault },
      "0", "Vf Vf", "walk0 R0 R1 walk0"),
    Row(
      "a write default without a fault", Revision.modern,
      .ptes(.none, .readOnly, asks: "- F").with { $0.defaultFlags = PfnWord.write },
      "-EBUSY", "- in", "walk0 W1"),
  ])
  func defaultsAndMask(_ row: Row) { row.check() }
}
