// SPDX-License-Identifier: GPL-2.0-or-later

extension TodayMistakes {
  /// The next walk begins elsewhere, or on words that are no requests any more.
  static let cursor: [TodayMistake] = [
    TodayMistake(
      "cursor rounded down to its PMD",
      [
        (
          "state->last = last;",
          """
          state->last = last;
          if ((last & PMD_MASK) > state->range->start)
          state->last = last & PMD_MASK;
          """
        )
      ],
      breaks: "C15", rows: ["witness.requests-kept"], .seed(189)),
    TodayMistake(
      "cursor rounded down to its PUD",
      [
        (
          "state->last = last;",
          """
          state->last = last;
          if ((last & PUD_MASK) >= state->range->start)
          state->last = last & PUD_MASK;
          """
        )
      ],
      breaks: "C15", rows: ["witness.requests-kept"], .seed(13)),
    TodayMistake(
      "cursor rounded down to the real PMD",
      [
        (
          "state->last = last;",
          """
          state->last = last;
          if ((last & ~0x1fffffUL) > state->range->start)
          state->last = last & ~0x1fffffUL;
          """
        )
      ],
      breaks: "C15", rows: ["witness.requests-kept"], .realSeed(46)),
    TodayMistake(
      "cursor forgotten where a PTE is waited for",
      [
        (
          """
          state->last = addr;
          return ENTRY_MOVES;
          """,
          "return ENTRY_MOVES;"
        )
      ],
      breaks: "C15", rows: ["witness.requests-kept"], .seed(261)),
    TodayMistake(
      "cursor forgotten where a PMD is waited for",
      [
        (
          """
          state->last = addr;
          pmd_migration
          """,
          "pmd_migration"
        )
      ],
      breaks: "C15", rows: ["witness.requests-kept"], .seed(428)),
    TodayMistake(
      "cursor forgotten for hugetlb",
      [
        (
          "struct hstate *hstate = hstate_vma(walk->vma);",
          """
          struct hstate *hstate = hstate_vma(walk->vma);
          unsigned long last = state->last;
          """
        ),
        (
          """
          spin_unlock(lock);
          return ret;
          }
          #else
          #define visit_hugetlb
          """,
          """
          spin_unlock(lock);
          if (ret == FAULT_NOTED)
          state->last = last;
          return ret;
          }
          #else
          #define visit_hugetlb
          """
        ),
      ],
      breaks: "C15", rows: ["witness.requests-kept"], .seed(525)),
    TodayMistake(
      "cursor at the page in need, behind pages without output",
      [
        ("state->last = last;", "state->last = page;")
      ],
      breaks: "C15", rows: ["witness.outputs-right"], .seed(1)),
  ]
}
