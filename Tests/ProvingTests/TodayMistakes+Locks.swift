// SPDX-License-Identifier: GPL-2.0-or-later

extension TodayMistakes {
  /// Locks and mappings are kept where they must not be.
  static let locks: [TodayMistake] = [
    TodayMistake(
      "PUD lock kept where nothing is present",
      [
        ("ret = visit_hole(addr, end, -1, walk);", "return visit_hole(addr, end, -1, walk);")
      ],
      breaks: "C26", rows: ["witness.C26"], .seed(163)),
    TodayMistake(
      "hugetlb lock kept where pages are refused",
      [
        (
          """
          } else {
          ret = refuse(state, addr, end);
          }
          """,
          """
          } else {
          return refuse(state, addr, end);
          }
          """
        )
      ],
      breaks: "C26", rows: ["witness.C26"], .seed(150)),
    TodayMistake(
      "hugetlb lock kept where a page is noted",
      [
        (
          """
          spin_unlock(lock);
          return ret;
          }
          #else
          #define visit_hugetlb
          """,
          """
          if (ret != FAULT_NOTED)
          spin_unlock(lock);
          return ret;
          }
          #else
          #define visit_hugetlb
          """
        )
      ],
      breaks: "C26", rows: ["witness.C26"], .seed(8)),
    TodayMistake(
      "table left mapped behind its third page",
      [
        (
          """
          pte_unmap(table);
          if
          """,
          """
          if (!ret || ptep < table + 3)
          pte_unmap(table);
          if
          """
        )
      ],
      breaks: "C26", rows: ["witness.C26"], .seed(46)),
    TodayMistake(
      "waits with the table mapped",
      [
        (
          """
          pte_unmap(table);
          if (ret == ENTRY_MOVES) {
          migration_entry_wait(walk->mm, pmdp, state->last);
          ret = -EBUSY;
          }
          """,
          """
          if (ret == ENTRY_MOVES) {
          migration_entry_wait(walk->mm, pmdp, state->last);
          ret = -EBUSY;
          }
          pte_unmap(table);
          """
        )
      ],
      breaks: "C26", rows: ["witness.C26"], .seed(5)),
    TodayMistake(
      "faults under the lock of hugetlb",
      [
        (
          """
          } else if (is_faultable(pte)) {
          ret = report_absent(state, addr, end);
          """,
          """
          } else if (is_faultable(pte)) {
          ret = report_absent(state, addr, end);
          if (ret == FAULT_NOTED) {
          handle_mm_fault(walk->vma, state->start, FAULT_FLAG_REMOTE, NULL);
          ret = -EBUSY;
          }
          """
        )
      ],
      breaks: "C26", rows: ["witness.C26"], .seed(8)),
    TodayMistake(
      "a hole is faulted by its callback",
      [
        (
          """
          return report_absent(state, addr, end);
          }

          static int report_pte
          """,
          """
          if (report_absent(state, addr, end) == FAULT_NOTED) {
          handle_mm_fault(walk->vma, state->start,
          state->need > 1 && (walk->vma->vm_flags & VM_WRITE) ?
          FAULT_FLAG_REMOTE | FAULT_FLAG_WRITE :
          FAULT_FLAG_REMOTE, NULL);
          return -EBUSY;
          }
          return 0;
          }

          static int report_pte
          """
        )
      ],
      breaks: "C26", rows: ["witness.C26"], .seed(163)),
  ]
}
