// SPDX-License-Identifier: GPL-2.0-or-later

import AddressSpace
import Checking
import RangeFault

// The windows: how a few neighbouring pages of a range can lie.
extension Plan {
  /// A whole PMD, one cut by the range or a VMA at either end, pages across a PMD boundary, gaps, VMA
  /// boundaries, and hugetlb of both sizes; of a text also every offset within a PMD and a PUD, three
  /// VMAs and three PMDs in a row. Each again with whatever of split page tables, accessed bits in
  /// non-present entries and the snapshot entry the target can tell apart.
  var windows: [Skeleton] {
    guard let interface = target.kernel?.interface else {
      return Plan.windowsOfPorts(revision).flatMap { Plan.variants($0, target) }
    }
    var plain = Plan.windowsOfTexts(revision)
    if interface.readsTableIndices {
      plain.append(.plain(pages: 3, start: 1, .smallSplit).named("split tables") { _ in })
    }
    return plain.flatMap { Plan.variants($0, target) }
  }

  /// One has four pages, the others two: a port faults once at most in a round, wherever that is.
  static func windowsOfPorts(_ revision: Revision) -> [Skeleton] {
    let windows = [
      Skeleton(start: 0, [.same, .same, .same, .same]), Skeleton(start: 3, [.same, .same]),
      Skeleton(start: 0, [.same, .next]), Skeleton(start: 0, [.same, .gap]),
      Skeleton(start: 0, [.gap, .same]), .hugetlb(.pmd, start: 0, pages: 2),
      .hugetlb(.pud, start: 0, pages: 2), .hugetlb(.pmd, start: 3, pages: 2),
      Skeleton(start: 3, [.same, .next]),
    ]
    return windows.filter { revision.refusal($0.scenario) == nil }
  }

  /// The text of a kernel faults several pages in a round, and 6.12's in the middle of its walk, once
  /// for every way to come there: its windows are of two pages, in a geometry of two pages a PMD and
  /// two PMDs a PUD, but for the last three.
  static func windowsOfTexts(_ revision: Revision) -> [Skeleton] {
    let windows =
      Skeleton.pairs
      + [
        .pair("vv", 2, [VMA(start: 0, end: 8)]), .pair("vv", 3, [VMA(start: 0, end: 8)]),
        .pair("vV", 1, [VMA(start: 0, end: 2), VMA(start: 2, end: 4)]),
        .pair("hugetlb pud", 1, [VMA(start: 0, end: 4, hugetlb: .pud)]),
        .pair("hugetlb pud", 2, [VMA(start: 0, end: 4, hugetlb: .pud)]),
        .pair("hugetlb pud", 3, [VMA(start: 0, end: 8, hugetlb: .pud)]),
        .pair(
          "vVV", 0, [VMA(start: 0, end: 1), VMA(start: 1, end: 2), VMA(start: 2, end: 4)], count: 3),
        .pair("hugetlb pmd, 3", 0, [VMA(start: 0, end: 4, hugetlb: .pmd)], count: 3),
        .pair("vvvv", 1, [VMA(start: 0, end: 8)], count: 4),
      ]
    return windows.filter { revision.refusal($0.scenario) == nil }
  }

  /// A window with each combination of what a target can tell apart and a solver takes as known.
  static func variants(_ skeleton: Skeleton, _ target: Target) -> [Skeleton] {
    guard let interface = target.kernel?.interface else {
      return BoundedSize.variants(skeleton, target.revision)
    }
    var variants = [skeleton]
    if interface.hasSnapshotEntry {
      variants += variants.map { $0.named("snapshot call") { $0.snapshotCall = true } }
    }
    if interface.isToldToDropLock {
      variants += variants.map { $0.named("may drop the lock") { $0.mayDropLock = true } }
    }
    if interface.readsSwapOffsets && interface.vocabulary.hasAccessedBits {
      variants += variants.map { $0.named("accessed bits") { $0.accessedBits = true } }
    }
    return variants
  }
}
