// SPDX-License-Identifier: GPL-2.0-or-later

import AddressSpace
import Checking
import KernelWalk
import Testing

/// A mistake that is made in the text of our own, and what must be said about it.
struct Mistake: Sendable, CustomTestStringConvertible {
  let name: String
  let old: String
  let new: String
  let clause: String
  /// Where the run must end: the one line of the changed text that holds this, and why.
  var line: String?
  var reason: String?

  var testDescription: String { name }
}

/// Each class of mistakes that kernels have made is found, by its clause and at its line.
@Suite struct DefectTests {
  static let seeds: UInt64 = 3000

  @Test(arguments: mistakes) func isFound(_ mistake: Mistake) throws {
    let files = try Fixture.files([(mistake.old, mistake.new)])
    let target = Target(try Fixture.kernel(files))
    var runnable = Runnable(target, traces: true)
    var generator = Generator(profile: Profile(revision: target.revision))
    var met: Set<String> = []
    for seed in 0..<Self.seeds {
      let verdict = runnable.run(generator.scenario(seed: seed))
      #expect(!verdict.undetermined, "seed \(seed)")
      met.formUnion(verdict.broken)
      guard verdict.broken.contains(mistake.clause) else { continue }
      guard let line = mistake.line else { return }
      guard let finding = runnable.kernelWalk?.finding else { continue }
      let lines = files.walk.split(separator: "\n", omittingEmptySubsequences: false)
      let wanted = try #require(lines.firstIndex { $0.contains(line) }) + 1
      #expect(finding.location.file == "mm/hmm.c")
      #expect(finding.location.line == wanted, "\(finding)")
      #expect(finding.text == mistake.reason)
      return
    }
    Issue.record("\(mistake.clause) is not broken on \(Self.seeds) seeds, but \(met.sorted())")
  }

  static let mistakes = [
    Mistake(
      name: "request overwritten before the walk begins again",
      old: "sweep->cursor = resume;\nsweep->vma = vma;",
      new: "sweep->cursor = resume;\nanswer(sweep, address, 0);\nsweep->vma = vma;",
      clause: "C15"),
    Mistake(
      name: "walk that begins before the range",
      old: "ret = walk_page_range(mm, sweep.cursor,",
      new: "ret = walk_page_range(mm, sweep.cursor - PAGE_SIZE,", clause: "C27",
      line: "ret = walk_page_range(mm, sweep.cursor - PAGE_SIZE,",
      reason: "access outside of the object"),
    Mistake(
      name: "walk that ends behind the range",
      old: "sweep.cursor, range->end, &sweep_ops,",
      new: "sweep.cursor, range->end + PAGE_SIZE, &sweep_ops,", clause: "C27",
      line: "ret = walk_page_range(mm, sweep.cursor, range->end",
      reason: "access outside of the object"),
    Mistake(
      name: "VALID taken for WRITE in the decision",
      old: "if (!(granted & HMM_PFN_VALID))\nlack |=",
      new: "if (!(granted & HMM_PFN_WRITE))\nlack |=", clause: "C23"),
    Mistake(
      name: "table left mapped on some ways out", old: "pte_unmap(first);\n",
      new: "if (!ret)\npte_unmap(first);\n", clause: "C26"),
    Mistake(
      name: "waits with the table mapped",
      old: """
        pte_unmap(first);
        if (ret == PAUSE_TO_LOOK_AGAIN)
        migration_entry_wait(walk->mm, pmdp, sweep->cursor);
        """,
      new: """
        if (ret == PAUSE_TO_LOOK_AGAIN)
        migration_entry_wait(walk->mm, pmdp, sweep->cursor);
        pte_unmap(first);
        """, clause: "C26"),
    Mistake(
      name: "no look at whether the table could be mapped",
      old: "if (!first)\nreturn pause_to_look_again(sweep, from);\n", new: "",
      clause: "C27", line: "pte_t pte = ptep_get(first", reason: "null pointer dereferenced"),
    Mistake(
      name: "out-parameter never set", old: "*what = lack;\n", new: "", clause: "C27",
      line: "return pause_to_fault(sweep, vma, from, address, lack);",
      reason: "value used before it was set"),
    Mistake(
      name: "local variable never set", old: "int ret = 0;\n\nif (!first)",
      new: "int ret;\n\nif (!first)", clause: "C27", line: "address < to && !ret",
      reason: "value used before it was set"),
    Mistake(
      name: "loop goes one page too far",
      old: "for (; from < to; from += PAGE_SIZE)\nanswer(sweep, from, pfn++ | flags);",
      new: "for (; from <= to; from += PAGE_SIZE)\nanswer(sweep, from, pfn++ | flags);",
      clause: "C27", line: "hmm_pfns[slot(sweep, address)] = word",
      reason: "access outside of the object"),
    Mistake(
      name: "array indexed by bytes",
      old: "return (address - sweep->range->start) >> PAGE_SHIFT;",
      new: "return address - sweep->range->start;", clause: "C27",
      line: "unsigned long own = range->hmm_pfns", reason: "access outside of the object"),
    Mistake(
      name: "shift in too narrow a type",
      old: "(unsigned long)order << HMM_PFN_ORDER_SHIFT", new: "order << HMM_PFN_ORDER_SHIFT",
      clause: "C27", line: "order << HMM_PFN_ORDER_SHIFT",
      reason: "shift by the width of the type or more"),
    Mistake(
      name: "division by what can be 0",
      old: "return (address - sweep->range->start) >> PAGE_SHIFT;",
      new:
        "return (address - sweep->range->start) /\n       (sweep->range->end - address - PAGE_SIZE);",
      clause: "C27", line: "return (address - sweep->range->start) /",
      reason: "division by zero, or one that overflows"),
    Mistake(
      name: "BUG on an entry that can be", old: "if (!non_swap_entry(entry) ||",
      new: "BUG_ON(is_device_exclusive_entry(entry));\nif (!non_swap_entry(entry) ||",
      clause: "C27", line: "BUG_ON(", reason: "BUG reached"),
    Mistake(
      name: "a way to the end without a value",
      old: "return writable ? HMM_PFN_VALID | HMM_PFN_WRITE : HMM_PFN_VALID;",
      new: "if (writable)\nreturn HMM_PFN_VALID | HMM_PFN_WRITE;", clause: "C27"),
    Mistake(
      name: "hole without a VMA faulted",
      old: "if (!walk->vma)\nreturn sweep_impossible(sweep, from, to);\n", new: "",
      clause: "C27", line: "handle_mm_fault(sweep->vma", reason: "null pointer dereferenced"
    ),
    Mistake(
      name: "fault on no VMA", old: "sweep->vma = vma;\n", new: "", clause: "C27",
      line: "handle_mm_fault(sweep->vma", reason: "null pointer dereferenced"),
    Mistake(
      name: "PUD lock not given back",
      old: "spin_unlock(lock);\nreturn ret;\n}\n#else\n#define sweep_pud",
      new: "return ret;\n}\n#else\n#define sweep_pud", clause: "C26"),
    Mistake(
      name: "hugetlb lock kept where pages are to be faulted",
      old: "spin_unlock(lock);\nreturn ret;\n}\n#else\n#define sweep_hugetlb",
      new: "if (!ret)\nspin_unlock(lock);\nreturn ret;\n}\n#else\n#define sweep_hugetlb",
      clause: "C26"),
    Mistake(
      name: "faults under the page walker's hugetlb VMA lock",
      old: "bool readable = pte_present(pte) && !pte_protnone(pte);\n",
      new: """
        bool readable = pte_present(pte) && !pte_protnone(pte);

        if (!readable && wants_any(sweep, from, to)) {
        spin_unlock(lock);
        handle_mm_fault(walk->vma, from, FAULT_FLAG_REMOTE, NULL);
        return pause_to_look_again(sweep, from);
        }

        """, clause: "C26"),
    Mistake(
      name: "no memory told as a bad address", old: "return -ENOMEM;", new: "return -EFAULT;",
      clause: "C1"),
    Mistake(
      name: "forbidden write told as a bad address", old: "return -EPERM;", new: "return -EFAULT;",
      clause: "C3"),
    Mistake(
      name: "cursor not set before the walk begins again",
      old: "sweep->cursor = resume;\nreturn PAUSE_TO", new: "return PAUSE_TO", clause: "C15"),
    Mistake(
      name: "the mask forgotten", old: "(own & range->pfn_flags_mask) |", new: "own |",
      clause: "C13"),
    Mistake(
      name: "frame left in a word without VALID",
      old: "answer_all(sweep, from, to, 0);\nreturn;\n}\nflags |=", new: "}\nflags |=",
      clause: "C22"),
    Mistake(
      name: "device memory of anybody's",
      old: "if (page->pgmap->owner == sweep->range->dev_private_owner)",
      new: "if (page->pgmap->owner)", clause: "C9"),
    Mistake(
      name: "place in the huge page in bytes", old: "(from & ~mask) >> PAGE_SHIFT;",
      new: "from & ~mask;", clause: "C9"),
    Mistake(
      name: "poison told as faultable",
      old: "ret = sweep_impossible(sweep, from, to);\n} else {",
      new: "ret = sweep_absent(sweep, walk->vma, from, to);\n} else {", clause: "C8"),
    Mistake(
      name: "write faults where reads are asked for", old: "if (lack & LACKS_WRITE) {",
      new: "if (vma->vm_flags & VM_WRITE) {", clause: "C24"),
  ]
}
