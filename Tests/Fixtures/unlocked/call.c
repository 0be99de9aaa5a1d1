// SPDX-License-Identifier: GPL-2.0-or-later
/*
 * A call that takes the mmap lock itself, around the walk of the tree today in
 * the folder beside this one, and keeps the whole contract. The tests of
 * hmmcheck put it behind that walk, to run and to break. It keeps the caller's
 * words, and puts them back before it begins anew.
 */

/* What the callers asked, one of them at a time. */
static DEFINE_MUTEX(asked_lock);
static unsigned long asked[4096];

/* How long a call may begin anew because the range is invalidated. */
struct limit {
	bool is_set;
	bool runs;
	unsigned long began;
	unsigned long length;
};

static bool is_spent(struct limit *limit)
{
	if (!limit->is_set)
		return false;
	if (!limit->runs) {
		limit->runs = true;
		limit->began = jiffies;
	}
	return jiffies - limit->began > limit->length;
}

/* One walk of the whole range, under the lock. */
static int try_once(struct hmm_range *range, struct limit *limit)
{
	struct mm_struct *mm = range->notifier->mm;
	int ret;

	range->notifier_seq = mmu_interval_read_begin(range->notifier);
	ret = mmap_read_lock_killable(mm);
	if (ret)
		return ret;
	if (is_spent(limit)) {
		mmap_read_unlock(mm);
		return LIMIT_SPENT;
	}
	ret = walk_until_done(range, true);
	if (ret != LOCK_DROPPED)
		mmap_read_unlock(mm);
	return ret;
}

static int try_until_stable(struct hmm_range *range, unsigned long timeout)
{
	unsigned long npages = pages_between(range->start, range->end);
	struct limit limit = {
		.is_set = timeout != 0,
		.length = timeout,
	};
	unsigned long i;
	int ret;

	for (i = 0; i < npages; i++)
		asked[i] = range->hmm_pfns[i];
	for (;;) {
		ret = try_once(range, &limit);
		if (ret == LIMIT_SPENT)
			return -EBUSY;
		if (ret == LOCK_DROPPED) {
			if (fatal_signal_pending(current))
				return -EINTR;
			/* The handler went on: the limit begins anew. */
			limit.runs = false;
		} else if (ret != -EBUSY) {
			return ret;
		}
		for (i = 0; i < npages; i++)
			range->hmm_pfns[i] = asked[i];
	}
}

int hmm_range_fault_unlocked_timeout(struct hmm_range *range,
				     unsigned long timeout)
{
	int ret;

	mutex_lock(&asked_lock);
	ret = try_until_stable(range, timeout);
	mutex_unlock(&asked_lock);
	return ret;
}
EXPORT_SYMBOL(hmm_range_fault_unlocked_timeout);
