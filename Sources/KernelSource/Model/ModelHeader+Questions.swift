// SPDX-License-Identifier: GPL-2.0-or-later

extension ModelHeader {
  /// What a text asks of swap entries, soft leaves and markers, by the names of all versions, and what
  /// it has asserted of locks.
  static let questions = #"""
    bool is_device_exclusive_entry(swp_entry_t entry);
    bool is_device_private_entry(swp_entry_t entry);
    bool is_guard_swp_entry(swp_entry_t entry);
    bool is_hwpoison_entry(swp_entry_t entry);
    bool is_migration_entry(swp_entry_t entry);
    bool is_pfn_swap_entry(swp_entry_t entry);
    bool is_pmd_device_private_entry(pmd_t pmd);
    bool is_pmd_migration_entry(pmd_t pmd);
    bool is_pmd_non_present_folio_entry(pmd_t pmd);
    bool is_poisoned_swp_entry(swp_entry_t entry);
    bool is_pte_marker(pte_t pte);
    bool is_pte_marker_entry(swp_entry_t entry);
    bool is_readable_device_private_entry(swp_entry_t entry);
    bool is_readable_exclusive_migration_entry(swp_entry_t entry);
    bool is_readable_migration_entry(swp_entry_t entry);
    bool is_swap_pmd(pmd_t pmd);
    bool is_swap_pte(pte_t pte);
    bool is_swapin_error_entry(swp_entry_t entry);
    bool is_writable_device_private_entry(swp_entry_t entry);
    bool is_writable_migration_entry(swp_entry_t entry);
    bool is_write_device_private_entry(swp_entry_t entry);
    int non_swap_entry(swp_entry_t entry);
    bool pmd_is_device_private_entry(pmd_t pmd);
    bool pmd_is_huge(pmd_t pmd);
    bool pmd_is_leaf(pmd_t pmd);
    bool pmd_is_migration_entry(pmd_t pmd);
    bool pmd_is_valid_softleaf(pmd_t pmd);
    bool pte_is_marker(pte_t pte);
    bool pte_is_uffd_marker(pte_t pte);
    bool pte_is_uffd_wp_marker(pte_t pte);
    pte_marker pte_marker_get(swp_entry_t entry);
    bool pte_marker_uffd_wp(pte_t pte);
    bool pud_is_leaf(pud_t pud);
    softleaf_t softleaf_from_pmd(pmd_t pmd);
    softleaf_t softleaf_from_pte(pte_t pte);
    bool softleaf_has_pfn(softleaf_t entry);
    bool softleaf_is_device_exclusive(softleaf_t entry);
    bool softleaf_is_device_private(softleaf_t entry);
    bool softleaf_is_device_private_write(softleaf_t entry);
    bool softleaf_is_guard_marker(softleaf_t entry);
    bool softleaf_is_hwpoison(softleaf_t entry);
    bool softleaf_is_marker(softleaf_t entry);
    bool softleaf_is_migration(softleaf_t entry);
    bool softleaf_is_migration_read(softleaf_t entry);
    bool softleaf_is_migration_read_exclusive(softleaf_t entry);
    bool softleaf_is_migration_write(softleaf_t entry);
    bool softleaf_is_none(softleaf_t entry);
    bool softleaf_is_poison_marker(softleaf_t entry);
    bool softleaf_is_swap(softleaf_t entry);
    bool softleaf_is_uffd_wp_marker(softleaf_t entry);
    bool softleaf_is_valid_pmd_entry(softleaf_t entry);
    softleaf_t softleaf_mk_none(void);
    struct folio *pmd_to_softleaf_folio(pmd_t pmd);
    struct folio *softleaf_to_folio(softleaf_t entry);
    pte_marker softleaf_to_marker(softleaf_t entry);
    struct page *softleaf_to_page(softleaf_t entry);
    unsigned long softleaf_to_pfn(softleaf_t entry);
    pmd_t softleaf_to_pmd(softleaf_t entry);
    pte_t softleaf_to_pte(softleaf_t entry);
    enum softleaf_type softleaf_type(softleaf_t entry);
    void mmap_assert_locked(const struct mm_struct *mm);
    void vma_assert_locked(struct vm_area_struct *vma);
    """# + "\n"
}
