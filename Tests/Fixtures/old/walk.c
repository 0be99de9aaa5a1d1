/* What 4.14 to 5.3 call: callbacks stand in the walk itself. */
static int sweep_hole(unsigned long from, unsigned long to,
		      struct mm_walk *walk)
{
	if (!walk->vma)
		return sweep_impossible(walk->private, from, to);
	return sweep_absent(walk->private, walk->vma, from, to);
}

static int sweep_all(struct sweep *sweep, struct mm_struct *mm, bool drops)
{
	struct hmm_range *range = sweep->range;
	struct mm_walk walk;
	int ret;

	if (range->start >= range->end)
		return -EINVAL;
	walk.mm = mm;
	walk.private = sweep;
	walk.pmd_entry = sweep_pmd;
	walk.pte_hole = sweep_hole;
	walk.pte_entry = NULL;
	walk.pud_entry = NULL;
	walk.hugetlb_entry = SWEEP_HUGETLB;
	walk.test_walk = sweep_admits;
	sweep->last = range->start;
	do {
		ret = walk_page_range(sweep->last, range->end, &walk);
		if (ret == PAUSE_TO_FAULT) {
			ret = sweep_fault(sweep, drops);
			if (!ret)
				ret = PAUSE_TO_LOOK_AGAIN;
		}
	} while (ret == PAUSE_TO_LOOK_AGAIN);
	return ret;
}
