/* SPDX-License-Identifier: GPL-2.0-or-later */
/*
 * A scenario as init hands it to the device, and the numbers that files have for what is in it.
 *
 * Numbers of kinds are those of the enumeration Kind of hmmcheck, in its order.
 */
#ifndef HMMCHECK_SCENARIO_H
#define HMMCHECK_SCENARIO_H

#include <linux/ioctl.h>
#include <linux/types.h>

#define HC_PAGES 1536
#define HC_PMDS 8
#define HC_PUDS 4
#define HC_VMAS 32
#define HC_FAULTS 16

/* Page 0 of a scenario: the beginning of a PUD. */
#define HC_BASE (1UL << 38)

enum hc_kind {
	HC_NONE,
	HC_READ_ONLY, HC_WRITABLE,
	HC_ZERO_PAGE,
	HC_SPECIAL_READ_ONLY, HC_SPECIAL_WRITABLE,
	HC_DEVMAP_READ_ONLY, HC_DEVMAP_WRITABLE,
	HC_NUMA_READ_ONLY, HC_NUMA_WRITABLE,
	HC_SWAP, HC_MIGRATION,
	HC_DEVICE_PRIVATE_READ_ONLY, HC_DEVICE_PRIVATE_WRITABLE,
	HC_FOREIGN_PRIVATE_READ_ONLY, HC_FOREIGN_PRIVATE_WRITABLE,
	HC_DEVICE_EXCLUSIVE, HC_HWPOISON,
	HC_MARKER_UFFD_WP, HC_MARKER_POISON, HC_MARKER_GUARD,
	HC_TABLE,
	HC_HUGE_READ_ONLY, HC_HUGE_WRITABLE, HC_HUGE_NUMA,
	HC_HUGE_DEVMAP_READ_ONLY, HC_HUGE_DEVMAP_WRITABLE,
	HC_HUGE_MIGRATION,
	HC_KINDS
};

enum hc_vma_flag {
	HC_READ = 1,
	HC_WRITE = 2,
	HC_IO = 4,
	HC_PFNMAP = 8,
	HC_MIXEDMAP = 16,
	HC_USERFAULTFD = 32,
	HC_FILE = 64,
	/* The flags that a mapping of the device gives a VMA. */
	HC_OF_DEVICE = HC_IO | HC_PFNMAP | HC_MIXEDMAP,
};

/* What a call of handle_mm_fault is to do: the order of FaultOutcome. */
enum hc_outcome {
	HC_RESOLVE, HC_RESOLVE_HUGE, HC_REUSE, HC_NOTHING, HC_RETRY,
	HC_OUT_OF_MEMORY, HC_BUS_ERROR, HC_SEGMENTATION_FAULT, HC_POISON,
};

struct hc_vma {
	__u32 start;
	__u32 end;
	__u32 flags;
	__u32 hugetlb;
	__u64 end_of_file;
};

/* Pages of VMAs are counted from HC_BASE, others from the first page of the range. */
struct hc_scenario {
	__u64 id;
	__u32 start;
	__u32 count;
	__u32 vmas;
	__u32 puds;
	__u32 pmds;
	__u32 faults;
	__u32 passes;
	__u32 invalidated;
	__u64 default_flags;
	__u64 mask;
	struct hc_vma vma[HC_VMAS];
	__u8 pud[HC_PUDS];
	__u8 pmd[HC_PMDS];
	__u8 fault[HC_FAULTS];
	__u8 pte[HC_PAGES];
	__u64 request[HC_PAGES];
};

#define HC_RUN _IOW('h', 1, struct hc_scenario)

#endif
