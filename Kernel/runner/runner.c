// SPDX-License-Identifier: GPL-2.0-or-later
/*
 * /dev/hmmcheck: takes a scenario, lays it out in the address space of its caller, calls
 * hmm_range_fault as the scenario says, and gives back what happened, as text that is read.
 */
#include <linux/fs.h>
#include <linux/hmm.h>
#include <linux/miscdevice.h>
#include <linux/mm.h>
#include <linux/mmu_notifier.h>
#include <linux/module.h>
#include <linux/slab.h>
#include <linux/uaccess.h>
#include <linux/vmalloc.h>
#include <linux/workqueue.h>

#define HMMCHECK_RUNNER
#include "compat.h"
#include "hook.h"
#include "runner.h"

#define HC_TEXT (1UL << 20)

struct hc_run *hc_current;
static DEFINE_MUTEX(hc_lock);
static char *hc_text;
static size_t hc_length;
static struct page *hc_special[2];

void hc_say(const char *format, ...)
{
	va_list arguments;

	va_start(arguments, format);
	hc_length += vscnprintf(hc_text + hc_length, HC_TEXT - hc_length, format, arguments);
	va_end(arguments);
}

void hc_hold(struct folio *folio)
{
	hc_current->held[hc_current->holds++] = folio;
}

unsigned long hc_special_pfn(unsigned long address)
{
	long page = hc_page(address);

	return page_to_pfn(hc_special[page >> 10]) + (page & 1023);
}

/* What the fault handler said, as the model calls it. */
static const char *hc_result(vm_fault_t result)
{
	if (result & VM_FAULT_OOM)
		return "out-of-memory";
	if (result & VM_FAULT_SIGBUS)
		return "bus-error";
	if (result & VM_FAULT_SIGSEGV)
		return "segmentation-fault";
	if (result & (VM_FAULT_HWPOISON | VM_FAULT_HWPOISON_LARGE))
		return "poison";
	if (result & VM_FAULT_COMPLETED)
		return "completed";
	return result & VM_FAULT_RETRY ? "retry" : "resolved";
}

static struct folio *hc_folio_moving(struct mm_struct *mm, unsigned long address)
{
	struct hc_run *run = hc_current;
	unsigned int i;

	for (i = 0; i < run->moves; i++) {
		struct folio *folio = run->moving[i].folio;
		unsigned long first = run->moving[i].address;

		if (address >= first && address < first + folio_size(folio))
			return folio;
	}
	return NULL;
}

/* The migration that the fault handler waits for ends meanwhile. */
static struct folio *hc_awaited;

static void hc_end_later(struct work_struct *work)
{
	if (hc_current && hc_awaited)
		hc_end_migration(hc_current, hc_awaited);
}
static DECLARE_DELAYED_WORK(hc_end_work, hc_end_later);

static bool hc_is_moving(int kind)
{
	return kind == HC_MIGRATION || kind == HC_HUGE_MIGRATION;
}

vm_fault_t hmmcheck_fault(struct vm_area_struct *vma, unsigned long address, unsigned int flags,
			  struct pt_regs *regs)
{
	struct hc_run *run = hc_current;
	enum hc_outcome outcome = HC_RESOLVE;
	vm_flags_t before;
	vm_fault_t result;
	unsigned long pfn;
	int kind;

	if (!run || !run->calls || !vma)
		return handle_mm_fault(vma, address, flags, regs);
	if (run->faulted < run->scenario.faults)
		outcome = run->scenario.fault[run->faulted];
	run->faulted++;
	kind = hc_kind(run->mm, address, &pfn);
	switch (outcome) {
	case HC_NOTHING:
		result = 0;
		break;
	case HC_OUT_OF_MEMORY:
		result = VM_FAULT_OOM;
		break;
	case HC_BUS_ERROR:
		result = VM_FAULT_SIGBUS;
		break;
	case HC_SEGMENTATION_FAULT:
		result = VM_FAULT_SIGSEGV;
		break;
	case HC_POISON:
		result = VM_FAULT_HWPOISON;
		break;
	default:
		hc_awaited = hc_is_moving(kind) ? hc_folio_moving(run->mm, address) : NULL;
		if (hc_awaited)
			schedule_delayed_work(&hc_end_work, 1);
		if (outcome == HC_REUSE && (kind == HC_READ_ONLY || kind == HC_HUGE_READ_ONLY))
			SetPageAnonExclusive(pfn_to_page(kind == HC_READ_ONLY ? pfn :
							 pfn & ~511UL));
		before = vma->vm_flags;
		if (vma_is_anonymous(vma))
			hc_change_flags(vma,
					outcome == HC_RESOLVE_HUGE ? VM_HUGEPAGE : VM_NOHUGEPAGE,
					VM_HUGEPAGE | VM_NOHUGEPAGE);
		result = handle_mm_fault(vma, address, flags, regs);
		hc_change_flags(vma, before, ~(vm_flags_t)0);
		flush_delayed_work(&hc_end_work);
	}
	hc_say("fault %ld %c %d %s %d\n", hc_page(address), flags & FAULT_FLAG_WRITE ? 'w' : 'r', kind,
	       hc_result(result), hc_kind(run->mm, address, &pfn));
	return result;
}

/* Walks of a call, as many as the model gives it. */
static unsigned int hc_walk_budget(const struct hc_scenario *scenario)
{
	return scenario->count + 2 * scenario->faults + 12;
}

int hmmcheck_walk(struct mm_struct *mm, unsigned long start, unsigned long end,
		  const struct mm_walk_ops *ops, void *private)
{
	struct hc_run *run = hc_current;

	if (!run || !run->calls)
		return walk_page_range(mm, start, end, ops, private);
	/* A call that begins again for ever has to end; no text begins again for this. */
	if (run->walks++ == hc_walk_budget(&run->scenario)) {
		hc_say("endless\n");
		return -EINTR;
	}
	hc_say("walk %ld\n", hc_page(start));
	cond_resched();
	return walk_page_range(mm, start, end, ops, private);
}

/* The text waits for a migration: it ends. */
static void hc_wait(struct mm_struct *mm, unsigned long address)
{
	struct folio *folio = hc_folio_moving(mm, address);
	unsigned long pfn;

	if (folio)
		hc_end_migration(hc_current, folio);
	hc_say("wait %ld %d\n", hc_page(address), hc_kind(mm, address, &pfn));
}

void hmmcheck_wait(struct mm_struct *mm, pmd_t *pmd, unsigned long address)
{
	if (!hc_current || !hc_current->calls)
		migration_entry_wait(mm, pmd, address);
	else
		hc_wait(mm, address);
}

/* The page walker says no address here: the one PMD of the range that is on its way. */
void hmmcheck_wait_pmd(struct mm_struct *mm, pmd_t *pmd)
{
	struct hc_run *run = hc_current;
	unsigned int page;

	for (page = 0; run && page < run->scenario.count; page++) {
		unsigned long address = hc_address(run->scenario.start + page);
		struct folio *folio = hc_folio_moving(mm, address);

		if (folio && folio_test_pmd_mappable(folio) &&
		    swp_offset_pfn(pmd_to_swp_entry(*pmd)) == folio_pfn(folio)) {
			hc_wait(mm, address);
			return;
		}
	}
	hc_say("wait -1 0\n");
}

static bool hc_invalidate(struct mmu_interval_notifier *notifier,
			  const struct mmu_notifier_range *range, unsigned long sequence)
{
	mmu_interval_set_seq(notifier, sequence);
	if (hc_current && hc_current->calls)
		hc_say("notified\n");
	return true;
}

static const struct mmu_interval_notifier_ops hc_notifier_ops = {
	.invalidate = hc_invalidate,
};

void hc_say_entries(struct hc_run *run, const char *word)
{
	unsigned int page, runs = 0;
	unsigned long first = 0, pfn;
	int kind = -1, now;

	hc_say("%s", word);
	for (page = 0; page <= run->scenario.count; page++) {
		now = -1;
		pfn = 0;
		if (page < run->scenario.count)
			now = hc_kind(run->mm, hc_address(run->scenario.start + page), &pfn);
		if (runs && now == kind && pfn == (first ? first + runs : 0)) {
			runs++;
			continue;
		}
		if (runs)
			hc_say(" %d:%lx*%u", kind, first, runs);
		kind = now;
		first = pfn;
		runs = 1;
	}
	hc_say("\n");
}

static void hc_say_words(struct hc_run *run, const unsigned long *words)
{
	unsigned int page, runs = 0;
	unsigned long first = 0, now;

	hc_say("words");
	for (page = 0; page <= run->scenario.count; page++) {
		now = page < run->scenario.count ? words[page] : 0;
		if (runs && page < run->scenario.count && now == first + runs) {
			runs++;
			continue;
		}
		if (runs)
			hc_say(" %lx*%u", first, runs);
		first = now;
		runs = 1;
	}
	hc_say("\n");
}

static void hc_invalidate_before(struct hc_run *run, unsigned long start, unsigned long end)
{
	struct mmu_notifier_range range;

	mmu_notifier_range_init(&range, MMU_NOTIFY_CLEAR, 0, run->mm, start, end);
	mmu_notifier_invalidate_range_start(&range);
	mmu_notifier_invalidate_range_end(&range);
}

static int hc_call(struct hc_run *run, struct mmu_interval_notifier *notifier,
		   unsigned long *words, unsigned int pass)
{
	const struct hc_scenario *scenario = &run->scenario;
	struct hmm_range range = {
		.notifier = notifier,
		.start = hc_address(scenario->start),
		.end = hc_address(scenario->start + scenario->count),
		.hmm_pfns = words,
		.default_flags = scenario->default_flags,
		.pfn_flags_mask = scenario->mask,
		.dev_private_owner = hc_owner(true),
	};
	unsigned int page;
	int result;

	for (page = 0; page < scenario->count; page++)
		words[page] = scenario->request[page];
	range.notifier_seq = mmu_interval_read_begin(notifier);
	if (pass == 1 && scenario->invalidated)
		hc_invalidate_before(run, range.start, range.end);
	hc_say("call %u\n", pass);
	mmap_read_lock(run->mm);
	run->walks = 0;
	run->calls = true;
	result = hmm_range_fault(&range);
	run->calls = false;
	mmap_read_unlock(run->mm);
	hc_say("result %d\n", result);
	hc_say_words(run, words);
	return result;
}

static int hc_run_scenario(struct hc_run *run)
{
	const struct hc_scenario *scenario = &run->scenario;
	struct mmu_interval_notifier notifier = {};
	unsigned long *words;
	unsigned int pass;
	int problem;

	words = kvcalloc(scenario->count + 1, sizeof(*words), GFP_KERNEL);
	if (!words)
		return -ENOMEM;
	mmap_read_lock(run->mm);
	problem = hc_lay(run);
	mmap_read_unlock(run->mm);
	if (!problem) {
		hc_say_entries(run, "laid");
		problem = mmu_interval_notifier_insert(&notifier, run->mm,
						       hc_address(scenario->start),
						       max(scenario->count, 1U) << PAGE_SHIFT,
						       &hc_notifier_ops);
	}
	if (!problem) {
		for (pass = 1; pass <= scenario->passes; pass++)
			if (hc_call(run, &notifier, words, pass) != -EBUSY)
				break;
		hc_say_entries(run, "left");
		mmu_interval_notifier_remove(&notifier);
	}
	hc_end_migrations(run);
	while (run->holds)
		folio_put(run->held[--run->holds]);
	kvfree(words);
	return problem;
}

static long hc_ioctl(struct file *file, unsigned int command, unsigned long argument)
{
	struct hc_run *run;
	int problem = 0;

	if (command != HC_RUN)
		return -ENOTTY;
	run = kvzalloc(sizeof(*run), GFP_KERNEL);
	if (!run)
		return -ENOMEM;
	mutex_lock(&hc_lock);
	hc_length = 0;
	if (copy_from_user(&run->scenario, (void __user *)argument, sizeof(run->scenario)))
		problem = -EFAULT;
	else if (run->scenario.count > HC_PAGES || run->scenario.faults > HC_FAULTS)
		problem = -EINVAL;
	if (!problem) {
		run->mm = current->mm;
		hc_current = run;
		problem = hc_run_scenario(run);
		hc_current = NULL;
	}
	hc_say(problem ? "refused %d\n" : "done\n", problem);
	mutex_unlock(&hc_lock);
	kvfree(run);
	return 0;
}

static ssize_t hc_read(struct file *file, char __user *buffer, size_t length, loff_t *position)
{
	return simple_read_from_buffer(buffer, length, position, hc_text, hc_length);
}

/* VMAs that a driver maps have the flags that the offset says. */
static int hc_mmap(struct file *file, struct vm_area_struct *vma)
{
	vm_flags_t flags = 0;

	if (vma->vm_pgoff & HC_IO)
		flags |= VM_IO;
	if (vma->vm_pgoff & HC_PFNMAP)
		flags |= VM_PFNMAP;
	if (vma->vm_pgoff & HC_MIXEDMAP)
		flags |= VM_MIXEDMAP;
	vm_flags_set(vma, flags);
	/* Memory of such a VMA that nobody has inserted is as that of an anonymous one. */
	if (!(flags & (VM_IO | VM_PFNMAP)))
		vma_set_anonymous(vma);
	return 0;
}

static const struct file_operations hc_operations = {
	.owner = THIS_MODULE,
	.unlocked_ioctl = hc_ioctl,
	.read = hc_read,
	.llseek = default_llseek,
	.mmap = hc_mmap,
};

static struct miscdevice hc_device = {
	.minor = MISC_DYNAMIC_MINOR,
	.name = "hmmcheck",
	.fops = &hc_operations,
};

static int __init hc_init(void)
{
	int problem;

	hc_text = vmalloc(HC_TEXT);
	hc_special[0] = alloc_pages(GFP_KERNEL | __GFP_ZERO, 10);
	hc_special[1] = alloc_pages(GFP_KERNEL | __GFP_ZERO, 10);
	if (!hc_text || !hc_special[0] || !hc_special[1])
		return -ENOMEM;
	problem = hc_device_memory_init();
	if (problem)
		pr_err("hmmcheck: no device memory: %d\n", problem);
	return misc_register(&hc_device);
}
late_initcall(hc_init);
