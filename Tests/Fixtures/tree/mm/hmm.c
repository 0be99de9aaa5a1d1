// SPDX-License-Identifier: GPL-2.0-or-later
/*
 * A walk that keeps the whole contract, for the tests of hmmcheck to run and
 * to break. It shares the interface with the kernel's, and nothing else: here
 * no callback of the page walker ever faults. A callback that meets a page
 * which lacks something notes it down and ends the sweep; the one place that
 * faults is reached with every lock given back, and the next sweep looks at
 * what the fault has brought.
 */
#include <linux/hmm.h>
#include <linux/hugetlb.h>
#include <linux/mmu_notifier.h>
#include <linux/pagewalk.h>
#include <linux/swapops.h>

/* Why a sweep ended before the range did, other than by an error. */
enum pause {
	PAUSE_TO_FAULT = 1,
	PAUSE_TO_LOOK_AGAIN = 2,
};

/* What a page lacks of its request. */
enum lack {
	LACKS_NOTHING = 0,
	LACKS_ACCESS = 1,
	LACKS_WRITE = 2,
};

struct sweep {
	struct hmm_range *range;
	/* Everything below has its output. */
	unsigned long cursor;
	/* With PAUSE_TO_FAULT: the fault that is due. */
	struct vm_area_struct *vma;
	unsigned long address;
	unsigned int fault_flags;
};

static unsigned long slot(const struct sweep *sweep, unsigned long address)
{
	return (address - sweep->range->start) >> PAGE_SHIFT;
}

static void answer(struct sweep *sweep, unsigned long address,
		   unsigned long word)
{
	sweep->range->hmm_pfns[slot(sweep, address)] = word;
}

static unsigned long request(const struct sweep *sweep, unsigned long address)
{
	const struct hmm_range *range = sweep->range;
	unsigned long own = range->hmm_pfns[slot(sweep, address)];

	return (own & range->pfn_flags_mask) | range->default_flags;
}

/* What is missing where the page table grants `granted`. */
static enum lack lack_of(const struct sweep *sweep, unsigned long address,
			 unsigned long granted)
{
	unsigned long asked = request(sweep, address);
	unsigned int lack = LACKS_NOTHING;

	if (!(asked & HMM_PFN_REQ_FAULT))
		return LACKS_NOTHING;
	if (!(granted & HMM_PFN_VALID))
		lack |= LACKS_ACCESS;
	if ((asked & HMM_PFN_REQ_WRITE) && !(granted & HMM_PFN_WRITE))
		lack |= LACKS_WRITE;
	return lack;
}

/*
 * The first page of a stretch that lacks something of one mapping, and what.
 * Without one it is the end of the stretch.
 */
static unsigned long find_lack(const struct sweep *sweep, unsigned long from,
			       unsigned long to, unsigned long granted,
			       enum lack *what)
{
	unsigned long address;

	for (address = from; address < to; address += PAGE_SIZE) {
		enum lack lack = lack_of(sweep, address, granted);

		if (lack != LACKS_NOTHING) {
			*what = lack;
			return address;
		}
	}
	return to;
}

static bool wants_any(const struct sweep *sweep, unsigned long from,
		      unsigned long to)
{
	enum lack ignored;

	return find_lack(sweep, from, to, 0, &ignored) < to;
}

/* The same word for a whole stretch: nothing there, or no way to get there. */
static void answer_all(struct sweep *sweep, unsigned long from,
		       unsigned long to, unsigned long word)
{
	for (; from < to; from += PAGE_SIZE)
		answer(sweep, from, word);
}

/* One mapping of 2^order pages, of which `from` has the frame `pfn`. */
static void answer_mapped(struct sweep *sweep, unsigned long from,
			  unsigned long to, unsigned long pfn,
			  unsigned long granted, unsigned int order)
{
	unsigned long flags = granted;

	if (!(granted & HMM_PFN_VALID)) {
		answer_all(sweep, from, to, 0);
		return;
	}
	flags |= (unsigned long)order << HMM_PFN_ORDER_SHIFT;
	for (; from < to; from += PAGE_SIZE)
		answer(sweep, from, pfn++ | flags);
}

/* Ends the sweep for a fault; the next one begins at `resume`. */
static int pause_to_fault(struct sweep *sweep, struct vm_area_struct *vma,
			  unsigned long resume, unsigned long address,
			  enum lack lack)
{
	sweep->cursor = resume;
	sweep->vma = vma;
	sweep->address = address;
	sweep->fault_flags = FAULT_FLAG_REMOTE;
	if (lack & LACKS_WRITE) {
		if (!(vma->vm_flags & VM_WRITE))
			return -EPERM;
		sweep->fault_flags |= FAULT_FLAG_WRITE;
	}
	return PAUSE_TO_FAULT;
}

static int pause_to_look_again(struct sweep *sweep, unsigned long resume)
{
	sweep->cursor = resume;
	return PAUSE_TO_LOOK_AGAIN;
}

/* Access is impossible: whoever asked for it is refused, the others told. */
static int sweep_impossible(struct sweep *sweep, unsigned long from,
			    unsigned long to)
{
	if (wants_any(sweep, from, to))
		return -EFAULT;
	answer_all(sweep, from, to, HMM_PFN_ERROR);
	return 0;
}

/* Nothing is mapped, but it could be. */
static int sweep_absent(struct sweep *sweep, struct vm_area_struct *vma,
			unsigned long from, unsigned long to)
{
	enum lack lack;
	unsigned long address = find_lack(sweep, from, to, 0, &lack);

	if (address < to)
		return pause_to_fault(sweep, vma, from, address, lack);
	answer_all(sweep, from, to, 0);
	return 0;
}

static int sweep_mapped(struct sweep *sweep, struct vm_area_struct *vma,
			unsigned long from, unsigned long to,
			unsigned long pfn, unsigned long granted,
			unsigned int order)
{
	enum lack lack;
	unsigned long address = find_lack(sweep, from, to, granted, &lack);

	if (address < to)
		return pause_to_fault(sweep, vma, from, address, lack);
	answer_mapped(sweep, from, to, pfn, granted, order);
	return 0;
}

static unsigned long grant(bool readable, bool writable)
{
	if (!readable)
		return 0;
	return writable ? HMM_PFN_VALID | HMM_PFN_WRITE : HMM_PFN_VALID;
}

static int sweep_hole(unsigned long from, unsigned long to, int depth,
		      struct mm_walk *walk)
{
	struct sweep *sweep = walk->private;

	if (!walk->vma)
		return sweep_impossible(sweep, from, to);
	return sweep_absent(sweep, walk->vma, from, to);
}

static int sweep_present_pte(struct sweep *sweep, struct vm_area_struct *vma,
			     unsigned long address, pte_t pte)
{
	unsigned long pfn = pte_pfn(pte);
	unsigned long granted = grant(!pte_protnone(pte), pte_write(pte));

	if (!vm_normal_page(vma, address, pte) && !pte_devmap(pte) &&
	    !is_zero_pfn(pfn))
		return sweep_impossible(sweep, address, address + PAGE_SIZE);
	return sweep_mapped(sweep, vma, address, address + PAGE_SIZE, pfn,
			    granted, 0);
}

static int sweep_swap_pte(struct sweep *sweep, struct mm_walk *walk,
			  pmd_t *pmdp, unsigned long address, pte_t pte)
{
	unsigned long next = address + PAGE_SIZE;
	swp_entry_t entry = pte_to_swp_entry(pte);

	if (is_migration_entry(entry)) {
		if (wants_any(sweep, address, next))
			return pause_to_look_again(sweep, address);
		answer(sweep, address, 0);
		return 0;
	}
	if (is_device_private_entry(entry)) {
		struct page *page = pfn_swap_entry_to_page(entry);

		if (page->pgmap->owner == sweep->range->dev_private_owner)
			return sweep_mapped(
				sweep, walk->vma, address, next,
				swp_offset_pfn(entry),
				grant(true,
				      is_writable_device_private_entry(entry)),
				0);
		return sweep_absent(sweep, walk->vma, address, next);
	}
	if (!non_swap_entry(entry) || is_device_exclusive_entry(entry))
		return sweep_absent(sweep, walk->vma, address, next);
	return sweep_impossible(sweep, address, next);
}

/* The pages under one table, or its request to look at the PMD once more. */
static int sweep_table(struct sweep *sweep, struct mm_walk *walk, pmd_t *pmdp,
		       unsigned long from, unsigned long to)
{
	unsigned long address;
	pte_t *first = pte_offset_map(pmdp, from);
	int ret = 0;

	if (!first)
		return pause_to_look_again(sweep, from);
	for (address = from; address < to && !ret; address += PAGE_SIZE) {
		pte_t pte = ptep_get(first + ((address - from) >> PAGE_SHIFT));

		if (pte_none(pte) || pte_is_uffd_wp_marker(pte))
			ret = sweep_absent(sweep, walk->vma, address,
					   address + PAGE_SIZE);
		else if (pte_present(pte))
			ret = sweep_present_pte(sweep, walk->vma, address, pte);
		else
			ret = sweep_swap_pte(sweep, walk, pmdp, address, pte);
	}
	pte_unmap(first);
	if (ret == PAUSE_TO_LOOK_AGAIN)
		migration_entry_wait(walk->mm, pmdp, sweep->cursor);
	return ret;
}

#ifdef CONFIG_TRANSPARENT_HUGEPAGE
static int sweep_huge_pmd(struct sweep *sweep, struct mm_walk *walk, pmd_t pmd,
			  unsigned long from, unsigned long to)
{
	unsigned long inside = (from & ~PMD_MASK) >> PAGE_SHIFT;

	return sweep_mapped(sweep, walk->vma, from, to, pmd_pfn(pmd) + inside,
			    grant(!pmd_protnone(pmd), pmd_write(pmd)),
			    PMD_SHIFT - PAGE_SHIFT);
}
#else
static int sweep_huge_pmd(struct sweep *sweep, struct mm_walk *walk, pmd_t pmd,
			  unsigned long from, unsigned long to)
{
	return sweep_impossible(sweep, from, to);
}
#endif

static int sweep_pmd(pmd_t *pmdp, unsigned long from, unsigned long to,
		     struct mm_walk *walk)
{
	struct sweep *sweep = walk->private;
	pmd_t pmd = pmdp_get_lockless(pmdp);

	if (pmd_none(pmd))
		return sweep_absent(sweep, walk->vma, from, to);
	if (is_pmd_migration_entry(pmd)) {
		if (wants_any(sweep, from, to)) {
			pmd_migration_entry_wait(walk->mm, pmdp);
			return pause_to_look_again(sweep, from);
		}
		answer_all(sweep, from, to, 0);
		return 0;
	}
	if (pmd_trans_huge(pmd) || pmd_devmap(pmd))
		return sweep_huge_pmd(sweep, walk, pmd, from, to);
	if (!pmd_present(pmd) || pmd_bad(pmd))
		return sweep_impossible(sweep, from, to);
	return sweep_table(sweep, walk, pmdp, from, to);
}

#ifdef CONFIG_HAVE_ARCH_TRANSPARENT_HUGEPAGE_PUD
static int sweep_pud(pud_t *pudp, unsigned long from, unsigned long to,
		     struct mm_walk *walk)
{
	struct sweep *sweep = walk->private;
	unsigned long inside = (from & ~PUD_MASK) >> PAGE_SHIFT;
	spinlock_t *lock = pud_trans_huge_lock(pudp, walk->vma);
	pud_t pud;
	int ret;

	/* A table, or nothing any more: the page walker goes on below. */
	if (!lock)
		return 0;
	walk->action = ACTION_CONTINUE;
	pud = pudp_get(pudp);
	if (pud_present(pud))
		ret = sweep_mapped(sweep, walk->vma, from, to,
				   pud_pfn(pud) + inside,
				   grant(true, pud_write(pud)),
				   PUD_SHIFT - PAGE_SHIFT);
	else
		ret = sweep_absent(sweep, walk->vma, from, to);
	spin_unlock(lock);
	return ret;
}
#else
#define sweep_pud NULL
#endif

#ifdef CONFIG_HUGETLB_PAGE
/* Entries that are neither present nor a promise are poison. */
static bool is_poison(pte_t pte)
{
	if (pte_none(pte) || pte_present(pte) || pte_is_uffd_wp_marker(pte))
		return false;
	return !is_migration_entry(pte_to_swp_entry(pte));
}

static int sweep_hugetlb(pte_t *ptep, unsigned long mask, unsigned long from,
			 unsigned long to, struct mm_walk *walk)
{
	struct sweep *sweep = walk->private;
	struct hstate *hstate = hstate_vma(walk->vma);
	unsigned long inside = (from & ~mask) >> PAGE_SHIFT;
	spinlock_t *lock = huge_pte_lock(hstate, walk->mm, ptep);
	pte_t pte = huge_ptep_get(walk->mm, from, ptep);
	int ret;

	if (is_poison(pte)) {
		ret = sweep_impossible(sweep, from, to);
	} else {
		bool readable = pte_present(pte) && !pte_protnone(pte);

		ret = sweep_mapped(sweep, walk->vma, from, to,
				   pte_pfn(pte) + inside,
				   grant(readable, pte_write(pte)),
				   huge_page_order(hstate));
	}
	spin_unlock(lock);
	return ret;
}
#else
#define sweep_hugetlb NULL
#endif

/* Device memory is no page of anybody's, and what nobody may read is none. */
static int sweep_admits(unsigned long from, unsigned long to,
			struct mm_walk *walk)
{
	unsigned long flags = walk->vma->vm_flags;
	int ret;

	if ((flags & VM_READ) && !(flags & (VM_IO | VM_PFNMAP)))
		return 0;
	ret = sweep_impossible(walk->private, from, to);
	/* Above 0 the page walker passes over what has its answers already. */
	return ret ? ret : 1;
}

static const struct mm_walk_ops sweep_ops = {
	.pud_entry = sweep_pud,
	.pmd_entry = sweep_pmd,
	.pte_hole = sweep_hole,
	.hugetlb_entry = sweep_hugetlb,
	.test_walk = sweep_admits,
	.walk_lock = PGWALK_RDLOCK,
};

static int fault_one(const struct sweep *sweep)
{
	vm_fault_t fault = handle_mm_fault(sweep->vma, sweep->address,
					   sweep->fault_flags, NULL);

	if (fault & VM_FAULT_OOM)
		return -ENOMEM;
	return fault & VM_FAULT_ERROR ? -EFAULT : 0;
}

int hmm_range_fault(struct hmm_range *range)
{
	struct sweep sweep = { .range = range, .cursor = range->start };
	struct mm_struct *mm = range->notifier->mm;
	int ret;

	mmap_assert_locked(mm);
	do {
		if (mmu_interval_check_retry(range->notifier,
					     range->notifier_seq))
			return -EBUSY;
		ret = walk_page_range(mm, sweep.cursor, range->end, &sweep_ops,
				      &sweep);
		if (ret == PAUSE_TO_FAULT) {
			ret = fault_one(&sweep);
			if (!ret)
				ret = PAUSE_TO_LOOK_AGAIN;
		}
	} while (ret == PAUSE_TO_LOOK_AGAIN);
	return ret;
}
EXPORT_SYMBOL(hmm_range_fault);
