// SPDX-License-Identifier: GPL-2.0-or-later

import AddressSpace
import KernelSource

/// The functions that the text calls and the model provides, but for those that only ask what kind
/// an entry is (``KindQuestion``).
enum KernelPrimitive: Int, CaseIterable {
  // Nothing that the model knows of.
  case nothing
  case zero
  case one
  case warn
  case bug
  case current
  // Loads.
  /// READ_ONCE: the load that follows is one of its own.
  case fresh
  case load
  case loadHugetlb
  case pteOffsetMap
  case pudTransHugeLock
  // Effects.
  case walkPageRange
  case handleMMFault
  case vmFaultToErrno
  case migrationEntryWait
  case pmdMigrationEntryWait
  case pteUnmap
  case hugePteLock
  case spinLock
  case spinUnlock
  case mmapLock
  case mmapLockKillable
  case mmapTrylock
  case mmapUnlock
  case getPagemap
  case hugetlbLock
  case hugetlbUnlock
  case assertLocked
  case checkRetry
  case readBegin
  // What a call that takes the mmap lock itself asks.
  case jiffies
  case signalIsPending
  case isUnstable
  // Decoders.
  case frame
  case swapOffset
  case same
  case leafType
  case marker
  case swapPageOfPMD
  case swapPage
  case pagemapOfPage
  case normalPage
  case isZeroPfn
  case hstate
  case hugePageOrder
  case hugePageShift
  case hugePageSize
  case vmaLookup
  case findVMA
  case isHugetlbVMA
  case pteIndex

  /// Whether it can be called with that many arguments: a text can declare a function in another
  /// way than the kernel does.
  func takes(_ count: Int) -> Bool {
    switch self {
    case .loadHugetlb: count == 1 || count >= 3
    case .handleMMFault, .migrationEntryWait, .normalPage: count >= 3
    case .pteOffsetMap, .pmdMigrationEntryWait, .vmaLookup, .findVMA, .getPagemap,
      .checkRetry:
      count >= 2
    case .nothing, .zero, .one, .current, .fresh, .walkPageRange, .pteUnmap, .hugePteLock,
      .spinLock, .spinUnlock, .assertLocked, .readBegin, .mmapLock, .mmapLockKillable,
      .mmapTrylock, .mmapUnlock, .jiffies, .signalIsPending, .isUnstable:
      true
    default: count >= 1
    }
  }

  /// It only works on values: a compiler that sees through it need not read again what it has read.
  var isPure: Bool {
    switch self {
    case .zero, .one, .warn, .frame, .swapOffset, .same, .leafType, .marker, .isZeroPfn,
      .isHugetlbVMA, .pteIndex:
      true
    default: false
    }
  }

  /// The kernel's names for one.
  static func names(of primitive: KernelPrimitive) -> Set<String> {
    Set(named.filter { $0.value == primitive }.keys)
  }

  /// By the kernel's names, of all versions.
  static let named: [String: KernelPrimitive] = [
    "__hmm_barrier": .nothing, "__hmm_warn": .warn, "__hmm_bug": .bug, "__hmm_current": .current,
    "__hmm_jiffies": .jiffies, "fatal_signal_pending": .signalIsPending,
    "check_stable_address_space": .isUnstable,
    "thp_migration_supported": .one,
    "__hmm_fresh": .fresh, "ptep_get": .load, "ptep_get_lockless": .load, "pmdp_get": .load,
    "pmdp_get_lockless": .load,
    "pmd_read_atomic": .load, "pudp_get": .load, "huge_ptep_get": .loadHugetlb,
    "pte_offset_map": .pteOffsetMap, "pud_trans_huge_lock": .pudTransHugeLock,
    "walk_page_range": .walkPageRange, "handle_mm_fault": .handleMMFault,
    "vm_fault_to_errno": .vmFaultToErrno, "migration_entry_wait": .migrationEntryWait,
    "pmd_migration_entry_wait": .pmdMigrationEntryWait, "pte_unmap": .pteUnmap,
    "huge_pte_lock": .hugePteLock, "spin_lock": .spinLock, "spin_unlock": .spinUnlock,
    "mmap_read_lock": .mmapLock, "mmap_read_lock_killable": .mmapLockKillable,
    "mmap_read_trylock": .mmapTrylock, "mmap_read_unlock": .mmapUnlock, "down_read": .mmapLock,
    "mmu_interval_read_begin": .readBegin, "mmu_interval_read_retry": .checkRetry,
    "up_read": .mmapUnlock, "get_dev_pagemap": .getPagemap, "put_dev_pagemap": .nothing,
    // The list of ranges, which nobody else reads: what other threads announce is the world's.
    "list_add_rcu": .nothing, "list_del_rcu": .nothing, "mutex_lock": .nothing,
    "mutex_unlock": .nothing,
    "hugetlb_vma_lock_read": .hugetlbLock, "hugetlb_vma_unlock_read": .hugetlbUnlock,
    "mmap_assert_locked": .assertLocked, "vma_assert_locked": .assertLocked,
    "mmu_interval_check_retry": .checkRetry,
    "pte_pfn": .frame, "pmd_pfn": .frame, "pud_pfn": .frame, "swp_offset_pfn": .frame,
    "softleaf_to_pfn": .frame, "swp_offset": .swapOffset,
    "device_private_entry_to_pfn": .swapOffset, "pte_to_swp_entry": .same,
    "pmd_to_swp_entry": .same, "softleaf_from_pte": .same, "softleaf_from_pmd": .same,
    "pfn_swap_entry_to_page": .swapPage, "device_private_entry_to_page": .swapPage,
    "softleaf_to_pte": .same, "softleaf_to_pmd": .same, "softleaf_mk_none": .zero,
    "softleaf_type": .leafType, "softleaf_to_marker": .marker, "pte_marker_get": .marker,
    "pmd_to_softleaf_folio": .swapPageOfPMD, "softleaf_to_page": .swapPage,
    "softleaf_to_folio": .swapPage,
    "pfn_swap_entry_folio": .swapPage, "page_pgmap": .pagemapOfPage,
    "vm_normal_page": .normalPage, "is_zero_pfn": .isZeroPfn, "hstate_vma": .hstate,
    "huge_page_order": .hugePageOrder, "huge_page_shift": .hugePageShift,
    "huge_page_size": .hugePageSize, "vma_lookup": .vmaLookup, "find_vma": .findVMA,
    "is_vm_hugetlb_page": .isHugetlbVMA, "vma_is_dax": .zero, "pte_index": .pteIndex,
  ]
}
