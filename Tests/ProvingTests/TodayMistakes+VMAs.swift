// SPDX-License-Identifier: GPL-2.0-or-later

extension TodayMistakes {
  /// The VMA of one page serves another.
  static let vmas: [TodayMistake] = [
    TodayMistake(
      "the VMA of the first fault serves all others",
      [
        member("struct vm_area_struct *vma;"),
        (
          "static int fault_noted(struct mm_struct *mm, const struct hmm_vma_walk *state)",
          "static int fault_noted(struct mm_struct *mm, struct hmm_vma_walk *state)"
        ),
        (
          "struct vm_area_struct *vma = vma_lookup(mm, addr);",
          "struct vm_area_struct *vma = state->vma ?: vma_lookup(mm, addr);"
        ),
        (
          """
          if (!vma)
          return -EFAULT;
          if (state
          """,
          """
          if (!vma)
          return -EFAULT;
          state->vma = vma;
          if (state
          """
        ),
      ],
      breaks: "C27", rows: ["witness.C27"], .seed(1)),
    TodayMistake(
      "the VMA of the range's first page serves all",
      [
        ("vma_lookup(mm, addr);", "vma_lookup(mm, state->range->start);")
      ],
      breaks: "C27", rows: ["witness.C27"], .seed(1)),
    TodayMistake(
      "the VMA of the walk's first page serves the stretch",
      [
        (
          """
          for (addr = state->start; addr < state->end; addr += PAGE_SIZE) {
          struct vm_area_struct *vma = vma_lookup(mm, addr);
          """,
          """
          struct vm_area_struct *vma = vma_lookup(mm, state->last);

          for (addr = state->start; addr < state->end; addr += PAGE_SIZE) {
          """
        ),
        (
          "state->end = page + PAGE_SIZE;",
          """
          state->end = page + 2 * PAGE_SIZE;
          if (state->end > state->range->end)
          state->end = state->range->end;
          """
        ),
      ],
      breaks: "C27", rows: ["witness.C27"], .seed(1)),
    TodayMistake(
      "the first written page's VMA tells whether others may be written",
      [
        member("unsigned long vm_flags;"),
        (
          "static int fault_noted(struct mm_struct *mm, const struct hmm_vma_walk *state)",
          "static int fault_noted(struct mm_struct *mm, struct hmm_vma_walk *state)"
        ),
        (
          """
          if (!(vma->vm_flags & VM_WRITE))
          return -EPERM;
          """,
          """
          if (!state->vm_flags)
          state->vm_flags = vma->vm_flags;
          if (!(state->vm_flags & VM_WRITE))
          return -EPERM;
          """
        ),
      ],
      breaks: "C23", rows: ["progress.measure"], .seed(4)),
  ]
}
