// SPDX-License-Identifier: GPL-2.0-or-later

extension TodayMistakes {
  /// The caller's range is changed in the loop, or not followed.
  static let range: [TodayMistake] = [
    TodayMistake(
      "default flags grow with each write fault",
      [
        (
          "flags |= FAULT_FLAG_WRITE;",
          """
          flags |= FAULT_FLAG_WRITE;
          state->range->default_flags |= HMM_PFN_REQ_WRITE;
          """
        )
      ],
      breaks: "C24", rows: ["witness.C24"], .seed(207)),
    TodayMistake(
      "default flags ask for all pages from the second fault on",
      [
        behindFault(
          """
          if (ret == -EBUSY && state.last != range->start)
          range->default_flags |= HMM_PFN_REQ_FAULT;
          """)
      ],
      breaks: "C5", rows: ["witness.C5"], .seed(1)),
    TodayMistake(
      "the mask is gone after a round",
      [
        behindFault("range->pfn_flags_mask = 0;")
      ],
      breaks: "C6", rows: ["witness.C6"], .seed(1)),
    TodayMistake(
      "the mask is gone once a page behind the fourth is faulted",
      [
        (
          "fault = handle_mm_fault(vma, addr, flags, NULL);",
          """
          fault = handle_mm_fault(vma, addr, flags, NULL);
          if (addr - state->range->start > 3 * PAGE_SIZE)
          state->range->pfn_flags_mask = 0;
          """
        )
      ],
      breaks: "C6", rows: ["witness.C6"], .seed(1)),
    TodayMistake(
      "the owner is forgotten after a fault",
      [
        (
          "fault = handle_mm_fault(vma, addr, flags, NULL);",
          """
          fault = handle_mm_fault(vma, addr, flags, NULL);
          state->range->dev_private_owner = NULL;
          """
        )
      ],
      breaks: "C24", rows: ["witness.C24"], .seed(307)),
    TodayMistake(
      "the range begins at the cursor",
      [
        behindFault("range->start = state.last;")
      ],
      breaks: "C9", rows: ["witness.C9"], .seed(1)),
  ]
}
