// SPDX-License-Identifier: GPL-2.0-or-later

extension TodayMistakes {
  /// The caller's range is changed in the loop, or not followed.
  static let requests: [TodayMistake] = [
    TodayMistake(
      "the range begins a page later with each round",
      [
        behindFault(
          """
          if (ret == -EBUSY && range->start < state.last)
          range->start += PAGE_SIZE;
          """)
      ],
      breaks: "C9", rows: ["witness.C9"], .seed(1)),
    TodayMistake(
      "the range ends behind the page that was faulted",
      [
        behindFault(
          """
          if (state.end)
          range->end = state.end;
          """)
      ],
      breaks: "C6", rows: ["witness.C6"], .seed(77)),
    TodayMistake(
      "the range's end comes nearer with each restart",
      [
        behindFault(
          """
          if (ret == -EBUSY && range->end > state.last + 4 * PAGE_SIZE)
          range->end -= PAGE_SIZE;
          """)
      ],
      breaks: "C6", rows: ["witness.C6"], .seed(802)),
    TodayMistake(
      "the mask is forgotten",
      [
        ("asked |= word & range->pfn_flags_mask;", "asked |= word;")
      ],
      breaks: "C13", rows: ["witness.C13"], .seed(18)),
    TodayMistake(
      "the defaults are forgotten",
      [
        ("unsigned long asked = range->default_flags;", "unsigned long asked = 0;")
      ],
      breaks: "C13", rows: ["witness.C13"], .seed(9)),
    TodayMistake(
      "the mask is forgotten once the cursor has moved",
      [
        (
          "asked |= word & range->pfn_flags_mask;",
          "asked |= state->last == range->start ? word & range->pfn_flags_mask : word;"
        )
      ],
      breaks: "C13", rows: ["witness.C13"], .seed(1)),
  ]
}
