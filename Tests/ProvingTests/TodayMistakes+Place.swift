// SPDX-License-Identifier: GPL-2.0-or-later

extension TodayMistakes {
  /// A page is taken for another: masks, the n-th page, long stretches.
  static let place: [TodayMistake] = [
    TodayMistake(
      "PMD_MASK for the mask of a hugetlb page",
      [
        ("(addr & ~hmask)", "(addr & ~PMD_MASK)")
      ],
      breaks: "C9", rows: ["witness.C9"], .seed(94)),
    TodayMistake(
      "PUD_MASK for PMD_MASK",
      [
        ("(addr & ~PMD_MASK)", "(addr & ~PUD_MASK)")
      ],
      breaks: "C9", rows: ["witness.C9"], .seed(24)),
    TodayMistake(
      "PMD_MASK for PUD_MASK",
      [
        ("(addr & ~PUD_MASK)", "(addr & ~PMD_MASK)")
      ],
      breaks: "C9", rows: ["witness.C9"], .seed(128)),
    TodayMistake(
      "the order of a PMD for all of hugetlb",
      [
        ("huge_page_order(hstate));", "PMD_SHIFT - PAGE_SHIFT);")
      ],
      breaks: "C18", rows: ["witness.C18"], .seed(94)),
    TodayMistake(
      "the mask of a real PMD",
      [
        ("(addr & ~PMD_MASK)", "(addr & 0x1ff000UL)")
      ],
      breaks: "C9", rows: ["witness.C9"], .seed(24)),
    TodayMistake(
      "the fourth page of a huge mapping has the frame of the first",
      [
        ("(pfn + i) | flags", "(pfn + (i == 3 ? 0 : i)) | flags")
      ],
      breaks: "C9", rows: ["witness.C9"], .seed(28)),
    TodayMistake(
      "the last page of a real huge mapping has the frame of the first",
      [
        ("(pfn + i) | flags", "(pfn + (i == 511 ? 0 : i)) | flags")
      ],
      breaks: "C9", rows: ["witness.C9"], .realSeed(108)),
    TodayMistake(
      "page 255 of a stretch is told to be an error",
      [
        (
          "set_output(&words[i], output);",
          "set_output(&words[i], i == 255 ? HMM_PFN_ERROR : output);"
        )
      ],
      breaks: "C11", rows: ["witness.C11"], .realSeed(58)),
    TodayMistake(
      "the last page of a PMD is refused",
      [
        (
          """
          if (pte_none(pte) || pte_is_uffd_wp_marker(pte))
          return report_absent
          """,
          """
          if ((addr & ~PMD_MASK) == PMD_SIZE - PAGE_SIZE && pte_none(pte))
          return refuse(state, addr, addr + PAGE_SIZE);
          if (pte_none(pte) || pte_is_uffd_wp_marker(pte))
          return report_absent
          """
        )
      ],
      breaks: "C11", rows: ["witness.C11"], .seed(28)),
  ]
}
