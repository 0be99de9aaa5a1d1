// SPDX-License-Identifier: GPL-2.0-or-later

import AddressSpace

// The table of entries. Each row has its source: a commit, by its title, or a header of a release.
extension EntryFeature {
  private static let huge = "CONFIG_TRANSPARENT_HUGEPAGE"
  private static let leaves = [
    "CONFIG_ARCH_ENABLE_THP_MIGRATION", "CONFIG_ARCH_HAS_PMD_SOFTLEAVES",
  ]
  private static let hugetlb = "CONFIG_HUGETLB_PAGE"
  private static let devmap = "CONFIG_ARCH_HAS_PTE_DEVMAP"
  private static let hugePUD = "CONFIG_HAVE_ARCH_TRANSPARENT_HUGEPAGE_PUD"

  static let all: [EntryFeature] = ordinary + device + markers + upper + [accessedBits]

  /// What an architecture keeps above the offset of a swap entry, in entries of any kind. A kernel that
  /// has such bits has a way to leave them out.
  static let accessedBits = EntryFeature(
    name: "accessed bits in swap entries", kinds: [], headers: [leafops, swapops],
    names: ["swp_offset_pfn", "softleaf_to_pfn"], since: KernelVersion(6, 1),
    source: "mm/swap: add swp_offset_pfn() to fetch PFN from swap entry, 6.1")

  private static let ordinary: [EntryFeature] = [
    EntryFeature(
      name: "pages, tables, swap, migration, device memory and poison", kinds: everywhere,
      source: "include/linux/swapops.h of 4.14"),
    EntryFeature(
      name: "huge pages", kinds: KindSet.hugePMD.subtracting(.devmapPMD).union([.hugeOther]),
      symbols: [huge], source: "include/linux/huge_mm.h of 4.14"),
    EntryFeature(
      name: "migration PMDs", kinds: [.hugeMigration], symbols: [huge] + leaves,
      source: "mm: thp: check pmd migration entry in common path, 4.14"),
    EntryFeature(
      name: "hugetlb entries",
      kinds: KindSet.presentHugetlb.union([.hugetlbMigration, .hugetlbPoison]),
      symbols: [hugetlb], needs: ["huge_ptep_get"],
      source: "mm/hmm: add support for hugetlbfs to HMM, 5.2"),
  ]

  private static let device: [EntryFeature] = [
    devmap("devmap entries", .devmapPTE, [devmap]),
    devmap("devmap PMDs", .devmapPMD, [huge, devmap]),
    EntryFeature(
      name: "device-private PMDs", kinds: .devicePrivatePMD, symbols: [huge] + leaves,
      headers: [leafops, swapops],
      names: ["pmd_is_device_private_entry", "is_pmd_device_private_entry"],
      questions: [
        "pmd_is_device_private_entry", "is_pmd_device_private_entry", "softleaf_from_pmd",
        "pmd_is_valid_softleaf", "softleaf_is_valid_pmd_entry",
      ],
      since: KernelVersion(6, 18),
      made: (
        KernelVersion(6, 19), "mm/migrate_device: implement THP migration of zone device pages"
      ), isAssumed: false,
      source: "mm/hmm.c of 6.18"),
    EntryFeature(
      name: "device-exclusive entries", kinds: [.deviceExclusive], headers: [leafops, swapops],
      names: ["is_device_exclusive_entry", "softleaf_is_device_exclusive"],
      questions: ["is_device_exclusive_entry", "softleaf_is_device_exclusive"],
      since: KernelVersion(5, 14), source: "mm: device exclusive memory access, 5.14"),
  ]

  private static let uffdNames = ["PTE_MARKER_UFFD_WP", "PTE_MARKER_UFFD"] + uffdQuestions
  private static let uffdQuestions = ["pte_is_uffd_wp_marker", "pte_is_uffd_marker"]

  private static func devmap(_ name: String, _ kinds: KindSet, _ symbols: [String]) -> EntryFeature
  {
    EntryFeature(
      name: name, kinds: kinds, symbols: symbols, headers: [mm, pgtable],
      names: ["pte_devmap", "pmd_devmap"], questions: ["pte_devmap", "pmd_devmap", "pud_devmap"],
      refusals: ["vma_is_dax", "VM_SPECIAL"], since: KernelVersion(5, 2),
      until: KernelVersion(6, 17), isAssumed: false,
      source: "mm/hmm: add ZONE_DEVICE pages to HMM's walk, 5.2; mm: remove devmap, 6.17")
  }

  private static let markers: [EntryFeature] = [
    EntryFeature(
      name: "userfaultfd markers", kinds: [.markerUffdWp], headers: [leafops, swapops],
      names: uffdNames, questions: ["pte_none_mostly"] + uffdQuestions, since: KernelVersion(5, 19),
      source: "mm/uffd: PTE_MARKER_UFFD_WP, 5.19"),
    EntryFeature(
      name: "userfaultfd markers of hugetlb", kinds: [.hugetlbMarkerUffdWp], symbols: [hugetlb],
      headers: [leafops, swapops], names: uffdNames,
      questions: ["pte_none_mostly"] + uffdQuestions, needs: ["huge_ptep_get"],
      since: KernelVersion(5, 19),
      source: "mm/hugetlb: only drop uffd-wp special pte if required, 5.19"),
    EntryFeature(
      name: "poison markers", kinds: [.markerPoison], headers: [leafops, swapops],
      names: ["PTE_MARKER_POISONED", "PTE_MARKER_SWAPIN_ERROR"], since: KernelVersion(6, 2),
      source: "mm: use pte markers for swap errors, 6.2; PTE_MARKER_POISONED from 6.6 on"),
    EntryFeature(
      name: "poison markers of hugetlb", kinds: [.hugetlbMarkerPoison], symbols: [hugetlb],
      headers: [leafops, swapops], names: ["PTE_MARKER_POISONED"], needs: ["huge_ptep_get"],
      since: KernelVersion(6, 6),
      source: "mm: userfaultfd: add new UFFDIO_POISON ioctl, 6.6"),
    EntryFeature(
      name: "guard markers", kinds: [.markerGuard], headers: [leafops, swapops],
      names: ["PTE_MARKER_GUARD"], since: KernelVersion(6, 13),
      source: "mm: add PTE_MARKER_GUARD PTE marker, 6.13"),
  ]

  private static let upper: [EntryFeature] = [
    EntryFeature(
      name: "huge PUDs", kinds: .leafPUD, symbols: [huge, hugePUD, devmap],
      since: KernelVersion(5, 6),
      source: "what hmmcheck's page walker can do: huge PUDs of texts from 5.6 on"),
    EntryFeature(
      name: "absent PUDs", kinds: [.pudNonPresent], symbols: [huge, hugePUD, devmap],
      since: KernelVersion(6, 2),
      source: "mm/hmm: process pud swap entry without pud_huge(), 6.10: of architectures other than"
        + " x86; hmmcheck gives them from 6.2 on"),
  ]

  /// What every kernel has.
  private static var everywhere: KindSet {
    KindSet.presentPTE.subtracting(.devmapPTE).union(.devicePrivatePTE)
      .union([.none, .swap, .migration, .hwpoison, .table, .bad])
  }
}
