// SPDX-License-Identifier: GPL-2.0-or-later

extension TodayMistakes {
  /// Entries are looked at more often, or less, than a look allows.
  static let reads: [TodayMistake] = [
    TodayMistake(
      "frame of a second read of the PTE",
      [
        (
          "static int visit_pte(struct mm_walk *walk, unsigned long addr, pte_t pte)",
          """
          static int visit_pte(struct mm_walk *walk, unsigned long addr, pte_t pte,
          pte_t *ptep)
          """
        ),
        ("ret = visit_pte(walk, addr, pte);", "ret = visit_pte(walk, addr, pte, ptep);"),
        (
          "return report_pte(state, addr, pte_pfn(pte),",
          "return report_pte(state, addr, pte_pfn(ptep_get(ptep)),"
        ),
      ],
      breaks: "C25", rows: ["witness.C25"], .seed(301)),
    TodayMistake(
      "write access of a second read of the PTE",
      [
        (
          "static int visit_pte(struct mm_walk *walk, unsigned long addr, pte_t pte)",
          """
          static int visit_pte(struct mm_walk *walk, unsigned long addr, pte_t pte,
          pte_t *ptep)
          """
        ),
        ("ret = visit_pte(walk, addr, pte);", "ret = visit_pte(walk, addr, pte, ptep);"),
        (
          "access_flags(!pte_protnone(pte), pte_write(pte)));",
          """
          access_flags(!pte_protnone(pte),
          pte_write(ptep_get(ptep))));
          """
        ),
      ],
      breaks: "C25", rows: ["witness.C25"], .seed(301)),
    TodayMistake(
      "frame of a second read of the PMD",
      [
        (
          """
          static int visit_huge_pmd(struct mm_walk *walk, unsigned long addr,
          unsigned long end, pmd_t pmd)
          {
          unsigned long flags
          """,
          """
          static int visit_huge_pmd(struct mm_walk *walk, unsigned long addr,
          unsigned long end, pmd_t pmd, pmd_t *pmdp)
          {
          unsigned long flags
          """
        ),
        (
          """
          static int visit_huge_pmd(struct mm_walk *walk, unsigned long addr,
          unsigned long end, pmd_t pmd)
          {
          return
          """,
          """
          static int visit_huge_pmd(struct mm_walk *walk, unsigned long addr,
          unsigned long end, pmd_t pmd, pmd_t *pmdp)
          {
          return
          """
        ),
        (
          "return visit_huge_pmd(walk, addr, end, pmd);",
          "return visit_huge_pmd(walk, addr, end, pmd, pmdp);"
        ),
        ("frame_in_pmd(pmd_pfn(pmd), addr)", "frame_in_pmd(pmd_pfn(pmdp_get(pmdp)), addr)"),
      ],
      breaks: "C9", rows: ["witness.C9"], .seed(90)),
    TodayMistake(
      "kind of a second read of the PMD",
      [
        ("if (pmd_trans_huge(pmd))", "if (pmd_trans_huge(pmdp_get_lockless(pmdp)))")
      ],
      breaks: "C9", rows: ["witness.C9"], .seed(458)),
    TodayMistake(
      "PUD read again without its lock",
      [
        (
          """
          spin_unlock(lock);
          return ret;
          }
          #else
          #define visit_pud
          """,
          """
          return ret;
          }
          #else
          #define visit_pud
          """
        ),
        (
          "pud = pudp_get(pudp);",
          """
          pud = pudp_get(pudp);
          spin_unlock(lock);
          """
        ),
        ("pud_pfn(pud) + inside", "pud_pfn(*pudp) + inside"),
      ],
      breaks: "C9", rows: ["witness.C9"], .seed(16667)),
  ]
}
