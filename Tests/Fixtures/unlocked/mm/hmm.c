// SPDX-License-Identifier: GPL-2.0-or-later
/*
 * The walk of today.c in the folder beside this one, and around it a call that
 * takes the mmap lock itself, keeps the whole contract, and is for the tests of
 * hmmcheck to run and to break. It keeps the caller's words, and puts them back
 * before it begins anew.
 */
#include <linux/hmm.h>
#include <linux/hugetlb.h>
#include <linux/leafops.h>
#include <linux/memremap.h>
#include <linux/mmu_notifier.h>
#include <linux/pagewalk.h>

struct hmm_vma_walk {
	struct hmm_range *range;
	/* Words below it are outputs, the others still are requests. */
	unsigned long last;
	/* What is to be faulted before the next walk, and for what access. */
	unsigned long start;
	unsigned long end;
	unsigned int need;
};

/* Why a callback, or a fault, has stopped the walk: none leaves this file. */
#define FAULT_NOTED	(-EAGAIN)
#define ENTRY_MOVES	(-ENOENT)
#define LOCK_DROPPED	(-ENOLCK)
#define LIMIT_SPENT	(-ERANGE)

enum {
	HMM_NEED_FAULT = 1,
	HMM_NEED_WRITE_FAULT = 2,
};

/* Bits of a word that are neither request nor output. */
#define STICKY	(HMM_PFN_DMA_MAPPED | HMM_PFN_P2PDMA | HMM_PFN_P2PDMA_BUS)

static unsigned long *word_at(const struct hmm_vma_walk *state,
			      unsigned long addr)
{
	const struct hmm_range *range = state->range;

	return range->hmm_pfns + ((addr - range->start) >> PAGE_SHIFT);
}

static unsigned long pages_between(unsigned long addr, unsigned long end)
{
	return (end - addr) >> PAGE_SHIFT;
}

static void set_output(unsigned long *word, unsigned long output)
{
	*word = (*word & STICKY) | output;
}

static unsigned long access_flags(bool readable, bool writable)
{
	unsigned long flags = 0;

	if (readable)
		flags = HMM_PFN_VALID;
	if (readable && writable)
		flags |= HMM_PFN_WRITE;
	return flags;
}

/* What a page lacks that asks for `word` and has the access `flags`. */
static unsigned int hmm_pte_need_fault(const struct hmm_vma_walk *state,
				       unsigned long word, unsigned long flags)
{
	const struct hmm_range *range = state->range;
	unsigned long asked = range->default_flags;
	unsigned int need = 0;

	asked |= word & range->pfn_flags_mask;
	if (!(asked & HMM_PFN_REQ_FAULT))
		return need;
	if (!(flags & HMM_PFN_VALID))
		need = HMM_NEED_FAULT;
	if (asked & ~flags & HMM_PFN_REQ_WRITE)
		need |= HMM_NEED_FAULT | HMM_NEED_WRITE_FAULT;
	return need;
}

/* The first page that lacks something of the access `flags`; else `end`. */
static unsigned long first_in_need(const struct hmm_vma_walk *state,
				   unsigned long addr, unsigned long end,
				   unsigned long flags, unsigned int *need)
{
	*need = 0;
	for (; addr < end; addr += PAGE_SIZE) {
		*need = hmm_pte_need_fault(state, *word_at(state, addr), flags);
		if (*need)
			break;
	}
	return addr;
}

static bool anyone_asks(const struct hmm_vma_walk *state, unsigned long addr,
			unsigned long end)
{
	unsigned int need;

	return first_in_need(state, addr, end, 0, &need) < end;
}

/* The next walk begins at `last`, after the fault of one page. */
static int note_fault(struct hmm_vma_walk *state, unsigned long last,
		      unsigned long page, unsigned int need)
{
	state->last = last;
	state->start = page;
	state->end = page + PAGE_SIZE;
	state->need = need;
	return FAULT_NOTED;
}

static void fill(const struct hmm_vma_walk *state, unsigned long addr,
		 unsigned long end, unsigned long output)
{
	unsigned long *words = word_at(state, addr);
	unsigned long npages = pages_between(addr, end);
	unsigned long i;

	for (i = 0; i < npages; i++)
		set_output(&words[i], output);
}

/* Nobody can have these pages: who asked for one of them has failed. */
static int refuse(const struct hmm_vma_walk *state, unsigned long addr,
		  unsigned long end)
{
	if (anyone_asks(state, addr, end))
		return -EFAULT;
	fill(state, addr, end, HMM_PFN_ERROR);
	return 0;
}

/* Nothing is mapped there, and a fault could change that. */
static int report_absent(struct hmm_vma_walk *state, unsigned long addr,
			 unsigned long end)
{
	unsigned int need;
	unsigned long page = first_in_need(state, addr, end, 0, &need);

	if (need)
		return note_fault(state, addr, page, need);
	fill(state, addr, end, 0);
	return 0;
}

/* Part of one huge mapping of 2^order pages, from the frame `pfn` on. */
static int report_huge(struct hmm_vma_walk *state, unsigned long addr,
		       unsigned long end, unsigned long pfn,
		       unsigned long flags, unsigned int order)
{
	unsigned long npages = pages_between(addr, end);
	unsigned long *words = word_at(state, addr);
	unsigned int need;
	unsigned long page = first_in_need(state, addr, end, flags, &need);
	unsigned long i;

	if (need)
		return note_fault(state, addr, page, need);
	if (!flags) {
		fill(state, addr, end, 0);
		return 0;
	}
	flags |= (unsigned long)order << HMM_PFN_ORDER_SHIFT;
	for (i = 0; i < npages; i++)
		set_output(&words[i], (pfn + i) | flags);
	return 0;
}

static int visit_hole(unsigned long addr, unsigned long end, int depth,
		      struct mm_walk *walk)
{
	struct hmm_vma_walk *state = walk->private;

	if (!walk->vma)
		return refuse(state, addr, end);
	return report_absent(state, addr, end);
}

static int report_pte(struct hmm_vma_walk *state, unsigned long addr,
		      unsigned long pfn, unsigned long flags)
{
	unsigned long *word = word_at(state, addr);
	unsigned int need = hmm_pte_need_fault(state, *word, flags);

	if (need)
		return note_fault(state, addr, addr, need);
	set_output(word, flags ? pfn | flags : 0);
	return 0;
}

static bool is_ours(const struct hmm_vma_walk *state,
		    const struct dev_pagemap *pgmap)
{
	return pgmap->owner == state->range->dev_private_owner;
}

static int visit_absent_pte(struct hmm_vma_walk *state, unsigned long addr,
			    pte_t pte)
{
	const softleaf_t leaf = softleaf_from_pte(pte);
	unsigned long next = addr + PAGE_SIZE;

	if (softleaf_is_migration(leaf)) {
		if (!anyone_asks(state, addr, next))
			return report_pte(state, addr, 0, 0);
		state->last = addr;
		return ENTRY_MOVES;
	}
	if (softleaf_is_device_private(leaf)) {
		bool writable = softleaf_is_device_private_write(leaf);

		if (!is_ours(state, page_pgmap(softleaf_to_page(leaf))))
			return report_absent(state, addr, next);
		return report_pte(state, addr, softleaf_to_pfn(leaf),
				  access_flags(true, writable));
	}
	if (softleaf_is_swap(leaf) || softleaf_is_device_exclusive(leaf))
		return report_absent(state, addr, next);
	return refuse(state, addr, next);
}

static int visit_pte(struct mm_walk *walk, unsigned long addr, pte_t pte)
{
	struct hmm_vma_walk *state = walk->private;

	if (pte_none(pte) || pte_is_uffd_wp_marker(pte))
		return report_absent(state, addr, addr + PAGE_SIZE);
	if (!pte_present(pte))
		return visit_absent_pte(state, addr, pte);
	if (!vm_normal_page(walk->vma, addr, pte) && !is_zero_pfn(pte_pfn(pte)))
		return refuse(state, addr, addr + PAGE_SIZE);
	return report_pte(state, addr, pte_pfn(pte),
			  access_flags(!pte_protnone(pte), pte_write(pte)));
}

/* All that needs the table mapped; what may sleep comes after it. */
static int visit_table(struct mm_walk *walk, pmd_t *pmdp, pte_t *table,
		       unsigned long addr, unsigned long end)
{
	struct hmm_vma_walk *state = walk->private;
	pte_t *ptep = table;
	int ret = 0;

	for (; addr < end; addr += PAGE_SIZE, ptep++) {
		pte_t pte = ptep_get(ptep);

		ret = visit_pte(walk, addr, pte);
		if (ret)
			break;
	}
	pte_unmap(table);
	if (ret == ENTRY_MOVES) {
		migration_entry_wait(walk->mm, pmdp, state->last);
		ret = -EBUSY;
	}
	return ret;
}

#ifdef CONFIG_TRANSPARENT_HUGEPAGE
static unsigned long frame_in_pmd(unsigned long pfn, unsigned long addr)
{
	return pfn + ((addr & ~PMD_MASK) >> PAGE_SHIFT);
}

static int visit_huge_pmd(struct mm_walk *walk, unsigned long addr,
			  unsigned long end, pmd_t pmd)
{
	unsigned long flags = access_flags(!pmd_protnone(pmd), pmd_write(pmd));

	return report_huge(walk->private, addr, end,
			   frame_in_pmd(pmd_pfn(pmd), addr), flags,
			   PMD_SHIFT - PAGE_SHIFT);
}

static int visit_absent_pmd(struct mm_walk *walk, unsigned long addr,
			    unsigned long end, pmd_t *pmdp, pmd_t pmd)
{
	struct hmm_vma_walk *state = walk->private;
	const softleaf_t leaf = softleaf_from_pmd(pmd);

	if (softleaf_is_migration(leaf)) {
		if (!anyone_asks(state, addr, end)) {
			fill(state, addr, end, 0);
			return 0;
		}
		state->last = addr;
		pmd_migration_entry_wait(walk->mm, pmdp);
		return -EBUSY;
	}
	if (!softleaf_is_device_private(leaf))
		return refuse(state, addr, end);
	if (!is_ours(state, softleaf_to_folio(leaf)->pgmap))
		return report_absent(state, addr, end);
	return report_huge(state, addr, end,
			   frame_in_pmd(softleaf_to_pfn(leaf), addr),
			   access_flags(true,
					softleaf_is_device_private_write(leaf)),
			   PMD_SHIFT - PAGE_SHIFT);
}
#else
static int visit_huge_pmd(struct mm_walk *walk, unsigned long addr,
			  unsigned long end, pmd_t pmd)
{
	return refuse(walk->private, addr, end);
}

static int visit_absent_pmd(struct mm_walk *walk, unsigned long addr,
			    unsigned long end, pmd_t *pmdp, pmd_t pmd)
{
	return refuse(walk->private, addr, end);
}
#endif

static int visit_pmd(pmd_t *pmdp, unsigned long addr, unsigned long end,
		     struct mm_walk *walk)
{
	pte_t *table;
	pmd_t pmd;

look:
	pmd = pmdp_get_lockless(pmdp);
	if (pmd_none(pmd))
		return visit_hole(addr, end, -1, walk);
	if (!pmd_present(pmd))
		return visit_absent_pmd(walk, addr, end, pmdp, pmd);
	if (pmd_trans_huge(pmd))
		return visit_huge_pmd(walk, addr, end, pmd);
	if (pmd_bad(pmd))
		return refuse(walk->private, addr, end);

	/* Between the two looks the table may have gone. */
	table = pte_offset_map(pmdp, addr);
	if (!table)
		goto look;
	return visit_table(walk, pmdp, table, addr, end);
}

#ifdef CONFIG_HAVE_ARCH_TRANSPARENT_HUGEPAGE_PUD
static int visit_pud(pud_t *pudp, unsigned long addr, unsigned long end,
		     struct mm_walk *walk)
{
	spinlock_t *lock = pud_trans_huge_lock(pudp, walk->vma);
	pud_t pud;
	int ret;

	/* A table: its PMDs come next. */
	if (!lock)
		return 0;
	walk->action = ACTION_CONTINUE;
	pud = pudp_get(pudp);
	if (!pud_present(pud)) {
		ret = visit_hole(addr, end, -1, walk);
	} else if (!pud_leaf(pud)) {
		walk->action = ACTION_SUBTREE;
		ret = 0;
	} else {
		unsigned long inside = (addr & ~PUD_MASK) >> PAGE_SHIFT;

		ret = report_huge(walk->private, addr, end,
				  pud_pfn(pud) + inside,
				  access_flags(true, pud_write(pud)),
				  PUD_SHIFT - PAGE_SHIFT);
	}
	spin_unlock(lock);
	return ret;
}
#else
#define visit_pud NULL
#endif

#ifdef CONFIG_HUGETLB_PAGE
/* A fault brings these: whatever else is not present is poison. */
static bool is_faultable(pte_t pte)
{
	return pte_none(pte) || pte_is_uffd_wp_marker(pte) ||
	       softleaf_is_migration(softleaf_from_pte(pte));
}

static int visit_hugetlb(pte_t *ptep, unsigned long hmask, unsigned long addr,
			 unsigned long end, struct mm_walk *walk)
{
	struct hmm_vma_walk *state = walk->private;
	struct hstate *hstate = hstate_vma(walk->vma);
	spinlock_t *lock = huge_pte_lock(hstate, walk->mm, ptep);
	pte_t pte = huge_ptep_get(walk->mm, addr, ptep);
	int ret;

	if (pte_present(pte)) {
		unsigned long inside = (addr & ~hmask) >> PAGE_SHIFT;
		bool readable = !pte_protnone(pte);

		ret = report_huge(state, addr, end, pte_pfn(pte) + inside,
				  access_flags(readable, pte_write(pte)),
				  huge_page_order(hstate));
	} else if (is_faultable(pte)) {
		ret = report_absent(state, addr, end);
	} else {
		ret = refuse(state, addr, end);
	}
	spin_unlock(lock);
	return ret;
}
#else
#define visit_hugetlb NULL
#endif

/* Memory of devices has no pages, and what may not be read is not mapped. */
static int visit_vma(unsigned long addr, unsigned long end,
		     struct mm_walk *walk)
{
	unsigned long vm_flags = walk->vma->vm_flags;
	int ret;

	if ((vm_flags & VM_READ) && !(vm_flags & (VM_IO | VM_PFNMAP)))
		return 0;
	ret = refuse(walk->private, addr, end);
	/* Above 0: this VMA has its outputs, the next one is walked. */
	return ret ? ret : 1;
}

static const struct mm_walk_ops visit_ops = {
	.pud_entry = visit_pud,
	.pmd_entry = visit_pmd,
	.pte_hole = visit_hole,
	.hugetlb_entry = visit_hugetlb,
	.test_walk = visit_vma,
	.walk_lock = PGWALK_RDLOCK,
};

/* Nothing is held here but the mmap lock. Success is -EBUSY: walk again. */
static int fault_noted(struct mm_struct *mm, const struct hmm_vma_walk *state,
		       bool may_drop)
{
	unsigned long addr;

	for (addr = state->start; addr < state->end; addr += PAGE_SIZE) {
		struct vm_area_struct *vma = vma_lookup(mm, addr);
		unsigned int flags = FAULT_FLAG_REMOTE;
		vm_fault_t fault;

		if (!vma)
			return -EFAULT;
		if (state->need & HMM_NEED_WRITE_FAULT) {
			if (!(vma->vm_flags & VM_WRITE))
				return -EPERM;
			flags |= FAULT_FLAG_WRITE;
		}
		if (may_drop)
			flags |= FAULT_FLAG_ALLOW_RETRY | FAULT_FLAG_KILLABLE;
		fault = handle_mm_fault(vma, addr, flags, NULL);
		if (fault & (VM_FAULT_RETRY | VM_FAULT_COMPLETED))
			return LOCK_DROPPED;
		if (fault & VM_FAULT_ERROR)
			return vm_fault_to_errno(fault, 0);
	}
	return -EBUSY;
}

/* LOCK_DROPPED where a fault has dropped the mmap lock. */
static int walk_until_done(struct hmm_range *range, bool may_drop)
{
	struct hmm_vma_walk state = {
		.range = range,
		.last = range->start,
	};
	struct mm_struct *mm = range->notifier->mm;
	int ret;

	mmap_assert_locked(mm);
	do {
		if (mmu_interval_check_retry(range->notifier,
					     range->notifier_seq))
			return -EBUSY;
		ret = walk_page_range(mm, state.last, range->end, &visit_ops,
				      &state);
		if (ret == FAULT_NOTED)
			ret = fault_noted(mm, &state, may_drop);
	} while (ret == -EBUSY);
	return ret;
}

int hmm_range_fault(struct hmm_range *range)
{
	int ret = walk_until_done(range, false);

	/* No handler was allowed to do so. */
	return ret == LOCK_DROPPED ? -EBUSY : ret;
}
EXPORT_SYMBOL(hmm_range_fault);

/* What the callers asked, one of them at a time. */
static DEFINE_MUTEX(asked_lock);
static unsigned long asked[4096];

/* How long a call may begin anew because the range is invalidated. */
struct limit {
	bool is_set;
	bool runs;
	unsigned long began;
	unsigned long length;
};

static bool is_spent(struct limit *limit)
{
	if (!limit->is_set)
		return false;
	if (!limit->runs) {
		limit->runs = true;
		limit->began = jiffies;
	}
	return jiffies - limit->began > limit->length;
}

/* One walk of the whole range, under the lock. */
static int try_once(struct hmm_range *range, struct limit *limit)
{
	struct mm_struct *mm = range->notifier->mm;
	int ret;

	range->notifier_seq = mmu_interval_read_begin(range->notifier);
	ret = mmap_read_lock_killable(mm);
	if (ret)
		return ret;
	if (is_spent(limit)) {
		mmap_read_unlock(mm);
		return LIMIT_SPENT;
	}
	ret = walk_until_done(range, true);
	if (ret != LOCK_DROPPED)
		mmap_read_unlock(mm);
	return ret;
}

static int try_until_stable(struct hmm_range *range, unsigned long timeout)
{
	unsigned long npages = pages_between(range->start, range->end);
	struct limit limit = {
		.is_set = timeout != 0,
		.length = timeout,
	};
	unsigned long i;
	int ret;

	for (i = 0; i < npages; i++)
		asked[i] = range->hmm_pfns[i];
	for (;;) {
		ret = try_once(range, &limit);
		if (ret == LIMIT_SPENT)
			return -EBUSY;
		if (ret == LOCK_DROPPED) {
			if (fatal_signal_pending(current))
				return -EINTR;
			/* The handler went on: the limit begins anew. */
			limit.runs = false;
		} else if (ret != -EBUSY) {
			return ret;
		}
		for (i = 0; i < npages; i++)
			range->hmm_pfns[i] = asked[i];
	}
}

int hmm_range_fault_unlocked_timeout(struct hmm_range *range,
				     unsigned long timeout)
{
	int ret;

	mutex_lock(&asked_lock);
	ret = try_until_stable(range, timeout);
	mutex_unlock(&asked_lock);
	return ret;
}
EXPORT_SYMBOL(hmm_range_fault_unlocked_timeout);
