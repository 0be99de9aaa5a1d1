/* Fixed flags in the words, and one request for all of them (to 4.16). */
struct sweep {
	struct hmm_range *range;
	unsigned long last;
	struct vm_area_struct *vma;
	unsigned long address;
	bool write;
	unsigned int wants;
};

static unsigned int asked(struct sweep *sweep, unsigned long address)
{
	return sweep->wants;
}

static hmm_pfn_t *word(struct sweep *sweep, unsigned long address)
{
	return &sweep->range->pfns[(address - sweep->range->start) >>
				   PAGE_SHIFT];
}

static void tell(struct sweep *sweep, unsigned long address, unsigned long pfn,
		 unsigned int may)
{
	hmm_pfn_t told = HMM_PFN_EMPTY;

	if (may)
		told = (pfn << HMM_PFN_SHIFT) | HMM_PFN_VALID | HMM_PFN_READ;
	if (may & 2)
		told |= HMM_PFN_WRITE;
	if (may & 4)
		told |= HMM_PFN_DEVICE_UNADDRESSABLE;
	*word(sweep, address) = told;
}

static void tell_error(struct sweep *sweep, unsigned long address)
{
	*word(sweep, address) = HMM_PFN_ERROR;
}
