/* SPDX-License-Identifier: GPL-2.0-or-later */
#ifndef HMMCHECK_RUNNER_H
#define HMMCHECK_RUNNER_H

#include <linux/mm.h>

#include "scenario.h"

/* The scenario that runs, of which there is one at a time. */
struct hc_run {
	struct hc_scenario scenario;
	struct mm_struct *mm;
	/* Calls of the fault handler so far. */
	unsigned int faulted;
	/* Folios whose entries are migration entries: locked, with a reference. */
	struct hc_move {
		struct folio *folio;
		unsigned long address;
	} moving[HC_PAGES];
	unsigned int moves;
	struct folio *held[2 * HC_PAGES];
	unsigned int holds;
	/* Walks that this call has begun. */
	unsigned int walks;
	/* A call of the text runs. */
	bool calls;
};

extern struct hc_run *hc_current;

/* The answer, as text. */
void hc_say(const char *format, ...) __printf(1, 2);

static inline unsigned long hc_address(unsigned int page)
{
	return HC_BASE + ((unsigned long)page << PAGE_SHIFT);
}

/* The page of the range at an address, which can lie outside. */
static inline long hc_page(unsigned long address)
{
	return (long)((address - HC_BASE) >> PAGE_SHIFT) -
	       (long)hc_current->scenario.start;
}

/* Lays the entries of the scenario out; what cannot be laid out is said, and is an error. */
int hc_lay(struct hc_run *run);
/* Says what the entries of the range are. */
void hc_say_entries(struct hc_run *run, const char *word);
/* What the entry of a page is. */
int hc_kind(struct mm_struct *mm, unsigned long address, unsigned long *pfn);
/* Ends a migration: the entries come back. */
void hc_end_migration(struct hc_run *run, struct folio *folio);
void hc_end_migrations(struct hc_run *run);

/* Keeps a reference until the scenario is over. */
void hc_hold(struct folio *folio);
/* A frame of the runner's own for the special entry of an address. */
unsigned long hc_special_pfn(unsigned long address);
/* Changes flags of a VMA, and returns what they were. */
vm_flags_t hc_change_flags(struct vm_area_struct *vma, vm_flags_t add, vm_flags_t take);

int hc_device_memory_init(void);
/* A page of device memory, of the caller's owner or of another. */
struct page *hc_device_page(bool own);
void *hc_owner(bool own);

#endif
