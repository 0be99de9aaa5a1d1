// SPDX-License-Identifier: GPL-2.0-or-later

import AddressSpace

extension ScenarioValidationTests {
  /// A hugetlb VMA of one PMD behind the range, so that no entry is concerned.
  private static let hugetlb = VMA(start: 4, end: 8, hugetlb: .pmd)
  private static let hugetlbPUD = VMA(start: 16, end: 32, hugetlb: .pud)

  static let vmaRules = [
    Rule(
      error: "vmas: 17 VMAs; at most 16",
      broken: { $0.vmas = (0..<17).map { VMA(start: $0, end: $0 + 1) } },
      close: { $0.vmas = (0..<16).map { VMA(start: $0, end: $0 + 1) } }),
    Rule(
      error: "vmas[0].start: -1 is negative",
      broken: { $0.vmas[0].start = -1 },
      close: { $0.vmas[0].start = 0 }),
    Rule(
      error: "vmas[1].start: 3 lies before 4, the end of the VMA before; "
        + "VMAs must be in ascending order and not overlap",
      broken: { $0.vmas = [VMA(start: 0, end: 4), VMA(start: 3, end: 8)] },
      close: { $0.vmas = [VMA(start: 0, end: 4), VMA(start: 4, end: 8)] }),
    Rule(
      error: "vmas[0].end: 4 is not behind the start, 4",
      broken: { $0.vmas = [VMA(start: 4, end: 4)] },
      close: { $0.vmas = [VMA(start: 4, end: 5)] }),
    Rule(
      error: "vmas[0].end: 1099511627777; at most 1099511627776",
      broken: { $0.vmas[0].end = VMA.noEnd + 1 },
      close: { $0.vmas[0].end = VMA.noEnd }),
    Rule(
      error: "vmas[0].flags: bits 0x80; at most those of 0x7f have a meaning",
      broken: { $0.vmas[0].flags = VMA.Flags(rawValue: 0x80) },
      close: { $0.vmas[0].flags = VMA.Flags(rawValue: 0x7f) }),
    Rule(
      error: "vmas[0].endOfFile: 2 in a VMA without FILE; add the flag, or leave the end out",
      broken: { $0.vmas[0].endOfFile = 2 },
      close: {
        $0.vmas[0].endOfFile = 2
        $0.vmas[0].flags.insert(.file)
      }),
    Rule(
      error: "vmas[0].endOfFile: 1; must be 2 to 1099511627776",
      broken: { $0.vmas = [VMA(start: 2, end: 8, flags: .file, endOfFile: 1)] },
      close: { $0.vmas = [VMA(start: 2, end: 8, flags: .file, endOfFile: 2)] }),
    Rule(
      error: "vmas[0].start: 5 in a hugetlb VMA; must be a multiple of its page size, 4",
      broken: { $0.vmas = [VMA(start: 5, end: 8, hugetlb: .pmd)] },
      close: { $0.vmas = [VMA(start: 5, end: 8), VMA(start: 8, end: 12, hugetlb: .pmd)] }),
    Rule(
      error: "vmas[0].end: 24 in a hugetlb VMA; must be a multiple of its page size, 16",
      broken: { $0.vmas = [VMA(start: 16, end: 24, hugetlb: .pud)] },
      close: { $0.vmas = [hugetlbPUD] }),
    Rule(
      error: "vmas[0].flags: a hugetlb VMA with IO, PFNMAP or MIXEDMAP; it can have none of them",
      broken: {
        $0.vmas = [hugetlb]
        $0.vmas[0].flags = [.mixedmap]
      },
      close: {
        $0.vmas = [hugetlb]
        $0.vmas[0].flags = [.file, .userfaultfd]
      }),
  ]

  static let eventRules = [
    Rule(
      error: "events: 9 events; at most 8",
      broken: { $0.events = Array(repeating: range(at: 1), count: 9) },
      close: { $0.events = Array(repeating: range(at: 1), count: 8) }),
    Rule(
      error: "events[0].at: 0; must be 1 to 10000",
      broken: { $0.events = [range(at: 0)] },
      close: { $0.events = [range(at: 1)] }),
    Rule(
      error: "events[1].at: 10001; must be 1 to 10000",
      broken: { $0.events = [range(at: 1), range(at: 10_001)] },
      close: { $0.events = [range(at: 1), range(at: 10_000)] }),
    Rule(
      error: "events[1].at: 4 comes after 5; events must be in ascending order",
      broken: { $0.events = [range(at: 5), range(at: 4)] },
      close: { $0.events = [range(at: 5), range(at: 5)] }),
    Rule(
      error: "events[0].index: 1; must be 0 where the target is the range",
      broken: { $0.events = [Event(at: 1, target: .range, index: 1, kind: .none)] },
      close: { $0.events = [Event(at: 1, target: .range, index: 0, kind: .none)] }),
    Rule(
      error: "events[0].kind: swap; must be none where the target is the range",
      broken: { $0.events = [Event(at: 1, target: .range, index: 0, kind: .swap)] },
      close: { $0.events = [Event(at: 1, target: .range, index: 0, kind: .none)] }),
    Rule(
      error: "events[0].index: 4; must be at least 0 and below 4, the entries that the range has",
      broken: { $0.events = [Event(at: 1, target: .pte, index: 4, kind: .none)] },
      close: { $0.events = [Event(at: 1, target: .pte, index: 3, kind: .none)] }),
    Rule(
      error: "events[0].index: 1; must be at least 0 and below 1, the entries that the range has",
      broken: { $0.events = [Event(at: 1, target: .pmd, index: 1, kind: .none)] },
      close: { $0.events = [Event(at: 1, target: .pmd, index: 0, kind: .none)] }),
    Rule(
      error: "events[0].index: -1; must be at least 0 and below 1, the entries that the range has",
      broken: { $0.events = [Event(at: 1, target: .pud, index: -1, kind: .none)] },
      close: { $0.events = [Event(at: 1, target: .pud, index: 0, kind: .none)] }),
    Rule(
      error: "events[0].kind: swap in a gap; must be only none",
      broken: {
        $0.vmas = [VMA(start: 0, end: 3)]
        $0.events = [Event(at: 1, target: .pte, index: 3, kind: .swap)]
      },
      close: {
        $0.vmas = [VMA(start: 0, end: 3)]
        $0.events = [Event(at: 1, target: .pte, index: 2, kind: .swap)]
      }),
    Rule(
      error: "events[0].kind: huge-writable without a VMA that covers all its pages (0 ..< 4); "
        + "must be one of none, table, bad",
      broken: {
        $0.vmas = [VMA(start: 0, end: 3)]
        $0.events = [Event(at: 1, target: .pmd, index: 0, kind: .hugeWritable)]
      },
      close: {
        $0.vmas = [VMA(start: 0, end: 4)]
        $0.events = [Event(at: 1, target: .pmd, index: 0, kind: .hugeWritable)]
      }),
    Rule(
      error: "events[0].kind: bad in an event; it can only stand there from the beginning",
      broken: { $0.events = [Event(at: 1, target: .pmd, index: 0, kind: .bad)] },
      close: { $0.pmds[0] = .bad }),
    Rule(
      error: "events[0].kind: huge-other in an event; it can only stand there from the beginning",
      broken: { $0.events = [Event(at: 1, target: .pmd, index: 0, kind: .hugeOther)] },
      close: { $0.pmds[0] = .hugeOther }),
    Rule(
      error: "events[0].kind: pud-non-present in an event; "
        + "it can only stand there from the beginning",
      broken: { $0.events = [Event(at: 1, target: .pud, index: 0, kind: .pudNonPresent)] },
      close: { $0.puds[0] = .pudNonPresent }),
  ]

  private static func range(at load: Int) -> Event {
    Event(at: load, target: .range, index: 0, kind: .none)
  }
}
