/*
 * The walk that texts of the older interfaces share, for the tests of hmmcheck:
 * each puts its own way of asking and telling before it, and its entries
 * behind. As in the tree beside it no callback faults: it notes what is due
 * and ends the sweep.
 */
enum { PAUSE_TO_FAULT = 1, PAUSE_TO_LOOK_AGAIN = 2 };
enum { MAY_READ = 1, MAY_WRITE = 2, IN_DEVICE = 4 };

/* What a page asks for beyond what it may; 0 where nothing is missing. */
static unsigned int lack(struct sweep *sweep, unsigned long address,
			 unsigned int may)
{
	unsigned int wants = asked(sweep, address);

	if (!(wants & MAY_READ))
		return 0;
	/* Device memory may be asked back. */
	if (wants & may & IN_DEVICE)
		return wants & (MAY_READ | MAY_WRITE);
	return wants & (MAY_READ | MAY_WRITE) & ~may;
}

static int sweep_pages(struct sweep *sweep, struct vm_area_struct *vma,
		       unsigned long from, unsigned long to,
		       unsigned long pfn, unsigned int may)
{
	unsigned long address;

	for (address = from; address < to; address += PAGE_SIZE) {
		unsigned int lacks = lack(sweep, address, may);

		if (!lacks)
			continue;
		sweep->last = from;
		sweep->vma = vma;
		sweep->address = address;
		sweep->write = lacks & MAY_WRITE;
		if (sweep->write && !(vma->vm_flags & VM_WRITE))
			return -EPERM;
		return PAUSE_TO_FAULT;
	}
	for (; from < to; from += PAGE_SIZE, pfn++)
		tell(sweep, from, pfn, may);
	sweep->last = to;
	return 0;
}

static int sweep_absent(struct sweep *sweep, struct vm_area_struct *vma,
			unsigned long from, unsigned long to)
{
	return sweep_pages(sweep, vma, from, to, 0, 0);
}

static int sweep_impossible(struct sweep *sweep, unsigned long from,
			    unsigned long to)
{
	unsigned long address;

	for (address = from; address < to; address += PAGE_SIZE)
		if (lack(sweep, address, 0))
			return -EFAULT;
	for (; from < to; from += PAGE_SIZE)
		tell_error(sweep, from);
	sweep->last = to;
	return 0;
}

static int sweep_look_again(struct sweep *sweep, unsigned long from,
			    unsigned long to)
{
	unsigned long address;

	for (address = from; address < to; address += PAGE_SIZE) {
		if (!lack(sweep, address, 0))
			continue;
		sweep->last = from;
		return PAUSE_TO_LOOK_AGAIN;
	}
	return sweep_absent(sweep, NULL, from, to);
}

static unsigned int rights(bool readable, bool writable)
{
	if (!readable)
		return 0;
	return writable ? MAY_READ | MAY_WRITE : MAY_READ;
}

static int sweep_swapped(struct sweep *sweep, struct vm_area_struct *vma,
			 unsigned long address, pte_t pte)
{
	unsigned long next = address + PAGE_SIZE;
	swp_entry_t entry = pte_to_swp_entry(pte);

	if (!non_swap_entry(entry))
		return sweep_absent(sweep, vma, address, next);
	if (is_migration_entry(entry))
		return sweep_look_again(sweep, address, next);
	if (is_device_private_entry(entry))
		return sweep_pages(
			sweep, vma, address, next,
			swp_offset(entry) & ((1UL << 38) - 1),
			IN_DEVICE |
			rights(true, is_write_device_private_entry(entry)));
	return sweep_impossible(sweep, address, next);
}

static int sweep_pte(struct sweep *sweep, struct vm_area_struct *vma,
		     unsigned long address, pte_t pte)
{
	unsigned long pfn = pte_pfn(pte);

	if (pte_none(pte))
		return sweep_absent(sweep, vma, address, address + PAGE_SIZE);
	if (!pte_present(pte))
		return sweep_swapped(sweep, vma, address, pte);
	if (pte_special(pte) && !pte_devmap(pte) && !is_zero_pfn(pfn))
		return sweep_impossible(sweep, address, address + PAGE_SIZE);
	return sweep_pages(sweep, vma, address, address + PAGE_SIZE, pfn,
			   rights(!pte_protnone(pte), pte_write(pte)));
}

static int sweep_table(struct sweep *sweep, struct mm_walk *walk, pmd_t *pmdp,
		       unsigned long from, unsigned long to)
{
	unsigned long address;
	pte_t *ptep = pte_offset_map(pmdp, from);
	int ret = 0;

	for (address = from; address < to && !ret; address += PAGE_SIZE)
		ret = sweep_pte(sweep, walk->vma, address,
				ptep[(address - from) >> PAGE_SHIFT]);
	pte_unmap(ptep);
	if (ret == PAUSE_TO_LOOK_AGAIN)
		migration_entry_wait(walk->mm, pmdp, sweep->last);
	return ret;
}

static int sweep_pmd(pmd_t *pmdp, unsigned long from, unsigned long to,
		     struct mm_walk *walk)
{
	struct sweep *sweep = walk->private;
	unsigned long inside = (from & ~PMD_MASK) >> PAGE_SHIFT;
	int ret;

	if (pmd_none(*pmdp))
		return sweep_absent(sweep, walk->vma, from, to);
	if (is_pmd_migration_entry(*pmdp)) {
		ret = sweep_look_again(sweep, from, to);
		if (ret == PAUSE_TO_LOOK_AGAIN)
			pmd_migration_entry_wait(walk->mm, pmdp);
		return ret;
	}
	if (pmd_trans_huge(*pmdp) || pmd_devmap(*pmdp))
		return sweep_pages(sweep, walk->vma, from, to,
				   pmd_pfn(*pmdp) + inside,
				   rights(!pmd_protnone(*pmdp),
					  pmd_write(*pmdp)));
	if (!pmd_present(*pmdp) || pmd_bad(*pmdp))
		return sweep_impossible(sweep, from, to);
	return sweep_table(sweep, walk, pmdp, from, to);
}

/* Device memory is no page of anybody's, and what nobody may read is none. */
static int sweep_admits(unsigned long from, unsigned long to,
			struct mm_walk *walk)
{
	unsigned long flags = walk->vma->vm_flags;
	int ret;

	if ((flags & VM_READ) && !(flags & (VM_IO | VM_PFNMAP)))
		return 0;
	ret = sweep_impossible(walk->private, from, to);
	return ret ? ret : 1;
}

/* One sweep's end; 0 where another one is to follow. */
static int sweep_fault(const struct sweep *sweep, bool drops)
{
	unsigned int flags = FAULT_FLAG_REMOTE;
	vm_fault_t fault;

	if (sweep->write)
		flags |= FAULT_FLAG_WRITE;
	if (drops)
		flags |= FAULT_FLAG_ALLOW_RETRY;
	fault = handle_mm_fault(sweep->vma, sweep->address, flags);
	if (fault & VM_FAULT_RETRY)
		return -EAGAIN;
	if (fault & VM_FAULT_OOM)
		return -ENOMEM;
	return fault & VM_FAULT_ERROR ? -EFAULT : 0;
}
