// SPDX-License-Identifier: GPL-2.0-or-later

extension TodayMistakes {
  /// Words of neighbours are stored, and what was seen of the page before is kept.
  static let kept: [TodayMistake] = [
    TodayMistake(
      "flags of the PTE before are kept",
      [
        member("unsigned long flags;"),
        (
          """
          unsigned int need = hmm_pte_need_fault(state, *word, flags);

          if (need)
          """,
          """
          unsigned int need;

          if (flags)
          flags |= state->flags;
          state->flags = flags;
          need = hmm_pte_need_fault(state, *word, flags);
          if (need)
          """
        ),
      ],
      breaks: "C12", rows: ["witness.C12"], .seed(13)),
    TodayMistake(
      "flags of the PTE before the last are kept",
      [
        member(
          """
          unsigned long flags;
          unsigned long older;
          """),
        (
          """
          unsigned int need = hmm_pte_need_fault(state, *word, flags);

          if (need)
          """,
          """
          unsigned int need;
          unsigned long granted = flags;

          if (flags)
          flags |= state->older;
          state->older = state->flags;
          state->flags = granted;
          need = hmm_pte_need_fault(state, *word, flags);
          if (need)
          """
        ),
      ],
      breaks: "C12", rows: ["witness.C12"], .seed(28)),
    TodayMistake(
      "write access of one PTE of a table counts for those behind",
      [
        (
          """
          pte_t *ptep = table;
          int ret = 0;
          """,
          """
          pte_t *ptep = table;
          bool writable = false;
          int ret = 0;
          """
        ),
        (
          "ret = visit_pte(walk, addr, pte);",
          """
          ret = visit_pte(walk, addr, pte);
          writable |= !ret && pte_present(pte) && pte_write(pte);
          if (!ret && writable && (*word_at(state, addr) & HMM_PFN_VALID))
          *word_at(state, addr) |= HMM_PFN_WRITE;
          """
        ),
      ],
      breaks: "C12", rows: ["witness.C12"], .seed(13)),
    TodayMistake(
      "five PTEs of a call are stored at most",
      [
        member("unsigned int stored;"),
        (
          "set_output(word, flags ? pfn | flags : 0);",
          """
          if (state->stored++ < 5)
          set_output(word, flags ? pfn | flags : 0);
          """
        ),
      ],
      breaks: "C9", rows: ["witness.C9"], .seed(1)),
    TodayMistake(
      "the third PTE of a table is taken for the second",
      [
        (
          "pte_t pte = ptep_get(ptep);",
          "pte_t pte = ptep_get(ptep == table + 2 ? ptep - 1 : ptep);"
        )
      ],
      breaks: "C9", rows: ["witness.C9"], .seed(1)),
    TodayMistake(
      "the requests of a table's PTEs pile up",
      [
        member("unsigned long asked;"),
        (
          """
          pte_t *ptep = table;
          int ret = 0;
          """,
          """
          pte_t *ptep = table;
          int ret = 0;

          state->asked = 0;
          """
        ),
        (
          """
          unsigned int need = hmm_pte_need_fault(state, *word, flags);

          if (need)
          """,
          """
          unsigned int need;

          state->asked |= *word;
          need = hmm_pte_need_fault(state, state->asked, flags);
          if (need)
          """
        ),
      ],
      breaks: "C24", rows: ["witness.C24"], .seed(237)),
  ]
}
