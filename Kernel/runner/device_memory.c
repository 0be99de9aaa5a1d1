// SPDX-License-Identifier: GPL-2.0-or-later
/*
 * Device memory of two owners, which has no device behind it: pages that come back when they are
 * faulted on.
 */
#include <linux/err.h>
#include <linux/highmem.h>
#include <linux/ioport.h>
#include <linux/memremap.h>
#include <linux/migrate.h>
#include <linux/pagemap.h>
#include <linux/version.h>

#include "compat.h"
#include "runner.h"

#define HC_DEVICE_BYTES (64UL << 20)

struct hc_device {
	struct dev_pagemap map;
	struct page *free;
};

static struct hc_device hc_devices[2];

void *hc_owner(bool own)
{
	return &hc_devices[!own];
}

static void hc_put_back(struct page *page)
{
	struct hc_device *device = page_pgmap(page)->owner;

	page->zone_device_data = device->free;
	device->free = page;
}

#if LINUX_VERSION_CODE < KERNEL_VERSION(6, 19, 0)
static void hc_free(struct page *page)
{
	hc_put_back(page);
}
#else
static void hc_free(struct folio *folio)
{
	hc_put_back(&folio->page);
}
#endif

/* The page goes back into memory. */
static vm_fault_t hc_migrate_to_ram(struct vm_fault *vmf)
{
	unsigned long from = 0, to = 0;
	struct migrate_vma move = {
		.vma = vmf->vma,
		.start = vmf->address & PAGE_MASK,
		.end = (vmf->address & PAGE_MASK) + PAGE_SIZE,
		.src = &from,
		.dst = &to,
		.pgmap_owner = page_pgmap(vmf->page)->owner,
		.flags = MIGRATE_VMA_SELECT_DEVICE_PRIVATE,
		.fault_page = vmf->page,
	};
	struct page *page;

	if (migrate_vma_setup(&move))
		return VM_FAULT_SIGBUS;
	if (from & MIGRATE_PFN_MIGRATE) {
		page = alloc_page(GFP_HIGHUSER_MOVABLE | __GFP_ZERO);
		if (page) {
			lock_page(page);
			to = migrate_pfn(page_to_pfn(page));
			if (from & MIGRATE_PFN_WRITE)
				to |= MIGRATE_PFN_WRITE;
		}
	}
	migrate_vma_pages(&move);
	migrate_vma_finalize(&move);
	return 0;
}

static const struct dev_pagemap_ops hc_device_ops = {
#if LINUX_VERSION_CODE < KERNEL_VERSION(6, 19, 0)
	.page_free = hc_free,
#else
	.folio_free = hc_free,
#endif
	.migrate_to_ram = hc_migrate_to_ram,
};

static int hc_device_init(struct hc_device *device)
{
	struct resource *region;
	unsigned long pfn, count;
	void *memory;

	region = request_free_mem_region(&iomem_resource, HC_DEVICE_BYTES,
					 "hmmcheck");
	if (IS_ERR(region))
		return PTR_ERR(region);
	device->map.range.start = region->start;
	device->map.range.end = region->end;
	device->map.nr_range = 1;
	device->map.type = MEMORY_DEVICE_PRIVATE;
	device->map.ops = &hc_device_ops;
	device->map.owner = device;
	memory = memremap_pages(&device->map, numa_node_id());
	if (IS_ERR(memory))
		return PTR_ERR(memory);
	pfn = region->start >> PAGE_SHIFT;
	for (count = HC_DEVICE_BYTES >> PAGE_SHIFT; count; count--, pfn++) {
		struct page *page = pfn_to_page(pfn);

		page->zone_device_data = device->free;
		device->free = page;
	}
	return 0;
}

int hc_device_memory_init(void)
{
	return hc_device_init(&hc_devices[0]) ?: hc_device_init(&hc_devices[1]);
}

struct page *hc_device_page(bool own)
{
	struct hc_device *device = &hc_devices[!own];
	struct page *page = device->free;

	if (!page)
		return NULL;
	device->free = page->zone_device_data;
	page->zone_device_data = NULL;
#if LINUX_VERSION_CODE < KERNEL_VERSION(6, 19, 0)
	zone_device_page_init(page);
#else
	zone_device_page_init(page, &device->map, 0);
#endif
	return page;
}
