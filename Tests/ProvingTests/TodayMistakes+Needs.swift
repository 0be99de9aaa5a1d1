// SPDX-License-Identifier: GPL-2.0-or-later

extension TodayMistakes {
  /// Needs pile up, or are those of another page.
  static let needs: [TodayMistake] = [
    TodayMistake(
      "needs pile up over restarts",
      [
        ("state->need = need;", "state->need |= need;")
      ],
      breaks: "C24", rows: ["witness.C24"], .seed(207)),
    TodayMistake(
      "the greatest need of the call is kept",
      [
        (
          "state->need = need;",
          """
          if (need > state->need)
          state->need = need;
          """
        )
      ],
      breaks: "C24", rows: ["witness.C24"], .seed(207)),
    TodayMistake(
      "needs pile up in the loop",
      [
        (
          """
          mmap_assert_locked(mm);
          do {
          """,
          """
          unsigned int all = 0;

          mmap_assert_locked(mm);
          do {
          """
        ),
        (
          """
          if (ret == FAULT_NOTED)
          ret = fault_noted(mm, &state);
          """,
          """
          if (ret == FAULT_NOTED) {
          all |= state.need;
          state.need = all;
          ret = fault_noted(mm, &state);
          }
          """
        ),
      ],
      breaks: "C24", rows: ["witness.C24"], .seed(207)),
    TodayMistake(
      "the need of a page is kept for the next",
      [
        (
          """
          unsigned int need = hmm_pte_need_fault(state, *word, flags);

          if (need)
          """,
          """
          unsigned int need = hmm_pte_need_fault(state, *word, flags);

          if (need)
          need |= state->need;
          if (need)
          """
        )
      ],
      breaks: "C24", rows: ["witness.C24"], .seed(2681)),
    TodayMistake(
      "the first page's request is used for all of a huge mapping",
      [
        (
          "unsigned long page = first_in_need(state, addr, end, flags, &need);",
          "unsigned long page = first_in_need(state, addr, addr + PAGE_SIZE, flags, &need);"
        )
      ],
      breaks: "C7", rows: ["witness.C7"], .seed(318)),
  ]
}
