// SPDX-License-Identifier: GPL-2.0-or-later

extension TodayMistakes {
  /// Answers that the contract does not allow.
  static let answers: [TodayMistake] = [
    TodayMistake(
      "all of a hole is faulted",
      [
        (
          """
          if (need)
          return note_fault(state, addr, page, need);
          fill(
          """,
          """
          if (need) {
          note_fault(state, addr, page, need);
          state->end = end;
          return FAULT_NOTED;
          }
          fill(
          """
        )
      ],
      breaks: "C5", rows: ["witness.C5"], .seed(1)),
    TodayMistake(
      "no memory told as a bad address",
      [
        ("return vm_fault_to_errno(fault, 0);", "return -EFAULT;")
      ],
      breaks: "C1", rows: ["witness.C1"], .seed(95)),
    TodayMistake(
      "forbidden write told as a bad address",
      [
        ("return -EPERM;", "return -EFAULT;")
      ],
      breaks: "C3", rows: ["witness.C3"], .seed(2)),
    TodayMistake(
      "poison that nobody asked for told as faultable",
      [
        ("fill(state, addr, end, HMM_PFN_ERROR);", "fill(state, addr, end, 0);")
      ],
      breaks: "C8", rows: ["witness.C8"], .seed(7)),
    TodayMistake(
      "the caller's notes are lost",
      [
        ("*word = (*word & STICKY) | output;", "*word = output;")
      ],
      breaks: "C21", rows: ["witness.C21"], .seed(4)),
    TodayMistake(
      "order left in a word without VALID",
      [
        (
          """
          if (!flags) {
          fill(state, addr, end, 0);
          return 0;
          }
          flags |=
          """,
          "flags |="
        )
      ],
      breaks: "C22", rows: ["witness.C22"], .seed(215)),
    TodayMistake(
      "a wait ends the call",
      [
        (
          """
          } while (ret == -EBUSY);
          return ret;
          """,
          """
          } while (ret == -EBUSY && state.need);
          return ret;
          """
        )
      ],
      breaks: "C2", rows: ["witness.C2"], .seed(5)),
  ]
}
