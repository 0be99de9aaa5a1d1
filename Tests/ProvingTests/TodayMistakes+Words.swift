// SPDX-License-Identifier: GPL-2.0-or-later

extension TodayMistakes {
  /// Words of neighbours are stored, and what was seen of the page before is kept.
  static let words: [TodayMistake] = [
    TodayMistake(
      "four pages of a huge mapping are stored at most",
      [
        (
          "flags |= (unsigned long)order << HMM_PFN_ORDER_SHIFT;",
          """
          if (npages > 4)
          npages = 4;
          flags |= (unsigned long)order << HMM_PFN_ORDER_SHIFT;
          """
        )
      ],
      breaks: "C9", rows: ["witness.C9"], .seed(106)),
    TodayMistake(
      "a hundred pages of a stretch are stored at most",
      [
        (
          """
          for (i = 0; i < npages; i++)
          set_output(&words[i], output);
          """,
          """
          for (i = 0; i < npages && i < 100; i++)
          set_output(&words[i], output);
          """
        )
      ],
      breaks: "C8", rows: ["witness.C8"], .realSeed(17)),
    TodayMistake(
      "store to the neighbour in a huge mapping",
      [
        (
          "set_output(&words[i], (pfn + i) | flags);",
          "set_output(&words[i + 1 < npages ? i + 1 : i], (pfn + i) | flags);"
        )
      ],
      breaks: "C9", rows: ["witness.C9"], .seed(8)),
    TodayMistake(
      "store to the page behind as well",
      [
        (
          "set_output(word, flags ? pfn | flags : 0);",
          """
          set_output(word, flags ? pfn | flags : 0);
          if (addr + PAGE_SIZE < state->range->end)
          set_output(word + 1, 0);
          """
        )
      ],
      breaks: "C15", rows: ["witness.requests-kept"], .seed(20)),
    TodayMistake(
      "store to the page before",
      [
        (
          "set_output(word, flags ? pfn | flags : 0);",
          """
          set_output(word, flags ? pfn | flags : 0);
          if (addr > state->range->start)
          set_output(word - 1, flags ? (pfn - 1) | flags : 0);
          """
        )
      ],
      breaks: "C9", rows: ["witness.C9"], .seed(1)),
    TodayMistake(
      "store three pages back",
      [
        (
          "set_output(word, flags ? pfn | flags : 0);",
          """
          set_output(word, flags ? pfn | flags : 0);
          if (addr - state->range->start > 2 * PAGE_SIZE)
          set_output(word - 3, 0);
          """
        )
      ],
      breaks: "C6", rows: ["witness.C6"], .seed(1)),
    TodayMistake(
      "store to the range's first word",
      [
        (
          "set_output(word, flags ? pfn | flags : 0);",
          """
          set_output(word, flags ? pfn | flags : 0);
          if (is_zero_pfn(pfn))
          set_output(state->range->hmm_pfns, pfn | flags);
          """
        )
      ],
      breaks: "C9", rows: ["witness.C9"], .seed(1)),
  ]
}
