// SPDX-License-Identifier: GPL-2.0-or-later

extension TodayMistakes {
  /// Budgets and counters in the restart loop, and walks that are not all alike.
  static let budgets: [TodayMistake] = [
    TodayMistake(
      "a budget of eight walks",
      [
        (
          """
          mmap_assert_locked(mm);
          do {
          """,
          """
          int tries = 0;

          mmap_assert_locked(mm);
          do {
          if (tries++ > 8)
          return -EBUSY;
          """
        )
      ],
      breaks: "C2", rows: ["witness.C2"], .seed(1035)),
    TodayMistake(
      "a budget of three walks that begin at one page",
      [
        (
          """
          mmap_assert_locked(mm);
          do {
          """,
          """
          unsigned long place = 0;
          int tries = 0;

          mmap_assert_locked(mm);
          do {
          if (state.last != place)
          tries = 0;
          place = state.last;
          if (++tries > 3)
          return -EBUSY;
          """
        )
      ],
      breaks: "C2", rows: ["witness.C2"], .seed(1583)),
    TodayMistake(
      "a counter of walks in hmm_vma_walk",
      [
        member("unsigned int walks;"),
        beforeWalk(
          """
          if (++state.walks > 6)
          return -EFAULT;
          """),
      ],
      breaks: "C3", rows: ["witness.C3"], .seed(430)),
    TodayMistake(
      "a counter of faults in hmm_vma_walk",
      [
        member("unsigned int faults;"),
        (
          """
          if (ret == FAULT_NOTED)
          ret = fault_noted(mm, &state);
          """,
          """
          if (ret == FAULT_NOTED) {
          if (state.faults++ == 3)
          return 0;
          ret = fault_noted(mm, &state);
          }
          """
        ),
      ],
      breaks: "C6", rows: ["witness.C6"], .seed(89)),
    TodayMistake(
      "a counter of walks in a static variable",
      [
        (
          """
          mmap_assert_locked(mm);
          do {
          """,
          """
          static unsigned int walks;

          mmap_assert_locked(mm);
          do {
          if (++walks > 6)
          return -EFAULT;
          """
        )
      ],
      breaks: "C3", rows: ["witness.C3"], .seed(430)),
    TodayMistake(
      "a counter of faults in a variable of the file",
      [
        (
          "static int fault_noted(",
          """
          static unsigned int faults;

          static int fault_noted(
          """
        ),
        (
          """
          if (!vma)
          return -EFAULT;
          if (state->need
          """,
          """
          if (!vma || ++faults > 4)
          return -EFAULT;
          if (state->need
          """
        ),
      ],
      breaks: "C3", rows: ["witness.C3"], .seed(430)),
  ]
}
