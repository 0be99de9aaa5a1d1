// SPDX-License-Identifier: GPL-2.0-or-later

extension TodayMistakes {
  /// The call does not come to an end.
  static let end: [TodayMistake] = [
    TodayMistake(
      "a loop over a stretch does not step",
      [
        (
          """
          for (i = 0; i < npages; i++)
          set_output(&words[i], output);
          """,
          """
          for (i = 0; i < npages;)
          set_output(&words[i], output);
          """
        )
      ],
      breaks: "C23", rows: ["witness.C23"], .seed(1)),
    TodayMistake(
      "the search for a page in need does not step",
      [
        (
          """
          for (; addr < end; addr += PAGE_SIZE) {
          *need
          """,
          """
          for (; addr < end;) {
          *need
          """
        )
      ],
      breaks: "C23", rows: ["witness.C23"], .seed(1)),
    TodayMistake(
      "the loop over faults does not step",
      [
        (
          "for (addr = state->start; addr < state->end; addr += PAGE_SIZE) {",
          "for (addr = state->start; addr < state->end;) {"
        )
      ],
      breaks: "C23", rows: ["witness.C23"], .seed(1)),
    TodayMistake(
      "what is noted is not faulted",
      [
        (
          """
          if (ret == FAULT_NOTED)
          ret = fault_noted(mm, &state);
          """,
          """
          if (ret == FAULT_NOTED)
          ret = -EBUSY;
          """
        )
      ],
      breaks: "C23", rows: ["witness.progress-made", "progress.measure"], .seed(1)),
    TodayMistake(
      "the last page of what is noted is not faulted",
      [
        (
          "for (addr = state->start; addr < state->end; addr += PAGE_SIZE) {",
          "for (addr = state->start; addr + PAGE_SIZE < state->end; addr += PAGE_SIZE) {"
        )
      ],
      breaks: "C23", rows: ["witness.progress-made", "progress.measure"], .seed(1)),
    TodayMistake(
      "a PMD that moves is not waited for",
      [
        (
          """
          state->last = addr;
          pmd_migration_entry_wait(walk->mm, pmdp);
          """,
          "state->last = addr;"
        )
      ],
      breaks: "C23", rows: ["witness.progress-made", "progress.measure"], .seed(41)),
    TodayMistake(
      "a page is not faulted a second time",
      [
        member("unsigned long faulted;"),
        (
          """
          if (ret == FAULT_NOTED)
          ret = fault_noted(mm, &state);
          """,
          """
          if (ret == FAULT_NOTED) {
          ret = state.faulted == state.start ? -EBUSY :
          fault_noted(mm, &state);
          state.faulted = state.start;
          }
          """
        ),
      ],
      breaks: "C23", rows: ["witness.progress-made", "progress.measure"], .seed(31)),
    TodayMistake(
      "no write faults after the fourth page",
      [
        (
          "if (state->need & HMM_NEED_WRITE_FAULT) {",
          """
          if ((state->need & HMM_NEED_WRITE_FAULT) &&
          addr - state->range->start < 4 * PAGE_SIZE) {
          """
        )
      ],
      breaks: "C23", rows: ["progress.measure"], .seed(89)),
  ]
}
