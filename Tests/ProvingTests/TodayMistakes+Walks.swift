// SPDX-License-Identifier: GPL-2.0-or-later

extension TodayMistakes {
  /// Budgets and counters in the restart loop, and walks that are not all alike.
  static let walks: [TodayMistake] = [
    TodayMistake(
      "the first walk does not look at requests",
      [
        member("bool is_later;"),
        behindFault("state.is_later = true;"),
        (
          """
          if (anyone_asks(state, addr, end))
          return -EFAULT;
          """,
          """
          if (state->is_later && anyone_asks(state, addr, end))
          return -EFAULT;
          """
        ),
      ],
      breaks: "C6", rows: ["witness.C6"], .seed(9)),
    TodayMistake(
      "the first walk takes absent pages as they are",
      [
        member("unsigned int walks;"),
        beforeWalk("state.walks++;"),
        (
          """
          if (need)
          return note_fault(state, addr, page, need);
          fill(
          """,
          """
          if (need && state->walks > 1)
          return note_fault(state, addr, page, need);
          fill(
          """
        ),
      ],
      breaks: "C6", rows: ["witness.C6"], .seed(1)),
    TodayMistake(
      "pages are not stored in the second walk",
      [
        member("unsigned int walks;"),
        beforeWalk("state.walks++;"),
        (
          "set_output(word, flags ? pfn | flags : 0);",
          """
          if (state->walks != 2)
          set_output(word, flags ? pfn | flags : 0);
          """
        ),
      ],
      breaks: "C6", rows: ["witness.C6"], .seed(20)),
    TodayMistake(
      "pages are not stored in the third walk",
      [
        member("unsigned int walks;"),
        beforeWalk("state.walks++;"),
        (
          "set_output(word, flags ? pfn | flags : 0);",
          """
          if (state->walks != 3)
          set_output(word, flags ? pfn | flags : 0);
          """
        ),
      ],
      breaks: "C6", rows: ["witness.C6"], .seed(129)),
    TodayMistake(
      "pages are not stored in the sixth walk",
      [
        member("unsigned int walks;"),
        beforeWalk("state.walks++;"),
        (
          "set_output(&words[i], (pfn + i) | flags);",
          """
          if (state->walks != 6)
          set_output(&words[i], (pfn + i) | flags);
          """
        ),
      ],
      breaks: "C6", rows: ["witness.C6"], .seed(3596)),
  ]
}
