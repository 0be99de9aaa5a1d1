// SPDX-License-Identifier: GPL-2.0-or-later

import AddressSpace

/// Functions that ask whether an entry's kind is one of some.
enum KindQuestion {
  static let all: [(name: String, kinds: KindSet)] = ptes + pmds + puds + swapEntries + softLeaves

  private static let ptes: [(name: String, kinds: KindSet)] = [
    ("pte_none", .one(.none)),
    ("pte_none_mostly", KindSet.one(.none).union(.markers)),
    ("pte_is_marker", .markers), ("is_pte_marker", .markers),
    ("pte_is_uffd_wp_marker", .uffdWpMarkers), ("pte_marker_uffd_wp", .uffdWpMarkers),
    // Poison is userfaultfd's as well: UFFDIO_POISON makes it.
    ("pte_is_uffd_marker", KindSet.uffdWpMarkers.union(.poisonMarkers)),
    ("pte_present", KindSet.presentPTE.union(.presentHugetlb)),
    ("pte_protnone", KindSet.numaPTE.union(.one(.hugetlbNuma))),
    ("pte_write", KindSet.cpuWritable.union(.one(.numaWritable))),
    ("pte_devmap", .devmapPTE),
    // On x86 devmap entries have the special bit, too.
    ("pte_special", KindSet.specialPTE.union(.devmapPTE).union(.one(.zeroPage))),
    ("is_swap_pte", KindSet(rawValue: .max).subtracting(.present).subtracting(.one(.none))),
  ]

  private static let pmds: [(name: String, kinds: KindSet)] = [
    ("pmd_none", .one(.none)), ("pmd_present", KindSet.hugePMD.union([.table, .bad])),
    ("pmd_bad", KindSet(rawValue: .max).subtracting(.one(.table))), ("pmd_devmap", .devmapPMD),
    ("pmd_trans_huge", KindSet.hugePMD.subtracting(.devmapPMD)), ("pmd_leaf", .hugePMD),
    ("pmd_is_leaf", .hugePMD), ("pmd_huge", []), ("pmd_protnone", .one(.hugeNuma)),
    ("pmd_is_huge", KindSet.hugePMD.subtracting(.devmapPMD).union(.absentPMD)),
    ("pmd_write", .cpuWritable), ("is_swap_pmd", .absentPMD),
    ("is_pmd_migration_entry", .one(.hugeMigration)),
    ("pmd_is_migration_entry", .one(.hugeMigration)),
    ("is_pmd_device_private_entry", .devicePrivatePMD),
    ("pmd_is_device_private_entry", .devicePrivatePMD),
    ("is_pmd_non_present_folio_entry", .leavesOfPMD), ("pmd_is_valid_softleaf", .leavesOfPMD),
  ]

  private static let puds: [(name: String, kinds: KindSet)] = [
    ("pud_none", .one(.none)), ("pud_present", KindSet.leafPUD.union(.one(.table))),
    ("pud_huge", .leafPUD), ("pud_leaf", .leafPUD), ("pud_is_leaf", .leafPUD),
    ("pud_devmap", .leafPUD), ("pud_trans_huge", []), ("pud_write", .one(.pudWritable)),
  ]

  /// Swap entries, to 6.18. Migration entries of the model are those of writable pages.
  private static let swapEntries: [(name: String, kinds: KindSet)] = [
    ("non_swap_entry", KindSet(rawValue: .max).subtracting(.one(.swap))),
    ("is_migration_entry", .migrations), ("is_writable_migration_entry", .migrations),
    ("is_readable_migration_entry", []), ("is_readable_exclusive_migration_entry", []),
    ("is_device_private_entry", .devicePrivate),
    ("is_readable_device_private_entry", KindSet.devicePrivate.subtracting(.writablePrivate)),
    ("is_writable_device_private_entry", .writablePrivate),
    ("is_write_device_private_entry", .writablePrivate),
    ("is_device_exclusive_entry", .one(.deviceExclusive)),
    ("is_hwpoison_entry", [.hwpoison, .hugetlbPoison]), ("is_pfn_swap_entry", .withFrame),
    ("is_pte_marker_entry", .markers), ("is_poisoned_swp_entry", .poisonMarkers),
    ("is_swapin_error_entry", .poisonMarkers), ("is_guard_swp_entry", .one(.markerGuard)),
  ]

  /// Soft leaves, from 6.19 on. What is present or none is none as a leaf.
  private static let softLeaves: [(name: String, kinds: KindSet)] = [
    ("softleaf_is_none", KindSet.present.union(.one(.none))), ("softleaf_is_swap", .one(.swap)),
    ("softleaf_is_migration", .migrations), ("softleaf_is_migration_write", .migrations),
    ("softleaf_is_migration_read", []), ("softleaf_is_migration_read_exclusive", []),
    ("softleaf_is_device_private", .devicePrivate),
    ("softleaf_is_device_private_write", .writablePrivate),
    ("softleaf_is_device_exclusive", .one(.deviceExclusive)),
    ("softleaf_is_hwpoison", [.hwpoison, .hugetlbPoison]), ("softleaf_has_pfn", .withFrame),
    ("softleaf_is_marker", .markers), ("softleaf_is_poison_marker", .poisonMarkers),
    ("softleaf_is_guard_marker", .one(.markerGuard)),
    ("softleaf_is_uffd_wp_marker", .uffdWpMarkers),
    ("softleaf_is_valid_pmd_entry", KindSet.devicePrivate.union(.migrations)),
  ]
}

extension KindSet {
  /// Entries by which the CPU reaches memory or a table.
  static let present = presentPTE.union(hugePMD).union(leafPUD).union(presentHugetlb)
    .union([.table, .bad])
  static let migrations: KindSet = [.migration, .hugeMigration, .hugetlbMigration]
  static let devicePrivate = devicePrivatePTE.union(devicePrivatePMD)
  static let writablePrivate: KindSet = [
    .devicePrivateWritable, .foreignPrivateWritable, .hugePrivateWritable, .hugeForeignWritable,
  ]
  static let poisonMarkers: KindSet = [.markerPoison, .hugetlbMarkerPoison]
  static let markers = markerPTE.union([.hugetlbMarkerUffdWp, .hugetlbMarkerPoison])
  /// What is not present and stands for a page, whose frame it has.
  static let withFrame = migrations.union(devicePrivate)
    .union([.deviceExclusive, .hwpoison, .hugetlbPoison])
  /// PMDs that are neither present nor none.
  static let absentPMD = devicePrivatePMD.union([.hugeMigration, .hugeOther])
  static let leavesOfPMD = devicePrivatePMD.union([.hugeMigration])
  /// Device memory of the caller's own.
  static let ownMemory = ownPrivatePTE.union(ownPrivatePMD)
}
