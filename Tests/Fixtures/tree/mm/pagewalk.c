// SPDX-License-Identifier: GPL-2.0-or-later
/*
 * A page walker for the tests of hmmcheck to run and to break. It shares the
 * interface with the kernel's, and nothing else. Whatever an entry is when
 * its callback has seen it, the table below is entered only after one more
 * look has shown that it is there.
 */
#include <linux/hugetlb.h>
#include <linux/mm.h>
#include <linux/pagewalk.h>

/* Tells the callback for holes, if there is one. */
static int show_hole(struct mm_walk *walk, unsigned long from,
		     unsigned long to)
{
	if (!walk->ops->pte_hole)
		return 0;
	return walk->ops->pte_hole(from, to, -1, walk);
}

static int visit_pmds(struct mm_walk *walk, pud_t *pud, unsigned long from,
		      unsigned long to)
{
	const struct mm_walk_ops *ops = walk->ops;
	pmd_t *pmd = pmd_offset(pud, from);
	int status = 0;

	while (!status && from < to) {
		unsigned long next = pmd_addr_end(from, to);

		walk->action = ACTION_CONTINUE;
		if (pmd_none(pmdp_get_lockless(pmd)))
			status = show_hole(walk, from, next);
		else if (ops->pmd_entry)
			status = ops->pmd_entry(pmd, from, next, walk);
		if (!status && walk->action == ACTION_AGAIN)
			continue;
		from = next;
		pmd++;
	}
	return status;
}

static int visit_puds(struct mm_walk *walk, unsigned long from,
		      unsigned long to)
{
	const struct mm_walk_ops *ops = walk->ops;
	p4d_t *p4d = p4d_offset(pgd_offset(walk->mm, from), from);
	pud_t *pud = pud_offset(p4d, from);
	int status = 0;

	while (!status && from < to) {
		unsigned long next = pud_addr_end(from, to);
		pud_t below;

		if (pud_none(pudp_get(pud))) {
			status = show_hole(walk, from, next);
			goto done;
		}
		walk->action = ACTION_SUBTREE;
		if (ops->pud_entry)
			status = ops->pud_entry(pud, from, next, walk);
		if (status || walk->action == ACTION_CONTINUE)
			goto done;
		if (walk->action == ACTION_AGAIN)
			continue;
		split_huge_pud(walk->vma, pud, from);
		below = pudp_get(pud);
		if (!pud_present(below) || pud_leaf(below))
			continue;
		status = visit_pmds(walk, pud, from, next);
done:
		from = next;
		pud++;
	}
	return status;
}

#ifdef CONFIG_HUGETLB_PAGE
static int visit_hugetlb(struct mm_walk *walk, unsigned long from,
			 unsigned long to)
{
	struct hstate *hstate = hstate_vma(walk->vma);
	unsigned long size = huge_page_size(hstate);
	unsigned long mask = huge_page_mask(hstate);
	int status = 0;

	hugetlb_vma_lock_read(walk->vma);
	while (!status && from < to) {
		unsigned long next = min((from & mask) + size, to);
		pte_t *entry = hugetlb_walk(walk->vma, from & mask, size);

		if (entry)
			status = walk->ops->hugetlb_entry(entry, mask, from,
							  next, walk);
		else
			status = show_hole(walk, from, next);
		from = next;
	}
	hugetlb_vma_unlock_read(walk->vma);
	return status;
}
#else
static int visit_hugetlb(struct mm_walk *walk, unsigned long from,
			 unsigned long to)
{
	return 0;
}
#endif

/* Nobody here has a callback for it: it need not be understood. */
static int visit_ptes(struct mm_walk *walk, pmd_t *pmd, unsigned long from)
{
	asm goto("nop" : : : : out);
out:
	return -EINVAL;
}

static int visit_vma(struct mm_walk *walk, unsigned long from,
		     unsigned long to)
{
	const struct mm_walk_ops *ops = walk->ops;
	int status = 0;

	if (ops->test_walk)
		status = ops->test_walk(from, to, walk);
	if (status)
		return status < 0 ? status : 0;
	if (ops->pte_entry)
		return visit_ptes(walk, NULL, from);
	if (!is_vm_hugetlb_page(walk->vma))
		return visit_puds(walk, from, to);
	return ops->hugetlb_entry ? visit_hugetlb(walk, from, to) : 0;
}

int walk_page_range(struct mm_struct *mm, unsigned long start,
		    unsigned long end, const struct mm_walk_ops *ops,
		    void *private)
{
	struct mm_walk walk = { .ops = ops, .mm = mm, .private = private };
	int status = 0;

	if (!mm || start >= end)
		return -EINVAL;
	if (ops->walk_lock == PGWALK_RDLOCK)
		mmap_assert_locked(mm);
	else
		mmap_assert_write_locked(mm);

	while (!status && start < end) {
		struct vm_area_struct *vma = find_vma(mm, start);
		unsigned long next = end;

		if (vma && start >= vma->vm_start) {
			next = min(end, vma->vm_end);
			walk.vma = vma;
			status = visit_vma(&walk, start, next);
		} else {
			if (find_vma_intersection(mm, start, end))
				next = vma->vm_start;
			walk.vma = NULL;
			status = show_hole(&walk, start, next);
		}
		start = next;
	}
	return status;
}
