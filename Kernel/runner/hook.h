/* SPDX-License-Identifier: GPL-2.0-or-later */
/*
 * In front of mm/hmm.c as it is compiled for the runner: its calls out are noted down.
 *
 * The macros come behind the headers that declare what they take the place of.
 */
#ifndef HMMCHECK_HOOK_H
#define HMMCHECK_HOOK_H

#include <linux/mm.h>
#include <linux/pagewalk.h>
#include <linux/swap.h>
#include <linux/swapops.h>

vm_fault_t hmmcheck_fault(struct vm_area_struct *vma, unsigned long address,
			  unsigned int flags, struct pt_regs *regs);
int hmmcheck_walk(struct mm_struct *mm, unsigned long start, unsigned long end,
		  const struct mm_walk_ops *ops, void *private);
void hmmcheck_wait(struct mm_struct *mm, pmd_t *pmd, unsigned long address);
void hmmcheck_wait_pmd(struct mm_struct *mm, pmd_t *pmd);

#ifndef HMMCHECK_RUNNER
#define handle_mm_fault hmmcheck_fault
#define walk_page_range hmmcheck_walk
#define migration_entry_wait hmmcheck_wait
#define pmd_migration_entry_wait hmmcheck_wait_pmd
#endif

#endif
