// SPDX-License-Identifier: GPL-2.0-or-later

extension TodayMistakes {
  /// What is called is not known, or cannot be read.
  static let unread: [TodayMistake] = [
    TodayMistake(
      "a function that nobody knows in the handler of hugetlb",
      [
        (
          """
          pte_t pte = huge_ptep_get(walk->mm, addr, ptep);
          int ret;
          """,
          """
          pte_t pte = huge_ptep_get(walk->mm, addr, ptep);
          int ret;

          sync_huge_entry(walk->mm, ptep);
          """
        )
      ],
      breaks: nil, rows: ["witness.C1"], .seed(8)),
    TodayMistake(
      "a function that nobody knows in the handler of PUDs",
      [
        (
          "walk->action = ACTION_CONTINUE;",
          """
          walk->action = ACTION_CONTINUE;
          sync_pud_entry(walk->mm, pudp);
          """
        )
      ],
      breaks: nil, rows: ["witness.C1"], .seed(106)),
    TodayMistake(
      "a function that cannot be read waits for a PMD",
      [
        (
          "const softleaf_t leaf = softleaf_from_pmd(pmd);\n",
          """
          const softleaf_t leaf = softleaf_from_pmd(pmd);

          asm goto("nop" : : : : out);
          """
        )
      ],
      breaks: nil, rows: ["witness.C1"], .seed(29)),
    TodayMistake(
      "a function that nobody knows behind the fifth walk",
      [
        (
          """
          mmap_assert_locked(mm);
          do {
          """,
          """
          unsigned int walks = 0;

          mmap_assert_locked(mm);
          do {
          if (++walks > 5)
          audit_walk(range);
          """
        )
      ],
      breaks: nil, rows: ["witness.C1"], .seed(89)),
  ]
}
