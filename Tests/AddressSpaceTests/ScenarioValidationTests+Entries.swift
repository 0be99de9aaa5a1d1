// SPDX-License-Identifier: GPL-2.0-or-later

import AddressSpace

extension ScenarioValidationTests {
  private static let hugetlbKinds =
    "none, hugetlb-read-only, hugetlb-writable, hugetlb-numa, hugetlb-migration, hugetlb-poison, "
    + "hugetlb-marker-uffd-wp, hugetlb-marker-poison"
  private static let unwritable =
    " in a VMA without both READ and WRITE; "
    + "add the flags, or choose a kind that is not writable"

  static let pteRules = [
    Rule(
      error: "ptes[1]: huge-writable as a PTE; must be one of none, read-only, writable, zero-page,"
        + " special-read-only, special-writable, devmap-read-only, devmap-writable, numa-read-only,"
        + " numa-writable, swap, migration, device-private-read-only, device-private-writable,"
        + " foreign-private-read-only, foreign-private-writable, device-exclusive, hwpoison,"
        + " marker-uffd-wp, marker-poison, marker-guard",
      broken: { $0.ptes[1] = .hugeWritable },
      close: { $0.ptes[1] = .writable }),
    Rule(
      error: "ptes[0]: marker-guard in a gap; must be only none",
      broken: {
        $0.vmas = [VMA(start: 1, end: 4)]
        $0.ptes[0] = .markerGuard
      },
      close: {
        $0.vmas = [VMA(start: 1, end: 4)]
        $0.ptes[1] = .markerGuard
      }),
    // Page 3 of the range is page 5 from its PUD's beginning.
    Rule(
      error: "ptes[3]: swap in a gap; must be only none",
      broken: {
        $0.vmas = [VMA(start: 0, end: 5)]
        $0.ptes[3] = .swap
      },
      close: {
        $0.vmas = [VMA(start: 0, end: 5)]
        $0.ptes[2] = .swap
      }, base: Scenario(start: 2, count: 4)),
    Rule(
      error: "ptes[0]: read-only as a PTE in a hugetlb VMA; must be only none",
      broken: {
        $0.vmas[0] = VMA(start: 0, end: 4, hugetlb: .pmd)
        $0.pmds[0] = .hugetlbReadOnly
        $0.ptes[0] = .readOnly
      },
      close: {
        $0.vmas[0] = VMA(start: 0, end: 4, hugetlb: .pmd)
        $0.pmds[0] = .hugetlbReadOnly
      }),
    Rule(
      error: "ptes[0]: swap in a VMA with IO or PFNMAP; "
        + "must be one of none, read-only, writable, special-read-only, special-writable",
      broken: {
        $0.vmas[0].flags.insert(.io)
        $0.ptes[0] = .swap
      },
      close: {
        $0.vmas[0].flags.insert(.io)
        $0.ptes[0] = .specialWritable
      }),
    Rule(
      error: "ptes[0]: special-writable" + unwritable,
      broken: {
        $0.vmas[0].flags = [.read, .pfnmap]
        $0.ptes[0] = .specialWritable
      },
      close: {
        $0.vmas[0].flags = [.read, .pfnmap]
        $0.ptes[0] = .specialReadOnly
      }),
    Rule(
      error: "ptes[3]: numa-writable" + unwritable,
      broken: {
        $0.vmas = [VMA(start: 0, end: 3), VMA(start: 3, end: 8, flags: [.write])]
        $0.ptes[3] = .numaWritable
      },
      close: {
        $0.vmas = [VMA(start: 0, end: 3), VMA(start: 3, end: 8, flags: [.write])]
        $0.ptes[2] = .numaWritable
      }),
  ]

  /// Pages 6 to 9: the PMDs of pages 4 to 7 and 8 to 11.
  private static let crossing = Scenario(start: 6, count: 4)

  static let pmdRules = [
    Rule(
      error: "pmds[0]: writable as a PMD; must be one of none, table, huge-read-only,"
        + " huge-writable, huge-numa, huge-devmap-read-only, huge-devmap-writable, huge-migration,"
        + " huge-private-read-only, huge-private-writable, huge-foreign-read-only,"
        + " huge-foreign-writable, huge-other, bad",
      broken: { $0.pmds[0] = .writable },
      close: { $0.pmds[0] = .hugeWritable }),
    Rule(
      error: "pmds[0]: table in a hugetlb VMA of PMD size; must be one of " + hugetlbKinds,
      broken: { $0.vmas = [VMA(start: 4, end: 8, hugetlb: .pmd)] },
      close: {
        $0.vmas = [VMA(start: 4, end: 8, hugetlb: .pmd)]
        $0.pmds[0] = .hugetlbPoison
      }, base: crossing),
    Rule(
      error: "pmds[0]: hugetlb-writable" + unwritable,
      broken: {
        $0.vmas = [VMA(start: 4, end: 8, flags: .read, hugetlb: .pmd)]
        $0.pmds[0] = .hugetlbWritable
      },
      close: {
        $0.vmas = [VMA(start: 4, end: 8, flags: .read, hugetlb: .pmd)]
        $0.pmds[0] = .hugetlbNuma
      }, base: crossing),
    Rule(
      error: "pmds[1]: huge-migration without a VMA that covers all its pages (8 ..< 12); "
        + "must be one of none, table, bad",
      broken: {
        $0.vmas = [VMA(start: 0, end: 11)]
        $0.pmds[1] = .hugeMigration
      },
      close: {
        $0.vmas = [VMA(start: 8, end: 12)]
        $0.pmds[1] = .hugeMigration
      }, base: crossing),
    Rule(
      error: "pmds[0]: huge-read-only without a VMA that covers all its pages (4 ..< 8); "
        + "must be one of none, table, bad",
      broken: {
        $0.vmas = [VMA(start: 0, end: 6), VMA(start: 6, end: 8)]
        $0.pmds[0] = .hugeReadOnly
      },
      close: {
        $0.vmas = [VMA(start: 0, end: 6), VMA(start: 6, end: 8)]
        $0.pmds[0] = .bad
      }, base: crossing),
    // A hugetlb page of PUD size is not made of PMDs.
    Rule(
      error: "pmds[0]: huge-read-only without a VMA that covers all its pages (0 ..< 4); "
        + "must be one of none, table, bad",
      broken: {
        $0.vmas[0].hugetlb = .pud
        $0.puds[0] = .hugetlbReadOnly
        $0.pmds[0] = .hugeReadOnly
      },
      close: {
        $0.vmas[0].hugetlb = .pud
        $0.puds[0] = .hugetlbReadOnly
      }),
    Rule(
      error: "pmds[0]: huge-foreign-writable" + unwritable,
      broken: {
        $0.vmas[0].flags = .read
        $0.pmds[0] = .hugeForeignWritable
      },
      close: {
        $0.vmas[0].flags = .read
        $0.pmds[0] = .hugeForeignReadOnly
      }),
    Rule(
      error: "pmds[0]: huge-devmap-read-only in a VMA with IO or PFNMAP; "
        + "must be one of none, table, bad",
      broken: {
        $0.vmas = [VMA(start: 0, end: 16, flags: [.read, .pfnmap])]
        $0.pmds[0] = .hugeDevmapReadOnly
      },
      close: {
        $0.vmas = [VMA(start: 0, end: 16, flags: [.read, .mixedmap])]
        $0.pmds[0] = .hugeDevmapReadOnly
      }),
  ]

  static let pudRules = [
    Rule(
      error: "puds[0]: huge-writable as a PUD; "
        + "must be one of none, table, pud-read-only, pud-writable, pud-non-present",
      broken: { $0.puds[0] = .hugeWritable },
      close: { $0.puds[0] = .pudWritable }),
    Rule(
      error: "puds[0]: table in a hugetlb VMA of PUD size; must be one of " + hugetlbKinds,
      broken: { $0.vmas[0].hugetlb = .pud },
      close: {
        $0.vmas[0].hugetlb = .pud
        $0.puds[0] = .none
      }),
    Rule(
      error: "puds[0]: hugetlb-writable" + unwritable,
      broken: {
        $0.vmas[0] = VMA(start: 0, end: 16, flags: .write, hugetlb: .pud)
        $0.puds[0] = .hugetlbWritable
      },
      close: {
        $0.vmas[0].hugetlb = .pud
        $0.puds[0] = .hugetlbWritable
      }),
    Rule(
      error: "puds[0]: pud-read-only without a VMA that covers all its pages (0 ..< 16); "
        + "must be one of none, table",
      broken: {
        $0.vmas = [VMA(start: 0, end: 12), VMA(start: 12, end: 16, hugetlb: .pmd)]
        $0.puds[0] = .pudReadOnly
      },
      close: {
        $0.vmas = [VMA(start: 0, end: 12), VMA(start: 12, end: 16, hugetlb: .pmd)]
        $0.puds[0] = .none
      }),
    Rule(
      error: "puds[1]: pud-non-present without a VMA that covers all its pages (16 ..< 32); "
        + "must be one of none, table",
      broken: {
        $0.vmas = [VMA(start: 0, end: 31)]
        $0.puds[1] = .pudNonPresent
      },
      close: {
        $0.vmas = [VMA(start: 16, end: 32)]
        $0.puds[1] = .pudNonPresent
      }, base: Scenario(start: 14, count: 4)),
    Rule(
      error: "puds[0]: pud-writable" + unwritable,
      broken: {
        $0.vmas[0].flags = .read
        $0.puds[0] = .pudWritable
      },
      close: {
        $0.vmas[0].flags = .read
        $0.puds[0] = .pudReadOnly
      }),
    Rule(
      error: "puds[0]: pud-read-only in a VMA with IO or PFNMAP; must be one of none, table",
      broken: {
        $0.vmas[0].flags = [.read, .io]
        $0.puds[0] = .pudReadOnly
      },
      close: {
        $0.vmas[0].flags = [.read, .io]
        $0.puds[0] = .none
      }),
  ]
}
