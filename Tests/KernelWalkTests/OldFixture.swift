// SPDX-License-Identifier: GPL-2.0-or-later

import Foundation
import KernelSource
import KernelWalk
import Testing

/// Texts of our own that are called as kernels before 5.8 were: one walk, and around it what each
/// interface has of its own.
enum OldFixture: String, CaseIterable, CustomTestStringConvertible {
  /// 4.14 to 4.16: seven arguments, one request for all pages, flags in the words.
  case sevenArguments
  /// On the way to 4.17: the range has what seven arguments had.
  case threeArguments
  /// 4.17 to 5.1: the driver's format, requests in the words, the VMA in the range.
  case oneVMA
  /// 5.2 and 5.3: defaults and a mask, ranges that are registered.
  case registered
  /// 5.4 to 5.6: flags say whether it is a snapshot, and whether the lock may be dropped.
  case flags

  var testDescription: String { rawValue }

  /// The version that the tree says it is.
  var version: KernelVersion {
    switch self {
    case .sevenArguments, .threeArguments: KernelVersion(4, 16)
    case .oneVMA: KernelVersion(5, 0)
    case .registered: KernelVersion(5, 2)
    case .flags: KernelVersion(5, 6)
    }
  }

  func files(says version: KernelVersion? = nil, _ edits: [(String, String)] = []) throws
    -> KernelFiles
  {
    var walk = try text
    for (old, new) in edits {
      try #require(walk.contains(old), "not there: \(old)")
      walk = walk.replacing(old, with: new)
    }
    return KernelFiles(
      name: rawValue, place: rawValue, version: version ?? self.version, walk: walk,
      header: header)
  }

  func kernel(_ edits: [(String, String)] = []) throws -> Kernel {
    try Fixture.kernel(files(edits))
  }

  private static let folder = URL(fileURLWithPath: #filePath).deletingLastPathComponent()
    .deletingLastPathComponent().appendingPathComponent("Fixtures/old")

  private static func part(_ name: String) throws -> String {
    try String(contentsOf: folder.appendingPathComponent(name), encoding: .utf8)
  }

  private var text: String {
    get throws {
      let sweep = try OldFixture.part("sweep.c")
      let parts: [String] =
        switch self {
        case .sevenArguments, .threeArguments:
          [
            try OldFixture.part("words.c"), sweep, "#define SWEEP_HUGETLB NULL\n",
            try OldFixture.part("walk.c"), entries,
          ]
        case .oneVMA:
          [
            "#define REQUEST(range, word) (word)\n#define SWEEP_HUGETLB NULL\n",
            try OldFixture.part("driver.c"), sweep, try OldFixture.part("walk.c"), entries,
          ]
        case .registered:
          [
            OldFixture.masked, "#define SWEEP_HUGETLB sweep_hugetlb\n",
            try OldFixture.part("driver.c"), sweep, try OldFixture.part("hugetlb.c"),
            try OldFixture.part("walk.c"), entries,
          ]
        case .flags:
          [
            OldFixture.masked, try OldFixture.part("driver.c"), sweep,
            try OldFixture.part("hugetlb.c"), entries,
          ]
        }
      return (["#include <linux/hmm.h>\n#include <linux/swapops.h>\n"] + parts).joined()
    }
  }

  private static let masked = """
    #define REQUEST(range, word) \\
    (((word) & (range)->pfn_flags_mask) | (range)->default_flags)

    """
}

extension OldFixture {
  /// What the header has of a range.
  var header: String {
    switch self {
    case .sevenArguments, .threeArguments:
      let vma = self == .threeArguments ? "struct vm_area_struct *vma;\n" : ""
      return """
        #include <linux/mm.h>
        typedef unsigned long hmm_pfn_t;
        #define HMM_PFN_VALID (1 << 0)
        #define HMM_PFN_READ (1 << 1)
        #define HMM_PFN_WRITE (1 << 2)
        #define HMM_PFN_ERROR (1 << 3)
        #define HMM_PFN_EMPTY (1 << 4)
        #define HMM_PFN_SPECIAL (1 << 5)
        #define HMM_PFN_DEVICE_UNADDRESSABLE (1 << 6)
        #define HMM_PFN_SHIFT 7
        struct hmm_range {
        \(vma)unsigned long start, end;
        hmm_pfn_t *pfns;
        bool valid;
        };

        """
    case .oneVMA:
      return OldFixture.format + OldFixture.range("struct vm_area_struct *vma;\n")
    case .registered:
      return OldFixture.format + "struct hmm { struct mm_struct *mm; bool dead; };\n"
        + OldFixture.range("struct hmm *hmm;\nuint64_t default_flags, pfn_flags_mask;\n")
    case .flags:
      return OldFixture.format
        + "#define HMM_FAULT_ALLOW_RETRY (1 << 0)\n#define HMM_FAULT_SNAPSHOT (1 << 1)\n"
        + OldFixture.range(
          "struct mmu_interval_notifier *notifier;\nunsigned long notifier_seq;\n"
            + "uint64_t default_flags, pfn_flags_mask;\n")
    }
  }

  private static let format = """
    #include <linux/mm.h>
    enum hmm_pfn_flag_e { HMM_PFN_VALID, HMM_PFN_WRITE, HMM_PFN_DEVICE_PRIVATE };
    enum hmm_pfn_value_e { HMM_PFN_ERROR, HMM_PFN_NONE, HMM_PFN_SPECIAL };

    """

  private static func range(_ members: String) -> String {
    """
    struct hmm_range {
    \(members)unsigned long start, end;
    uint64_t *pfns;
    const uint64_t *flags, *values;
    uint8_t pfn_shift;
    bool valid;
    };

    """
  }

  /// The functions that the caller calls.
  private var entries: String {
    switch self {
    case .sevenArguments:
      """
      int hmm_vma_get_pfns(struct vm_area_struct *vma, struct hmm_range *range,
      unsigned long start, unsigned long end, hmm_pfn_t *pfns)
      {
      struct sweep sweep = { .range = range };

      range->start = start;
      range->end = end;
      range->pfns = pfns;
      return sweep_all(&sweep, vma->vm_mm, false);
      }

      int hmm_vma_fault(struct vm_area_struct *vma, struct hmm_range *range,
      unsigned long start, unsigned long end, hmm_pfn_t *pfns, bool write, bool block)
      {
      struct sweep sweep = { .range = range, .wants = write ? 3 : 1 };

      range->start = start;
      range->end = end;
      range->pfns = pfns;
      return sweep_all(&sweep, vma->vm_mm, !block);
      }
      """
    case .threeArguments:
      """
      int hmm_vma_get_pfns(struct hmm_range *range)
      {
      struct sweep sweep = { .range = range };

      return sweep_all(&sweep, range->vma->vm_mm, false);
      }

      int hmm_vma_fault(struct hmm_range *range, bool write, bool block)
      {
      struct sweep sweep = { .range = range, .wants = write ? 3 : 1 };

      return sweep_all(&sweep, range->vma->vm_mm, !block);
      }
      """
    case .oneVMA:
      """
      int hmm_vma_get_pfns(struct hmm_range *range)
      {
      struct sweep sweep = { .range = range, .only_looks = true };

      return sweep_all(&sweep, range->vma->vm_mm, false);
      }

      int hmm_vma_fault(struct hmm_range *range, bool block)
      {
      struct sweep sweep = { .range = range };

      return sweep_all(&sweep, range->vma->vm_mm, !block);
      }
      """
    case .registered:
      """
      static long sweep_registered(struct sweep *sweep, bool drops)
      {
      struct hmm_range *range = sweep->range;
      long ret;

      if (range->hmm->dead || !range->hmm->mm)
      return -EFAULT;
      if (!range->valid)
      return -EBUSY;
      ret = sweep_all(sweep, range->hmm->mm, drops);
      return ret ? ret : (sweep->last - range->start) >> PAGE_SHIFT;
      }

      long hmm_range_snapshot(struct hmm_range *range)
      {
      struct sweep sweep = { .range = range, .only_looks = true };

      return sweep_registered(&sweep, false);
      }

      long hmm_range_fault(struct hmm_range *range, bool block)
      {
      struct sweep sweep = { .range = range };

      return sweep_registered(&sweep, !block);
      }
      """
    case .flags:
      """
      static int sweep_hole(unsigned long from, unsigned long to, int depth,
      struct mm_walk *walk)
      {
      if (!walk->vma)
      return sweep_impossible(walk->private, from, to);
      return sweep_absent(walk->private, walk->vma, from, to);
      }

      static const struct mm_walk_ops sweep_ops = {
      .pmd_entry = sweep_pmd,
      .pte_hole = sweep_hole,
      .hugetlb_entry = sweep_hugetlb,
      .test_walk = sweep_admits,
      };

      long hmm_range_fault(struct hmm_range *range, unsigned int flags)
      {
      struct sweep sweep = { .range = range, .last = range->start };
      long ret;

      sweep.only_looks = flags & HMM_FAULT_SNAPSHOT;
      do {
      if (mmu_interval_check_retry(range->notifier, range->notifier_seq))
      return -EBUSY;
      ret = walk_page_range(range->notifier->mm, sweep.last, range->end, &sweep_ops,
      &sweep);
      if (ret == PAUSE_TO_FAULT) {
      ret = sweep_fault(&sweep, flags & HMM_FAULT_ALLOW_RETRY);
      if (!ret)
      ret = PAUSE_TO_LOOK_AGAIN;
      }
      } while (ret == PAUSE_TO_LOOK_AGAIN);
      return ret ? ret : (sweep.last - range->start) >> PAGE_SHIFT;
      }
      """
    }
  }
}
