// SPDX-License-Identifier: GPL-2.0-or-later

extension TodayMistakes {
  /// Entries are looked at more often, or less, than a look allows.
  static let looks: [TodayMistake] = [
    TodayMistake(
      "second look gives up",
      [
        (
          """
          pte_t *table;
          pmd_t pmd;

          look:
          """,
          """
          unsigned int looks = 0;
          pte_t *table;
          pmd_t pmd;

          look:
          if (++looks == 2)
          return 0;
          """
        )
      ],
      breaks: "C6", rows: ["witness.C6"], .seed(2611)),
    TodayMistake(
      "third look gives up",
      [
        (
          """
          pte_t *table;
          pmd_t pmd;

          look:
          """,
          """
          unsigned int looks = 0;
          pte_t *table;
          pmd_t pmd;

          look:
          if (++looks == 3)
          return 0;
          """
        )
      ],
      breaks: "C12", rows: ["witness.C12"], .seed(254681)),
    TodayMistake(
      "third look takes the table for empty",
      [
        (
          """
          pte_t *table;
          pmd_t pmd;

          look:
          """,
          """
          unsigned int looks = 0;
          pte_t *table;
          pmd_t pmd;

          look:
          if (++looks > 2)
          return refuse(walk->private, addr, end);
          """
        )
      ],
      breaks: "C3", rows: ["witness.C3"], .seed(7685580)),
    TodayMistake(
      "looks again without reading",
      [
        (
          """
          look:
          pmd = pmdp_get_lockless(pmdp);
          """,
          "pmd = pmdp_get_lockless(pmdp);"
        ),
        ("/* Between the two looks the table may have gone. */", "look:"),
      ],
      breaks: "C23", rows: ["witness.C23"], .seed(427)),
    TodayMistake(
      "no look at whether the table could be mapped",
      [
        (
          """
          if (!table)
          goto look;

          """,
          ""
        )
      ],
      breaks: "C27", rows: ["witness.C27"], .seed(427)),
  ]
}
