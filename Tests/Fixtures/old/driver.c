/* Requests and outputs in a format that the driver supplies (4.17 to 5.7). */
struct sweep {
	struct hmm_range *range;
	unsigned long last;
	struct vm_area_struct *vma;
	unsigned long address;
	bool write;
	bool only_looks;
};

static uint64_t *word(struct sweep *sweep, unsigned long address)
{
	return &sweep->range->pfns[(address - sweep->range->start) >>
				   PAGE_SHIFT];
}

static unsigned int asked(struct sweep *sweep, unsigned long address)
{
	const uint64_t *flags = sweep->range->flags;
	uint64_t request = REQUEST(sweep->range, *word(sweep, address));
	unsigned int wants = 0;

	if (sweep->only_looks)
		return 0;
	if (request & flags[HMM_PFN_VALID])
		wants |= 1;
	if (request & flags[HMM_PFN_WRITE])
		wants |= 2;
	if (request & flags[HMM_PFN_DEVICE_PRIVATE])
		wants |= 4;
	return wants;
}

static void tell(struct sweep *sweep, unsigned long address, unsigned long pfn,
		 unsigned int may)
{
	const uint64_t *flags = sweep->range->flags;
	uint64_t told = sweep->range->values[HMM_PFN_NONE];

	if (may) {
		told = (uint64_t)pfn << sweep->range->pfn_shift;
		told |= flags[HMM_PFN_VALID];
	}
	if (may & 2)
		told |= flags[HMM_PFN_WRITE];
	if (may & 4)
		told |= flags[HMM_PFN_DEVICE_PRIVATE];
	*word(sweep, address) = told;
}

static void tell_error(struct sweep *sweep, unsigned long address)
{
	*word(sweep, address) = sweep->range->values[HMM_PFN_ERROR];
}
