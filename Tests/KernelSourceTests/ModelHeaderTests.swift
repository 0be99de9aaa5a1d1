// SPDX-License-Identifier: GPL-2.0-or-later

import Testing

@testable import KernelSource

/// The model header itself, and its macros on text of our own.
struct ModelHeaderTests {
  @Test func isReadWithoutAProblem() throws {
    let program = try read("#include <linux/mm.h>\n")
    #expect(program.problems.map(\.description) == [])
    #expect(program.dropped.map(\.name) == [])
    #expect(program.constant("VM_FAULT_ERROR") == 0x873)
    #expect(program.constant("PMD_MASK") == 0 &- (1 << 21))
    #expect(program.constant("VM_SPECIAL") == 0x1004_4400)
  }

  @Test func containersAndLists() throws {
    let text = """
      #include <linux/list.h>
      struct item { long weight; bool heavy; struct list_head list; };
      struct owner { int kind; struct list_head items; };
      long f(long a, long b) {
        struct owner owner = { .kind = 1 };
        struct item one = { .weight = a }, two = { .weight = b, .heavy = b };
        struct item *item;
        long sum = 0;
        owner.items.next = &one.list;
        one.list.next = &two.list;
        two.list.next = &owner.items;
        list_for_each_entry(item, &owner.items, list)
          sum = sum * 10 + item->weight + item->heavy;
        item = list_first_entry_or_null(&owner.items, struct item, list);
        return sum + container_of(&item->list, struct item, list)->weight * 1000;
      }
      """
    #expect(runConcrete(try read(text), "f", [3, 4]) == Outcome(value: 3035, finding: nil))
  }

  @Test func minimaAndSwitchesOfEntries() throws {
    let text = """
      #include <linux/mm.h>
      #define NEGATIVE -EBUSY
      static const struct mm_walk_ops ops = { .pte_hole = hole, .walk_lock = PGWALK_RDLOCK };
      static int hole(unsigned long a) { return a ? NEGATIVE : 0; }
      static const struct mm_walk_ops later = { .pte_hole = hole };
      int f(unsigned long a, unsigned long b) {
        pte_t pte = { .pte = min(a, max(b, 3UL)) };
        if (WARN_ON_ONCE(0) || unlikely(IS_ALIGNED(a, PAGE_SIZE)))
          return later.pte_hole(a);
        return READ_ONCE(pte).pte;
      }
      EXPORT_SYMBOL_GPL(f);
      """
    let program = try read(text.replacing("static const struct mm_walk_ops ops", with: "//"))
    #expect(program.dropped.map(\.name) == [] && program.problems.map(\.text) == [])
    #expect(summary(runConcrete(program, "f", [4096, 1])) == "test.c:8 noModel")
    // A name that is declared only later is refused, as C does.
    #expect(try read(text).problems.map(\.text) == ["unknown name 'hole'"])
  }
}
