// SPDX-License-Identifier: GPL-2.0-or-later

extension TodayMistakes {
  /// A page is taken for another: masks, the n-th page, long stretches.
  static let counts: [TodayMistake] = [
    TodayMistake(
      "the last page of a real PMD is not writable",
      [
        (
          "set_output(word, flags ? pfn | flags : 0);",
          """
          if (pte_index(addr) == 511)
          flags &= ~HMM_PFN_WRITE;
          set_output(word, flags ? pfn | flags : 0);
          """
        )
      ],
      breaks: "C12", rows: ["witness.C12"], .realSeed(5)),
    TodayMistake(
      "the fourth page of a PMD keeps its word",
      [
        (
          "set_output(word, flags ? pfn | flags : 0);",
          """
          if (((addr & ~PMD_MASK) >> PAGE_SHIFT) != 3)
          set_output(word, flags ? pfn | flags : 0);
          """
        )
      ],
      breaks: "C9", rows: ["witness.C9"], .seed(1)),
    TodayMistake(
      "stretches of more than four pages are told to be faultable",
      [
        (
          """
          unsigned long i;

          for (i = 0; i < npages; i++)
          set_output(&words[i], output);
          """,
          """
          unsigned long i;

          if (npages > 4)
          output = 0;
          for (i = 0; i < npages; i++)
          set_output(&words[i], output);
          """
        )
      ],
      breaks: "C8", rows: ["witness.C8"], .seed(139)),
    TodayMistake(
      "ranges of more than a hundred pages are invalid",
      [
        (
          """
          mmap_assert_locked(mm);
          do {
          """,
          """
          mmap_assert_locked(mm);
          if (pages_between(range->start, range->end) > 100)
          return -EINVAL;
          do {
          """
        )
      ],
      breaks: "C1", rows: ["witness.C1"], .realSeed(0)),
    TodayMistake(
      "ranges of more than four pages are walked to the fourth",
      [
        beforeWalk(
          """
          if (pages_between(range->start, range->end) > 4 && state.last == range->start + 4 * PAGE_SIZE)
          return 0;
          """)
      ],
      breaks: "C6", rows: ["witness.C6"], .seed(89)),
    TodayMistake(
      "the frame of a huge mapping in 32 bits",
      [
        ("(pfn + i) | flags", "(unsigned int)(pfn + i) | flags")
      ],
      breaks: "C9", rows: ["witness.C9"], .argument("frames of random scenarios have fewer bits")),
    TodayMistake(
      "the pages of a stretch counted in eight bits",
      [
        (
          """
          unsigned long npages = pages_between(addr, end);
          unsigned long i;
          """,
          """
          unsigned char npages = pages_between(addr, end);
          unsigned long i;
          """
        )
      ],
      breaks: "C8", rows: ["witness.C8"], .realSeed(17)),
    TodayMistake(
      "addresses above four gigabytes are refused",
      [
        (
          """
          return 0;
          ret = refuse(walk->private, addr, end);
          """,
          """
          if (addr < 1UL << 32)
          return 0;
          ret = refuse(walk->private, addr, end);
          """
        )
      ],
      breaks: "C11", rows: ["witness.C11"], .realSeed(20)),
  ]
}
