static int sweep_hugetlb(pte_t *ptep, unsigned long mask, unsigned long from,
			 unsigned long to, struct mm_walk *walk)
{
	unsigned long inside = (from & ~mask) >> PAGE_SHIFT;
	struct hstate *hstate = hstate_vma(walk->vma);
	spinlock_t *lock = huge_pte_lock(hstate, walk->mm, ptep);
	pte_t pte = huge_ptep_get(ptep);
	bool readable = pte_present(pte) && !pte_protnone(pte);
	int ret;

	if (!pte_none(pte) && !pte_present(pte) &&
	    !is_migration_entry(pte_to_swp_entry(pte)))
		ret = sweep_impossible(walk->private, from, to);
	else
		ret = sweep_pages(walk->private, walk->vma, from, to,
				  pte_pfn(pte) + inside,
				  rights(readable, pte_write(pte)));
	spin_unlock(lock);
	return ret;
}
