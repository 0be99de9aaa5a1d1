// SPDX-License-Identifier: GPL-2.0-or-later
/*
 * Lays out the entries of a scenario. Where the kernel has a function that makes such an entry, that
 * is called; the rest is written with its constructors.
 */
#include <linux/mm.h>
#include <linux/huge_mm.h>
#include <linux/mm_inline.h>
#include <linux/mmu_notifier.h>
#include <linux/pagemap.h>
#include <linux/pgtable.h>
#include <linux/rmap.h>
#include <linux/swap.h>
#include <linux/swapops.h>
#include <linux/version.h>

#include "../internal.h"
#include "compat.h"
#include "runner.h"

static pmd_t *hc_pmd(struct mm_struct *mm, unsigned long address, bool make)
{
	pgd_t *pgd = pgd_offset(mm, address);
	p4d_t *p4d;
	pud_t *pud;

	if (!make) {
		if (pgd_none(*pgd))
			return NULL;
		p4d = p4d_offset(pgd, address);
		if (p4d_none(*p4d))
			return NULL;
		pud = pud_offset(p4d, address);
		if (pud_none(*pud) || pud_leaf(*pud))
			return NULL;
		return pmd_offset(pud, address);
	}
	p4d = p4d_alloc(mm, pgd, address);
	pud = p4d ? pud_alloc(mm, p4d, address) : NULL;
	return pud ? pmd_alloc(mm, pud, address) : NULL;
}

/* The prot of an entry in a VMA: that of a VMA without READ would make it a hinting entry. */
static pgprot_t hc_prot(struct vm_area_struct *vma)
{
	return vma->vm_flags & VM_READ ? vma->vm_page_prot : PAGE_READONLY;
}

static void hc_set(struct vm_area_struct *vma, unsigned long address, pmd_t *pmd, pte_t pte)
{
	spinlock_t *lock;
	pte_t *slot = pte_offset_map_lock(vma->vm_mm, pmd, address, &lock);

	if (!slot)
		return;
	set_pte_at(vma->vm_mm, address, slot, pte);
	pte_unmap_unlock(slot, lock);
}

/*
 * Maps a page of its own. One that is read-only is shared with the runner, so that a write copies it:
 * the hook takes that back where the scenario has it reused.
 */
static struct folio *hc_place(struct vm_area_struct *vma, unsigned long address, pmd_t *pmd,
			      bool writable)
{
	struct folio *folio;
	pte_t pte;

	if (anon_vma_prepare(vma))
		return NULL;
	folio = folio_alloc(GFP_HIGHUSER_MOVABLE | __GFP_ZERO, 0);
	if (!folio)
		return NULL;
	__folio_mark_uptodate(folio);
	folio_add_new_anon_rmap(folio, vma, address, RMAP_EXCLUSIVE);
	folio_add_lru_vma(folio, vma);
	inc_mm_counter(vma->vm_mm, MM_ANONPAGES);
	pte = mk_pte(&folio->page, hc_prot(vma));
	if (writable) {
		pte = pte_mkwrite_novma(pte_mkdirty(pte));
	} else {
		pte = pte_wrprotect(pte);
		ClearPageAnonExclusive(&folio->page);
		folio_get(folio);
		hc_hold(folio);
	}
	hc_set(vma, address, pmd, pte);
	return folio;
}

static int hc_place_swap(struct vm_area_struct *vma, unsigned long address, pmd_t *pmd)
{
	struct folio *folio = hc_place(vma, address, pmd, true);
	LIST_HEAD(folios);

	if (!folio)
		return -ENOMEM;
	folio_mark_dirty(folio);
	lru_add_drain();
	if (!folio_isolate_lru(folio))
		return -EBUSY;
	list_add(&folio->lru, &folios);
	reclaim_pages(&folios);
	return 0;
}

static int hc_place_migration(struct hc_run *run, unsigned long address, struct folio *folio)
{
	if (!folio || run->moves == HC_PAGES)
		return -ENOMEM;
	folio_lock(folio);
	folio_get(folio);
	run->moving[run->moves].folio = folio;
	run->moving[run->moves++].address = address;
	try_to_migrate(folio, 0);
	return 0;
}

void hc_end_migration(struct hc_run *run, struct folio *folio)
{
	unsigned int i;

	for (i = 0; i < run->moves; i++) {
		if (run->moving[i].folio != folio)
			continue;
		run->moving[i] = run->moving[--run->moves];
		remove_migration_ptes(folio, folio, 0);
		folio_unlock(folio);
		folio_put(folio);
		return;
	}
}

void hc_end_migrations(struct hc_run *run)
{
	while (run->moves)
		hc_end_migration(run, run->moving[0].folio);
}

static int hc_place_device(struct vm_area_struct *vma, unsigned long address, pmd_t *pmd,
			   bool own, bool writable)
{
	struct page *page = hc_device_page(own);
	swp_entry_t entry;

	if (!page || anon_vma_prepare(vma))
		return -ENOMEM;
	folio_add_new_anon_rmap(page_folio(page), vma, address, RMAP_EXCLUSIVE);
	inc_mm_counter(vma->vm_mm, MM_ANONPAGES);
	entry = writable ? make_writable_device_private_entry(page_to_pfn(page)) :
			   make_readable_device_private_entry(page_to_pfn(page));
	hc_set(vma, address, pmd, swp_entry_to_pte(entry));
	unlock_page(page);
	return 0;
}

static int hc_place_exclusive(struct vm_area_struct *vma, unsigned long address, pmd_t *pmd)
{
	struct folio *folio;
#if LINUX_VERSION_CODE < KERNEL_VERSION(6, 15, 0)
	struct page *page = NULL;
	int done;
#else
	struct page *page;
#endif

	if (!(vma->vm_flags & VM_WRITE))
		return -EACCES;
	folio = hc_place(vma, address, pmd, true);
	if (!folio)
		return -ENOMEM;
#if LINUX_VERSION_CODE < KERNEL_VERSION(6, 15, 0)
	done = make_device_exclusive_range(vma->vm_mm, address, address + PAGE_SIZE, &page,
					   hc_owner(true));
	if (done != 1 || !page)
		return -EBUSY;
	unlock_page(page);
	put_page(page);
#else
	page = make_device_exclusive(vma->vm_mm, address, hc_owner(true), &folio);
	if (IS_ERR(page))
		return PTR_ERR(page);
	folio_unlock(folio);
	folio_put(folio);
#endif
	return 0;
}

static int hc_place_pte(struct hc_run *run, struct vm_area_struct *vma, unsigned long address,
			pmd_t *pmd, enum hc_kind kind)
{
	bool mayWrite = vma->vm_flags & VM_WRITE;
	struct folio *folio;
	pte_t pte;

	switch (kind) {
	case HC_NONE:
		return 0;
	case HC_READ_ONLY:
		return hc_place(vma, address, pmd, false) ? 0 : -ENOMEM;
	case HC_WRITABLE:
		return hc_place(vma, address, pmd, true) ? 0 : -ENOMEM;
	case HC_ZERO_PAGE:
		pte = pte_mkspecial(pfn_pte(my_zero_pfn(address), hc_prot(vma)));
		hc_set(vma, address, pmd, pte_wrprotect(pte));
		return 0;
	case HC_SPECIAL_READ_ONLY:
	case HC_SPECIAL_WRITABLE:
		pte = pte_mkspecial(pfn_pte(hc_special_pfn(address), hc_prot(vma)));
		pte = kind == HC_SPECIAL_WRITABLE ? pte_mkwrite_novma(pte) : pte_wrprotect(pte);
		hc_set(vma, address, pmd, pte);
		return 0;
	case HC_NUMA_READ_ONLY:
	case HC_NUMA_WRITABLE:
		folio = hc_place(vma, address, pmd, kind == HC_NUMA_WRITABLE);
		if (!folio)
			return -ENOMEM;
		pte = mk_pte(&folio->page, PAGE_NONE);
		hc_set(vma, address, pmd, pte_mkdirty(pte));
		return 0;
	case HC_SWAP:
		return hc_place_swap(vma, address, pmd);
	case HC_MIGRATION:
		return hc_place_migration(run, address,
					  hc_place(vma, address, pmd, mayWrite));
	case HC_DEVICE_PRIVATE_READ_ONLY:
	case HC_DEVICE_PRIVATE_WRITABLE:
		return hc_place_device(vma, address, pmd, true, kind == HC_DEVICE_PRIVATE_WRITABLE);
	case HC_FOREIGN_PRIVATE_READ_ONLY:
	case HC_FOREIGN_PRIVATE_WRITABLE:
		return hc_place_device(vma, address, pmd, false,
				       kind == HC_FOREIGN_PRIVATE_WRITABLE);
	case HC_DEVICE_EXCLUSIVE:
		return hc_place_exclusive(vma, address, pmd);
	case HC_HWPOISON:
		pte = swp_entry_to_pte(swp_entry(SWP_HWPOISON, hc_special_pfn(address)));
		hc_set(vma, address, pmd, pte);
		return 0;
	case HC_MARKER_UFFD_WP:
		hc_set(vma, address, pmd, make_pte_marker(PTE_MARKER_UFFD_WP));
		return 0;
	case HC_MARKER_POISON:
		hc_set(vma, address, pmd, make_pte_marker(PTE_MARKER_POISONED));
		return 0;
#ifdef PTE_MARKER_GUARD
	case HC_MARKER_GUARD:
		hc_set(vma, address, pmd, make_pte_marker(PTE_MARKER_GUARD));
		return 0;
#endif
	default:
		return -EOPNOTSUPP;
	}
}

/* Flags of a VMA for the time of a fault that lays something out, or that a scenario scripts. */
vm_flags_t hc_change_flags(struct vm_area_struct *vma, vm_flags_t add, vm_flags_t take)
{
	vm_flags_t before = vma->vm_flags;

	ACCESS_PRIVATE(vma, __vm_flags) = (before & ~take) | add;
	return before;
}

static int hc_place_huge(struct hc_run *run, struct vm_area_struct *vma, unsigned long address,
			 pmd_t *pmd, enum hc_kind kind)
{
	vm_flags_t before;
	struct folio *folio;
	spinlock_t *lock;
	pmd_t huge;

	address &= PMD_MASK;
	if (!vma_is_anonymous(vma) || address < vma->vm_start || address + PMD_SIZE > vma->vm_end)
		return -EOPNOTSUPP;
	before = hc_change_flags(vma, VM_WRITE | VM_READ | VM_HUGEPAGE, VM_NOHUGEPAGE);
	handle_mm_fault(vma, address, FAULT_FLAG_WRITE | FAULT_FLAG_REMOTE, NULL);
	hc_change_flags(vma, before, ~(vm_flags_t)0);
	if (!pmd_trans_huge(*pmd))
		return -ENOMEM;
	folio = pmd_folio(*pmd);
	if (kind == HC_HUGE_MIGRATION) {
		if (!(vma->vm_flags & VM_WRITE))
			set_pmd_at(vma->vm_mm, address, pmd, pmd_wrprotect(*pmd));
		return hc_place_migration(run, address, folio);
	}
	lock = pmd_lock(vma->vm_mm, pmd);
	huge = *pmd;
	if (kind == HC_HUGE_READ_ONLY) {
		huge = pmd_wrprotect(huge);
		ClearPageAnonExclusive(&folio->page);
		folio_get(folio);
		hc_hold(folio);
	} else if (kind == HC_HUGE_NUMA) {
		huge = pmd_modify(huge, PAGE_NONE);
	}
	set_pmd_at(vma->vm_mm, address, pmd, huge);
	spin_unlock(lock);
	return 0;
}

/* The entry of a page as the kernel sees it; its frame where it maps one. */
int hc_kind(struct mm_struct *mm, unsigned long address, unsigned long *pfn)
{
	pmd_t *pmd = hc_pmd(mm, address, false);
	int kind = HC_NONE;
	swp_entry_t entry;
	pte_t *slot, pte;
	pmd_t huge;

	*pfn = 0;
	if (!pmd)
		return HC_NONE;
	huge = pmdp_get_lockless(pmd);
	if (pmd_none(huge))
		return HC_NONE;
	if (pmd_trans_huge(huge)) {
		*pfn = pmd_pfn(huge) + ((address & ~PMD_MASK) >> PAGE_SHIFT);
		if (pmd_protnone(huge))
			return HC_HUGE_NUMA;
		return pmd_write(huge) ? HC_HUGE_WRITABLE : HC_HUGE_READ_ONLY;
	}
	if (!pmd_present(huge))
		return HC_HUGE_MIGRATION;
	slot = pte_offset_map(pmd, address);
	if (!slot)
		return HC_NONE;
	pte = ptep_get(slot);
	pte_unmap(slot);
	if (pte_none(pte))
		return HC_NONE;
	if (pte_present(pte)) {
		bool writes = pte_write(pte);

		*pfn = pte_pfn(pte);
		if (is_zero_pfn(*pfn))
			return HC_ZERO_PAGE;
		if (pte_protnone(pte))
			return PageAnonExclusive(pfn_to_page(*pfn)) ? HC_NUMA_WRITABLE :
								      HC_NUMA_READ_ONLY;
		if (pte_special(pte))
			return writes ? HC_SPECIAL_WRITABLE : HC_SPECIAL_READ_ONLY;
		return writes ? HC_WRITABLE : HC_READ_ONLY;
	}
	entry = pte_to_swp_entry(pte);
	if (is_pte_marker_entry(entry)) {
		pte_marker marker = pte_marker_get(entry);

		if (marker & PTE_MARKER_UFFD_WP)
			kind = HC_MARKER_UFFD_WP;
		else if (marker & PTE_MARKER_POISONED)
			kind = HC_MARKER_POISON;
		else
			kind = HC_MARKER_GUARD;
	} else if (is_migration_entry(entry)) {
		kind = HC_MIGRATION;
	} else if (is_device_private_entry(entry)) {
		struct page *page = pfn_swap_entry_to_page(entry);
		bool own = page_pgmap(page)->owner == hc_owner(true);
		bool writes = is_writable_device_private_entry(entry);

		*pfn = swp_offset_pfn(entry);
		kind = own ? (writes ? HC_DEVICE_PRIVATE_WRITABLE : HC_DEVICE_PRIVATE_READ_ONLY) :
			     (writes ? HC_FOREIGN_PRIVATE_WRITABLE : HC_FOREIGN_PRIVATE_READ_ONLY);
	} else if (is_device_exclusive_entry(entry)) {
		*pfn = swp_offset_pfn(entry);
		kind = HC_DEVICE_EXCLUSIVE;
	} else if (is_hwpoison_entry(entry)) {
		kind = HC_HWPOISON;
	} else {
		kind = HC_SWAP;
	}
	return kind;
}

/* Lays out the entry of a page, or the huge one that begins there. */
static int hc_lay_page(struct hc_run *run, struct vm_area_struct *vma, unsigned int page)
{
	const struct hc_scenario *scenario = &run->scenario;
	unsigned int first = scenario->start, place = first + page;
	enum hc_kind pud = scenario->pud[(place >> 18) - (first >> 18)];
	enum hc_kind kind = scenario->pmd[(place >> 9) - (first >> 9)];
	unsigned long address = hc_address(place);
	pmd_t *pmd;

	if (pud == HC_NONE)
		return 0;
	if (pud != HC_TABLE)
		return -EOPNOTSUPP;
	pmd = hc_pmd(run->mm, address, true);
	if (!pmd)
		return -ENOMEM;
	if (kind == HC_NONE)
		return 0;
	if (kind != HC_TABLE)
		return page && (place & 511) ? 0 : hc_place_huge(run, vma, address, pmd, kind);
	if (pte_alloc(run->mm, pmd))
		return -ENOMEM;
	return hc_place_pte(run, vma, address, pmd, scenario->pte[page]);
}

int hc_lay(struct hc_run *run)
{
	unsigned int page;

	for (page = 0; page < run->scenario.count; page++) {
		unsigned long address = hc_address(run->scenario.start + page);
		struct vm_area_struct *vma = vma_lookup(run->mm, address);
		int problem = vma ? hc_lay_page(run, vma, page) : 0;

		if (problem) {
			hc_say("cannot lay page %u out: %d\n", page, problem);
			return problem;
		}
	}
	return 0;
}
