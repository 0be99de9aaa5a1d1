// SPDX-License-Identifier: GPL-2.0-or-later

extension TodayMistakes {
  /// Needs pile up, or are those of another page.
  static let firstPage: [TodayMistake] = [
    TodayMistake(
      "the first page's request is used for all of a hole",
      [
        (
          "unsigned long page = first_in_need(state, addr, end, 0, &need);",
          "unsigned long page = first_in_need(state, addr, addr + PAGE_SIZE, 0, &need);"
        )
      ],
      breaks: "C6", rows: ["witness.C6"], .seed(1)),
    TodayMistake(
      "the first page's request decides whether to wait for a PMD",
      [
        (
          """
          if (!anyone_asks(state, addr, end)) {
          fill(
          """,
          """
          if (!anyone_asks(state, addr, addr + PAGE_SIZE)) {
          fill(
          """
        )
      ],
      breaks: "C6", rows: ["witness.C6"], .seed(428)),
    TodayMistake(
      "only the first three requests are looked at",
      [
        (
          "return first_in_need(state, addr, end, 0, &need) < end;",
          """
          if (end > addr + 3 * PAGE_SIZE)
          end = addr + 3 * PAGE_SIZE;
          return first_in_need(state, addr, end, 0, &need) < end;
          """
        )
      ],
      breaks: "C6", rows: ["witness.C6"], .seed(112)),
    TodayMistake(
      "a write request on the caller's own memory is not looked at",
      [
        (
          """
          return report_pte(state, addr, softleaf_to_pfn(leaf),
          access_flags(true, writable));
          """,
          """
          set_output(word_at(state, addr), softleaf_to_pfn(leaf) |
          access_flags(true, writable));
          return 0;
          """
        )
      ],
      breaks: "C7", rows: ["witness.C7"], .seed(133)),
    TodayMistake(
      "a page that is to be written is faulted with its neighbour",
      [
        (
          "state->end = page + PAGE_SIZE;",
          """
          state->end = page + (need > 1 ? 2 : 1) * PAGE_SIZE;
          if (state->end > state->range->end)
          state->end = state->range->end;
          """
        )
      ],
      breaks: "C5", rows: ["witness.C5"], .seed(188)),
  ]
}
