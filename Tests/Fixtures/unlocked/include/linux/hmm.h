/* SPDX-License-Identifier: GPL-2.0-or-later */
/*
 * What the caller of a walk hands in and gets back, in the format of 7.3.
 * Written for the tests of hmmcheck.
 */
#ifndef FIXTURE_LINUX_HMM_H
#define FIXTURE_LINUX_HMM_H

#include <linux/mm.h>

struct mmu_interval_notifier;

/* Eleven bits on top, five of them the order; everything below is the frame. */
enum hmm_pfn_flags {
	HMM_PFN_ORDER_SHIFT = 53,
	HMM_PFN_FLAGS = 0x7ffUL << HMM_PFN_ORDER_SHIFT,

	/* The caller's own notes, which a walk leaves alone. */
	HMM_PFN_P2PDMA_BUS = 1UL << 58,
	HMM_PFN_P2PDMA = 1UL << 59,
	HMM_PFN_DMA_MAPPED = 1UL << 60,

	HMM_PFN_ERROR = 1UL << 61,
	HMM_PFN_WRITE = 1UL << 62,
	HMM_PFN_VALID = 1UL << 63,

	/* Before the call the same bits ask for what they tell after it. */
	HMM_PFN_REQ_WRITE = HMM_PFN_WRITE,
	HMM_PFN_REQ_FAULT = HMM_PFN_VALID,
};

struct hmm_range {
	unsigned long start;
	unsigned long end;
	unsigned long *hmm_pfns;
	unsigned long default_flags;
	unsigned long pfn_flags_mask;
	void *dev_private_owner;
	struct mmu_interval_notifier *notifier;
	unsigned long notifier_seq;
};

int hmm_range_fault(struct hmm_range *range);

#endif
