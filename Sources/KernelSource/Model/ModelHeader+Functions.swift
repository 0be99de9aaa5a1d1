// SPDX-License-Identifier: GPL-2.0-or-later

extension ModelHeader {
  /// Functions of the kernel, all modelled by the environment.
  static let functions = questions + actions

  private static let actions = #"""
    void __hmm_barrier(void);
    void __hmm_fresh(void);
    void __hmm_bug(int condition);
    int __hmm_warn(int condition);
    struct task_struct *__hmm_current(void);
    unsigned long __hmm_jiffies(void);

    int check_stable_address_space(struct mm_struct *mm);
    bool fatal_signal_pending(struct task_struct *task);
    vm_fault_t handle_mm_fault();
    int vm_fault_to_errno(vm_fault_t fault, int flags);
    spinlock_t *huge_pte_lock(struct hstate *hstate, struct mm_struct *mm, pte_t *pte);
    void hugetlb_vma_lock_read(struct vm_area_struct *vma);
    void hugetlb_vma_unlock_read(struct vm_area_struct *vma);
    void migration_entry_wait(struct mm_struct *mm, pmd_t *pmd, unsigned long address);
    void pmd_migration_entry_wait(struct mm_struct *mm, pmd_t *pmd);
    int mmap_read_lock_killable(struct mm_struct *mm);
    int mmap_read_trylock(struct mm_struct *mm);
    void mmap_read_lock(struct mm_struct *mm);
    void mmap_read_unlock(struct mm_struct *mm);
    bool mmu_interval_check_retry(struct mmu_interval_notifier *notifier, unsigned long sequence);
    bool mmu_interval_read_retry(struct mmu_interval_notifier *notifier, unsigned long sequence);
    unsigned long mmu_interval_read_begin(struct mmu_interval_notifier *notifier);
    pte_t *pte_offset_map(pmd_t *pmd, unsigned long address);
    void pte_unmap(pte_t *pte);
    spinlock_t *pud_trans_huge_lock(pud_t *pud, struct vm_area_struct *vma);
    spinlock_t *pmd_lock(struct mm_struct *mm, pmd_t *pmd);
    spinlock_t *pte_lockptr(struct mm_struct *mm, pmd_t *pmd);
    void spin_lock(spinlock_t *lock);
    void spin_lock_init(spinlock_t *lock);
    void spin_unlock(spinlock_t *lock);
    pte_t huge_ptep_get();
    pmd_t pmd_read_atomic(pmd_t *pmd);
    pmd_t pmdp_get(pmd_t *pmd);
    pmd_t pmdp_get_lockless(pmd_t *pmd);
    pte_t ptep_get(pte_t *pte);
    pte_t ptep_get_lockless(pte_t *pte);
    pud_t pudp_get(pud_t *pud);

    struct page *device_private_entry_to_page(swp_entry_t entry);
    unsigned long device_private_entry_to_pfn(swp_entry_t entry);
    struct hstate *hstate_vma(struct vm_area_struct *vma);
    unsigned int huge_page_order(struct hstate *hstate);
    unsigned int huge_page_shift(struct hstate *hstate);
    unsigned long huge_page_size(struct hstate *hstate);
    bool is_vm_hugetlb_page(struct vm_area_struct *vma);
    bool is_zero_pfn(unsigned long pfn);
    struct dev_pagemap *page_pgmap(const struct page *page);
    struct page *pfn_swap_entry_to_page(swp_entry_t entry);
    struct folio *pfn_swap_entry_folio(swp_entry_t entry);
    struct folio *page_folio(struct page *page);
    struct page *pfn_to_page(unsigned long pfn);
    unsigned long page_to_pfn(const struct page *page);
    bool pfn_valid(unsigned long pfn);
    bool is_device_private_page(const struct page *page);
    int pmd_bad(pmd_t pmd);
    int pmd_devmap(pmd_t pmd);
    int pmd_huge(pmd_t pmd);
    int pmd_leaf(pmd_t pmd);
    int pmd_none(pmd_t pmd);
    unsigned long pmd_pfn(pmd_t pmd);
    int pmd_present(pmd_t pmd);
    int pmd_protnone(pmd_t pmd);
    int pmd_trans_huge(pmd_t pmd);
    int pmd_write(pmd_t pmd);
    swp_entry_t pmd_to_swp_entry(pmd_t pmd);
    unsigned long pmd_val(pmd_t pmd);
    unsigned long pmd_index(unsigned long address);
    unsigned long pmd_addr_end(unsigned long address, unsigned long end);
    pmd_t *pmd_offset(pud_t *pud, unsigned long address);
    int pte_devmap(pte_t pte);
    int pte_special(pte_t pte);
    unsigned long pte_index(unsigned long address);
    int pte_none(pte_t pte);
    int pte_none_mostly(pte_t pte);
    unsigned long pte_pfn(pte_t pte);
    int pte_present(pte_t pte);
    int pte_protnone(pte_t pte);
    unsigned long pte_val(pte_t pte);
    swp_entry_t pte_to_swp_entry(pte_t pte);
    int pte_write(pte_t pte);
    int pud_devmap(pud_t pud);
    int pud_huge(pud_t pud);
    int pud_leaf(pud_t pud);
    int pud_trans_huge(pud_t pud);
    int pud_none(pud_t pud);
    unsigned long pud_pfn(pud_t pud);
    int pud_present(pud_t pud);
    int pud_write(pud_t pud);
    void split_huge_pud(struct vm_area_struct *vma, pud_t *pud, unsigned long address);
    unsigned long swp_offset(swp_entry_t entry);
    unsigned int swp_type(swp_entry_t entry);
    unsigned long swp_offset_pfn(swp_entry_t entry);
    bool thp_migration_supported(void);
    struct page *vm_normal_page(struct vm_area_struct *vma, unsigned long address, pte_t pte);
    bool vma_is_dax(struct vm_area_struct *vma);
    struct vm_area_struct *vma_lookup(struct mm_struct *mm, unsigned long address);
    struct vm_area_struct *find_vma(struct mm_struct *mm, unsigned long address);
    int walk_page_range();
    struct dev_pagemap *get_dev_pagemap(unsigned long pfn, struct dev_pagemap *pagemap);
    void put_dev_pagemap(struct dev_pagemap *pagemap);
    """# + "\n"
}
