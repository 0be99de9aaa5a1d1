// SPDX-License-Identifier: GPL-2.0-or-later

import KernelSource
import KernelWalk

@testable import Mutation

/// A walk of the tests' own: it reports what is mapped, and fails where that is not what was asked
/// for.
enum Sample {
  static let header = """
    #define HMM_PFN_VALID (1UL << 63)
    #define HMM_PFN_WRITE (1UL << 62)
    #define HMM_PFN_ERROR (1UL << 61)
    #define HMM_PFN_ORDER_SHIFT 56
    #define HMM_PFN_FLAGS (0xffUL << 56)
    struct hmm_range {
      struct mmu_interval_notifier *notifier;
      unsigned long notifier_seq;
      unsigned long start, end;
      unsigned long *hmm_pfns;
      unsigned long default_flags, pfn_flags_mask;
      void *dev_private_owner;
    };
    static inline unsigned long never_called(unsigned long word)
    {
      return word & HMM_PFN_FLAGS;
    }
    """

  static let walk = """
    #include <linux/hmm.h>
    #include <linux/mm.h>

    static unsigned long slot(struct hmm_range *range, unsigned long addr)
    {
      return (addr - range->start) >> PAGE_SHIFT;
    }

    /* Every page gets the word; from the second on, the frame behind the last one's. */
    static int report(struct hmm_range *range, unsigned long addr, unsigned long end,
                      unsigned long word, unsigned long step)
    {
      unsigned long asked;

      for (; addr < end; addr += PAGE_SIZE) {
        asked = range->hmm_pfns[slot(range, addr)] & range->pfn_flags_mask;
        asked |= range->default_flags;
        if (asked & HMM_PFN_VALID && !(word & HMM_PFN_VALID))
          return -EFAULT;
        range->hmm_pfns[slot(range, addr)] = word;
        word += step;
      }
      return 0;
    }

    static int on_hole(unsigned long addr, unsigned long end, int depth, struct mm_walk *walk)
    {
      return report(walk->private, addr, end, walk->vma ? 0 : HMM_PFN_ERROR, 0);
    }

    /* By its name alone it is known that this text can walk huge pages. */
    static int hmm_vma_handle_pmd(struct mm_walk *walk, unsigned long addr, unsigned long end,
                                  pmd_t pmd)
    {
      unsigned long word = pmd_pfn(pmd) + ((addr & ~PMD_MASK) >> PAGE_SHIFT);
      unsigned long order = PMD_SHIFT - PAGE_SHIFT;

      word |= order << HMM_PFN_ORDER_SHIFT;
      word |= pmd_write(pmd) ? HMM_PFN_VALID | HMM_PFN_WRITE : HMM_PFN_VALID;
      return report(walk->private, addr, end, word, 1);
    }

    static int on_table(pmd_t *table, unsigned long addr, unsigned long end,
                        struct mm_walk *walk)
    {
      struct hmm_range *range = walk->private;
      unsigned long word;
      pmd_t pmd = *table;
      pte_t pte;
      int answer = 0;

      /* Nobody asks for this: the caller looks at the sequence at the end. */
      if (mmu_interval_check_retry(range->notifier, range->notifier_seq))
        return -EBUSY;
      if (pmd_none(pmd))
        return on_hole(addr, end, 0, walk);
      if (pmd_trans_huge(pmd) || pmd_devmap(pmd))
        return hmm_vma_handle_pmd(walk, addr, end, pmd);
      for (; addr < end && !answer; addr += PAGE_SIZE) {
        pte_t *entry = pte_offset_map(table, addr);

        if (!entry)
          return 0;
        pte = *entry;
        word = 0;
        if (pte_present(pte)) {
          word = pte_pfn(pte) | HMM_PFN_VALID;
          if (pte_write(pte))
            word |= HMM_PFN_WRITE;
        }
        answer = report(walk->private, addr, addr + PAGE_SIZE, word, 0);
        pte_unmap(entry);
      }
      return answer;
    }

    static const struct mm_walk_ops operations = {
      .pmd_entry = on_table,
      .pte_hole = on_hole,
    };

    #ifdef CONFIG_NOT_HERE
    static int left_out(int a) { return a + 1; }
    #endif

    int hmm_range_fault(struct hmm_range *range)
    {
      if (mmu_interval_check_retry(range->notifier, range->notifier_seq))
        return -EBUSY;
      return walk_page_range(range->notifier->mm, range->start, range->end, &operations, range);
    }
    """

  static let files = KernelFiles(
    name: "sample", place: "sample", version: KernelVersion(6, 1), walk: walk, header: header)

  static func kernel() throws -> Kernel {
    try Kernel(files, Configuration(enabled: ["CONFIG_TRANSPARENT_HUGEPAGE"]))
  }

  /// The mutations of a function `f` of a text.
  static func mutations(_ text: String, _ kind: MutationKind? = nil) throws -> [Mutation] {
    let source = SourceFile(name: "f.c", text: text)
    let found = try KernelText.functions(reachedFrom: "f", main: source)
    return found.flatMap { Mutation.all(in: $0, text) }.filter { kind == nil || $0.kind == kind }
  }
}
