// SPDX-License-Identifier: GPL-2.0-or-later

/// The functions that only a tree's own page walker calls, on its way to the callbacks of mm/hmm.c.
enum PageWalkPrimitive: Int, CaseIterable {
  case topOffset
  case topIsEmpty
  case pudOffset
  case pmdOffset
  case topEnd
  case pudEnd
  case pmdEnd
  case hugePageMask
  case hugetlbEntry
  case splitHugePUD
  case findIntersection

  /// By the kernel's names.
  static let named: [String: PageWalkPrimitive] = [
    "pgd_offset": .topOffset, "p4d_offset": .topOffset, "pgd_none_or_clear_bad": .topIsEmpty,
    "p4d_none_or_clear_bad": .topIsEmpty, "pud_offset": .pudOffset, "pmd_offset": .pmdOffset,
    "pgd_addr_end": .topEnd, "p4d_addr_end": .topEnd, "pud_addr_end": .pudEnd,
    "pmd_addr_end": .pmdEnd, "huge_page_mask": .hugePageMask, "huge_pte_offset": .hugetlbEntry,
    "hugetlb_walk": .hugetlbEntry, "split_huge_pud": .splitHugePUD,
    "find_vma_intersection": .findIntersection,
  ]

  /// The fewest arguments that it can be called with.
  var fewestArguments: Int {
    switch self {
    case .topIsEmpty, .hugePageMask: 1
    case .topOffset, .pudOffset, .pmdOffset, .topEnd, .pudEnd, .pmdEnd, .splitHugePUD: 2
    case .hugetlbEntry, .findIntersection: 3
    }
  }
}
