// SPDX-License-Identifier: GPL-2.0-or-later

import KernelSource

extension PlaceMistake {
  // MARK: Frames

  static let frames = [
    PlaceMistake(
      "two frames a page", mappedLoop,
      "for (; from < to; from += PAGE_SIZE, pfn += 2)\nanswer(sweep, from, pfn | flags);",
      at: "pfn += 2", "not by one page", kind: .frame),
    PlaceMistake(
      "the frame of the next page", mappedLoop,
      "for (; from < to; from += PAGE_SIZE, pfn++)\nanswer(sweep, from, (pfn + 1) | flags);",
      at: "(pfn + 1) | flags", "neighbouring page", kind: .frame),
    PlaceMistake(
      "a frame compared", granted, granted + "if (pfn > 100)\nflags = 0;\n", at: "pfn > 100",
      "is compared", kind: .frame),
    PlaceMistake(
      "a bit of a frame", granted, granted + "if (pfn & 1)\nflags = 0;\n", at: "pfn & 1",
      "is masked", kind: .frame),
    PlaceMistake(
      "a frame multiplied", mappedLoop,
      "for (; from < to; from += PAGE_SIZE)\nanswer(sweep, from, pfn++ * 2 | flags);",
      at: "pfn++ * 2", "is multiplied", kind: .frame),
    PlaceMistake(
      "a frame kept", granted, granted + "sweep->address = pfn;\n", at: "sweep->address = pfn;",
      "is kept in memory", kind: .frame),
    PlaceMistake(
      "no frame", granted, granted + "if (!pfn)\nflags = 0;\n", at: "if (!pfn)",
      "decides where the text goes on", kind: .frame),
    PlaceMistake(
      "a bit of an entry", "unsigned long pfn = pte_pfn(pte);",
      "unsigned long pfn = pte_pfn(pte) + (pte.pte & 1);", at: "pte.pte & 1", "is masked",
      kind: .frame),
    PlaceMistake(
      "the frame in a word", "if (!(asked & HMM_PFN_REQ_FAULT))", "if (!(asked & 0x4000UL))",
      at: "asked & 0x4000UL", "decides where the text goes on", kind: .frame),
    PlaceMistake(
      "a page compared", "struct page *page = pfn_swap_entry_to_page(entry);\n",
      "struct page *page = pfn_swap_entry_to_page(entry);\n\n"
        + "if (page == vm_normal_page(walk->vma, address, pte))\nreturn 0;\n",
      at: "page == vm_normal_page", "pointer to a struct page is compared", kind: .frame),
  ]

  // MARK: Mappings

  private static let inside = "unsigned long inside = (from & ~PMD_MASK) >> PAGE_SHIFT;"

  static let masks = [
    PlaceMistake(
      "an address rounded", inside, "unsigned long inside = (from & PMD_MASK) >> PAGE_SHIFT;",
      at: "from & PMD_MASK", "is masked"),
    PlaceMistake(
      "the mask of another level", inside,
      "unsigned long inside = ((from) & ~PUD_MASK) >> PAGE_SHIFT;", at: "((from) & ~PUD_MASK)",
      "an offset by PUD_MASK"),
    PlaceMistake(
      "a mask that is only the same in small mappings", inside,
      "unsigned long inside = (from & 0x1fffUL) >> PAGE_SHIFT;", at: "from & 0x1fffUL",
      "is masked"),
    PlaceMistake(
      "the mask of a page table for a hugetlb page",
      "unsigned long inside = (from & ~mask) >> PAGE_SHIFT;",
      "unsigned long inside = (from & ~(PMD_MASK)) >> PAGE_SHIFT;", at: "~(PMD_MASK)",
      "an offset by PMD_MASK"),
    PlaceMistake(
      "the offset of the end", inside, "unsigned long inside = (to & ~PMD_MASK) >> PAGE_SHIFT;",
      at: "to & ~PMD_MASK", "none of a page of the piece"),
    PlaceMistake(
      "an offset in bytes", inside, "unsigned long inside = from & ~PMD_MASK;",
      at: "pmd_pfn(pmd) + inside", "is added to", kind: .frame),
    PlaceMistake(
      "an offset that decides", inside,
      inside + "\n\nif (inside)\nreturn sweep_impossible(sweep, from, to);\n", at: "if (inside)",
      "decides where the text goes on"),
    PlaceMistake(
      "other text for large mappings", inside,
      inside + "\n\nif (PMD_SHIFT > 20)\nreturn sweep_impossible(sweep, to, to);\n",
      at: "if (PMD_SHIFT > 20)", "where mappings have other sizes"),
    PlaceMistake(
      "a size compared", "bool readable = pte_present(pte) && !pte_protnone(pte);\n",
      "bool readable = pte_present(pte) && huge_page_order(hstate) == 9;\n", at: "== 9",
      "is compared"),
    PlaceMistake(
      "an order that is only right in small mappings", inside,
      inside
        + "\n\nif (pmd_protnone(pmd))\nreturn sweep_mapped(sweep, walk->vma, from, to, pmd_pfn(pmd),"
        + "\ngrant(true, true), 1);",
      at: "flags |= (unsigned long)order << HMM_PFN_ORDER_SHIFT;", "the order of a mapping"),
    PlaceMistake(
      "an order that is only right in small groups of mappings",
      "grant(true, pud_write(pud)),\nPUD_SHIFT - PAGE_SHIFT);",
      "grant(true, pud_write(pud)),\nPMD_SHIFT - PAGE_SHIFT + 1);",
      at: "flags |= (unsigned long)order << HMM_PFN_ORDER_SHIFT;", "the order of a mapping"),
    PlaceMistake(
      "an order chosen as a flag",
      "return writable ? HMM_PFN_VALID | HMM_PFN_WRITE : HMM_PFN_VALID;",
      "return writable ? HMM_PFN_VALID | (1UL << HMM_PFN_ORDER_SHIFT) : HMM_PFN_VALID;",
      at: "return writable ?", "the order of a mapping"),
    PlaceMistake(
      "an order that is data", "flags |= (unsigned long)order << HMM_PFN_ORDER_SHIFT;",
      "flags |= (unsigned long)(granted != 0) << HMM_PFN_ORDER_SHIFT;", at: "(granted != 0) <<",
      "the order of a mapping"),
    PlaceMistake(
      "a size in the place of a flag", "flags |= (unsigned long)order << HMM_PFN_ORDER_SHIFT;",
      "flags |= (unsigned long)order << HMM_PFN_ORDER_SHIFT;\n"
        + "if (flags & (8UL << HMM_PFN_ORDER_SHIFT))\nflags = 0;",
      at: "8UL << HMM_PFN_ORDER_SHIFT", "decides where the text goes on"),
  ]

  // MARK: What is not followed

  static let unknown = [
    PlaceMistake(
      "a function without a model", granted, granted + "if (!pfn_valid(0))\nflags = 0;\n",
      at: "pfn_valid(0)", "pfn_valid is called"),
    PlaceMistake(
      "a function that calls itself", "find_lack(sweep, from, to, 0, &ignored) < to;",
      "wants_any(sweep, from, to);", at: "return wants_any(sweep, from, to);", "calls itself"),
    PlaceMistake(
      "a callback that the model does not call", ".test_walk = sweep_admits,",
      ".test_walk = sweep_admits,\n.pte_entry = sweep_hugetlb,", at: "ret = walk_page_range(",
      "a callback that the page walker's model"),
    PlaceMistake(
      "a jump into a loop", fillLoop,
      "if (word)\ngoto inside;\nfor (; from < to; from += PAGE_SIZE) {\ninside:\n"
        + "answer(sweep, from, word);\n}", at: "from < to; from += PAGE_SIZE) {",
      "a jump back into the middle"),
    PlaceMistake(
      "a walk to another end", "ret = walk_page_range(mm, sweep.cursor, range->end, &sweep_ops,",
      "ret = walk_page_range(mm, sweep.cursor, range->end - PAGE_SIZE, &sweep_ops,",
      at: "range->end - PAGE_SIZE", "moved by -1 page"),
    PlaceMistake(
      "a bound of the range is changed", "mmap_assert_locked(mm);",
      "mmap_assert_locked(mm);\nrange->end = range->start;", at: "range->end = range->start;",
      "is stored in an object of the kernel's"),
  ]
}
