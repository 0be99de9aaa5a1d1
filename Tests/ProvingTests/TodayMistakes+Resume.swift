// SPDX-License-Identifier: GPL-2.0-or-later

extension TodayMistakes {
  /// The next walk begins elsewhere, or on words that are no requests any more.
  static let resume: [TodayMistake] = [
    TodayMistake(
      "cursor one page too far",
      [
        (
          "state->last = last;",
          """
          state->last = last;
          if (last + PAGE_SIZE < state->range->end)
          state->last += PAGE_SIZE;
          """
        )
      ],
      breaks: "C15", rows: ["witness.outputs-right"], .seed(1)),
    TodayMistake(
      "cursor one page too far after the fifth page",
      [
        (
          "state->last = last;",
          """
          state->last = last;
          if (last - state->range->start == 5 * PAGE_SIZE)
          state->last = page + PAGE_SIZE < state->range->end ? page + PAGE_SIZE : page;
          """
        )
      ],
      breaks: "C15", rows: ["witness.outputs-right"], .seed(89)),
    TodayMistake(
      "cursor forgotten where a page is to be read",
      [
        (
          "state->last = last;",
          """
          if (need & HMM_NEED_WRITE_FAULT)
          state->last = last;
          """
        )
      ],
      breaks: "C15", rows: ["witness.requests-kept"], .seed(1)),
    TodayMistake(
      "request overwritten before the walk begins again",
      [
        (
          "state->last = last;",
          """
          state->last = last;
          set_output(word_at(state, page), 0);
          """
        )
      ],
      breaks: "C15", rows: ["witness.requests-kept"], .seed(1)),
    TodayMistake(
      "pages before the one in need are answered and walked again",
      [
        (
          """
          if (need)
          return note_fault(state, addr, page, need);
          fill(
          """,
          """
          if (need) {
          fill(state, addr, page, 0);
          return note_fault(state, addr, page, need);
          }
          fill(
          """
        )
      ],
      breaks: "C15", rows: ["witness.requests-kept"], .seed(1033)),
    TodayMistake(
      "the word of a faulted page says so",
      [
        (
          """
          if (fault & VM_FAULT_ERROR)
          return vm_fault_to_errno(fault, 0);
          """,
          """
          if (fault & VM_FAULT_ERROR)
          return vm_fault_to_errno(fault, 0);
          *word_at(state, addr) |= HMM_PFN_VALID;
          """
        )
      ],
      breaks: "C15", rows: ["witness.requests-kept"], .seed(20)),
    TodayMistake(
      "walks on behind the cursor after a wait",
      [
        (
          "migration_entry_wait(walk->mm, pmdp, state->last);",
          """
          migration_entry_wait(walk->mm, pmdp, state->last);
          if (state->last + PAGE_SIZE < end)
          state->last += PAGE_SIZE;
          """
        )
      ],
      breaks: "C15", rows: ["witness.outputs-right"], .seed(5)),
  ]
}
