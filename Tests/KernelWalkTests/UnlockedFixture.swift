// SPDX-License-Identifier: GPL-2.0-or-later

import Checking
import Foundation
import KernelSource
import KernelWalk
import Logic
import Specification
import Testing

/// A text of our own with a call that takes the mmap lock itself and keeps the contract, whole or
/// changed: the walk of Tests/Fixtures/today, which lets a fault drop the lock, and the call behind it.
enum UnlockedFixture {
  private static let folder = Fixture.url.deletingLastPathComponent()

  /// What becomes of that walk.
  private static let edits = [
    ("neither leaves this file. */", "none leaves this file. */"),
    (
      "#define ENTRY_MOVES\t(-ENOENT)",
      "#define ENTRY_MOVES\t(-ENOENT)\n#define LOCK_DROPPED\t(-ENOLCK)\n#define LIMIT_SPENT\t(-ERANGE)"
    ),
    (
      "fault_noted(struct mm_struct *mm, const struct hmm_vma_walk *state)",
      "fault_noted(struct mm_struct *mm, const struct hmm_vma_walk *state,\nbool may_drop)"
    ),
    (
      "fault = handle_mm_fault(vma, addr, flags, NULL);",
      """
      if (may_drop)
      flags |= FAULT_FLAG_ALLOW_RETRY | FAULT_FLAG_KILLABLE;
      fault = handle_mm_fault(vma, addr, flags, NULL);
      if (fault & (VM_FAULT_RETRY | VM_FAULT_COMPLETED))
      return LOCK_DROPPED;
      """
    ),
    (
      "walk_until_done(struct hmm_range *range)",
      "walk_until_done(struct hmm_range *range, bool may_drop)"
    ),
    ("ret = fault_noted(mm, &state);", "ret = fault_noted(mm, &state, may_drop);"),
    (
      "return walk_until_done(range);",
      """
      int ret = walk_until_done(range, false);

      /* No handler was allowed to do so. */
      return ret == LOCK_DROPPED ? -EBUSY : ret;
      """
    ),
  ]

  /// The text with parts of it replaced. Each must be there once; lines are not indented.
  static func kernel(_ edits: [(old: String, new: String)] = []) throws -> Kernel {
    let files = try KernelTree(folder.appendingPathComponent("today").path).read()
    let call = try String(
      contentsOf: folder.appendingPathComponent("unlocked/call.c"), encoding: .utf8)
    let walk = try Fixture.edited(files.walk, self.edits) + "\n" + call
    let kernel = try Fixture.kernel(
      KernelFiles(
        name: files.name, place: files.place, version: files.version,
        walk: try Fixture.edited(walk, edits.map { ($0.old, $0.new) }), header: files.header))
    #expect(kernel.version(.small).program.dropped.isEmpty)
    return kernel
  }
}

/// A mistake that is made in the text of ``UnlockedFixture``, and the clause that it breaks.
struct UnlockedMistake: Sendable, CustomTestStringConvertible {
  let name: String
  let clause: String
  let edits: [(old: String, new: String)]

  init(_ name: String, _ clause: String, _ edits: (old: String, new: String)...) {
    self.name = name
    self.clause = clause
    self.edits = edits
  }

  var testDescription: String { name }

  private static let reaped = "if (is_spent(limit)) {"

  static let all: [UnlockedMistake] = [
    UnlockedMistake(
      "the lock is kept where the limit is spent", "C19",
      ("mmap_read_unlock(mm);\nreturn LIMIT_SPENT;", "return LIMIT_SPENT;")),
    UnlockedMistake(
      "the lock is kept where the mm is reaped", "C19",
      (reaped, "if (check_stable_address_space(mm))\nreturn -EFAULT;\n" + reaped)),
    UnlockedMistake(
      "a snapshot of a reaped mm fails", "C14",
      (
        reaped,
        "if (check_stable_address_space(mm)) {\nmmap_read_unlock(mm);\nreturn -EFAULT;\n}\n"
          + reaped
      )),
    UnlockedMistake(
      "pages that are there fail, since the mm is reaped", "C3",
      (
        reaped,
        "if (check_stable_address_space(mm)) {\nmmap_read_unlock(mm);\nreturn -EFAULT;\n}\n"
          + reaped
      )),
    UnlockedMistake(
      "the limit is renewed always", "C2", ("if (!limit->runs) {", "if (limit) {")),
    UnlockedMistake(
      "the limit is not renewed after a drop", "C2", ("limit.runs = false;\n} else", "} else")),
    UnlockedMistake(
      "the first wait for the lock counts", "C2",
      (".length = timeout,", ".length = timeout,\n.runs = true,\n.began = jiffies,")),
    UnlockedMistake(
      "a limit above LONG_MAX is spent at once", "C2",
      (
        "return jiffies - limit->began > limit->length;",
        "return time_after(jiffies, limit->began + limit->length);"
      )),
    UnlockedMistake(
      "the limit is looked at in the middle of faults", "C2",
      (
        "if (ret == LIMIT_SPENT)\nreturn -EBUSY;",
        "if (ret == LIMIT_SPENT || (ret == LOCK_DROPPED && is_spent(&limit)))\nreturn -EBUSY;"
      )),
    UnlockedMistake(
      "VM_FAULT_COMPLETED is forgotten", "C19",
      ("(VM_FAULT_RETRY | VM_FAULT_COMPLETED)", "VM_FAULT_RETRY")),
    UnlockedMistake(
      "VM_FAULT_RETRY is forgotten", "C19",
      ("(VM_FAULT_RETRY | VM_FAULT_COMPLETED)", "VM_FAULT_COMPLETED")),
    UnlockedMistake(
      "the test for a signal is inverted", "C1",
      ("if (fatal_signal_pending(current))", "if (!fatal_signal_pending(current))")),
    UnlockedMistake(
      "no test for a signal", "C1",
      ("if (fatal_signal_pending(current))\nreturn -EINTR;\n", "")),
    UnlockedMistake(
      "nothing ends the wait for the lock", "C1",
      ("ret = mmap_read_lock_killable(mm);", "mmap_read_lock(mm);\nret = 0;")),
    UnlockedMistake(
      "an interrupted wait is tried again", "C1",
      ("if (ret)\nreturn ret;\nif (is_spent", "if (ret)\nreturn -EBUSY;\nif (is_spent")),
    UnlockedMistake(
      "sticky bits are lost", "C21", ("*word = (*word & STICKY) | output;", "*word = output;")),
    UnlockedMistake(
      "requests are not put back", "C15", ("range->hmm_pfns[i] = asked[i];", ";")),
    UnlockedMistake(
      "one request is not put back", "C15",
      (
        "for (i = 0; i < npages; i++)\nrange->hmm_pfns[i]",
        "for (i = 1; i < npages; i++)\nrange->hmm_pfns[i]"
      )),
    UnlockedMistake(
      "the sequence is read once", "C23",
      (
        "range->notifier_seq = mmu_interval_read_begin(range->notifier);",
        "if (!range->notifier_seq)\n"
          + "range->notifier_seq = mmu_interval_read_begin(range->notifier);"
      )),
    UnlockedMistake(
      "the lock is given back twice", "C26",
      ("if (ret != LOCK_DROPPED)\nmmap_read_unlock(mm);", "mmap_read_unlock(mm);")),
    UnlockedMistake(
      "the lock is not given back after a walk", "C26",
      ("if (ret != LOCK_DROPPED)\nmmap_read_unlock(mm);", "")),
    UnlockedMistake(
      "the walk goes on where it was when a fault dropped the lock", "C15",
      (
        "static int walk_until_done(",
        "static unsigned long dropped_at;\n\nstatic int walk_until_done("
      ),
      (".last = range->start,", ".last = max(range->start, dropped_at),"),
      (
        "ret = fault_noted(mm, &state, may_drop);",
        "ret = fault_noted(mm, &state, may_drop);\n"
          + "dropped_at = ret == LOCK_DROPPED ? state.last : 0;"
      )),
    UnlockedMistake(
      "a VMA is used that may be gone", "C27",
      (
        "static int fault_noted(", "static struct vm_area_struct *known;\n\nstatic int fault_noted("
      ),
      (
        "struct vm_area_struct *vma = vma_lookup(mm, addr);\n",
        "struct vm_area_struct *vma = known;\n"
      ),
      (
        "if (!vma)\nreturn -EFAULT;",
        "if (!vma || addr < vma->vm_start || addr >= vma->vm_end)\nvma = vma_lookup(mm, addr);\n"
          + "known = vma;\nif (!vma)\nreturn -EFAULT;"
      ), ("mutex_lock(&asked_lock);", "mutex_lock(&asked_lock);\nknown = NULL;")),
    UnlockedMistake(
      "a hugetlb VMA lock is held over a fault", "C26",
      (
        "fault = handle_mm_fault(vma, addr, flags, NULL);",
        "if (vma->vm_flags & VM_HUGETLB)\nhugetlb_vma_lock_read(vma);\n"
          + "fault = handle_mm_fault(vma, addr, flags, NULL);\n"
          + "if (vma->vm_flags & VM_HUGETLB)\nhugetlb_vma_unlock_read(vma);"
      )),
    UnlockedMistake(
      "the lock of a hugetlb VMA that may be gone is taken", "C27",
      (
        "fault = handle_mm_fault(vma, addr, flags, NULL);",
        "bool is_huge = vma->vm_flags & VM_HUGETLB;\n\n"
          + "fault = handle_mm_fault(vma, addr, flags, NULL);\n"
          + "if (is_huge) {\nhugetlb_vma_lock_read(vma);\nhugetlb_vma_unlock_read(vma);\n}"
      )),
    UnlockedMistake(
      "a lock that was dropped unasked is given back", "C26",
      (
        "/* No handler was allowed to do so. */",
        "if (ret == LOCK_DROPPED)\nmmap_read_unlock(range->notifier->mm);"
      )),
  ]
}
