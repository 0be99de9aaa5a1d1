// SPDX-License-Identifier: GPL-2.0-or-later

extension ModelHeader {
  /// What only a tree's own page walker calls. The levels above the PUD are folded into one entry,
  /// and there are no huge entries but those of PUDs and PMDs.
  static let pageWalk = #"""
    #define P4D_SHIFT 39
    #define PGDIR_SHIFT 39
    #define PTRS_PER_P4D 1
    #define PTRS_PER_PUD (1UL << (P4D_SHIFT - PUD_SHIFT))
    #define PTRS_PER_PMD (1UL << (PUD_SHIFT - PMD_SHIFT))
    #define is_hugepd(entry) 0
    #define __hugepd(value) ((hugepd_t){ value })
    #define TASK_SIZE (1UL << 47)

    typedef struct { unsigned long pd; } hugepd_t;
    typedef unsigned long pgoff_t;
    struct address_space;
    extern struct mm_struct init_mm;

    struct vm_area_struct *find_vma_intersection(
      struct mm_struct *mm, unsigned long start, unsigned long end);
    unsigned long pgd_index(unsigned long address);
    pgd_t *pgd_offset(struct mm_struct *mm, unsigned long address);
    p4d_t *p4d_offset(pgd_t *pgd, unsigned long address);
    pud_t *pud_offset(p4d_t *p4d, unsigned long address);
    unsigned long pgd_addr_end(unsigned long address, unsigned long end);
    unsigned long p4d_addr_end(unsigned long address, unsigned long end);
    unsigned long pud_addr_end(unsigned long address, unsigned long end);
    int pgd_none_or_clear_bad(pgd_t *pgd);
    int p4d_none_or_clear_bad(p4d_t *p4d);
    int pud_none_or_clear_bad(pud_t *pud);
    int pmd_none_or_clear_bad(pmd_t *pmd);
    int pmd_trans_unstable(pmd_t *pmd);
    void split_huge_pmd(struct vm_area_struct *vma, pmd_t *pmd, unsigned long address);
    pte_t *pte_offset_map_lock(
      struct mm_struct *mm, pmd_t *pmd, unsigned long address, spinlock_t **lock);
    pte_t *pte_offset_kernel(pmd_t *pmd, unsigned long address);
    void pte_unmap_unlock(pte_t *pte, spinlock_t *lock);
    unsigned long huge_page_mask(struct hstate *hstate);
    pte_t *huge_pte_offset(struct mm_struct *mm, unsigned long address, unsigned long size);
    pte_t *hugetlb_walk(struct vm_area_struct *vma, unsigned long address, unsigned long size);
    void mmap_assert_write_locked(const struct mm_struct *mm);
    void vma_start_write(struct vm_area_struct *vma);
    void vma_assert_write_locked(struct vm_area_struct *vma);
    """# + "\n"
}
