// SPDX-License-Identifier: GPL-2.0-or-later

import AddressSpace
import KernelSource
import KernelWalk
import Logic
import Testing

/// How often a text looks at a PMD, and what it need not have set.
@Suite struct PlainReadTests {
  /// The loads of entries that a callback for PMDs makes.
  private static func loads(_ body: String) throws -> UInt32 {
    let table = """
      static int look(pmd_t *pmd, unsigned long start, unsigned long end, struct mm_walk *walk)
      {
      int seen = 0;
      \(body)
      return seen < 0;
      }
      static const struct mm_walk_ops ops = { .pmd_entry = look };
      """
    let kernel = try Fixture.small(
      "return walk_page_range(range->notifier->mm, range->start, range->end, &ops, range);",
      before: table)
    var walk = KernelWalk<Concrete>(kernel)
    walk.load(Scenario(count: 2))
    walk.call(pass: 1)
    #expect(walk.finding == nil)
    #expect(walk.world.result == 0)
    // The page walker's own looks at the PUD, twice, and at the PMD.
    return walk.world.loads - 3
  }

  /// Plain reads that nothing parts are one to the compiler; each READ_ONCE is one of its own.
  @Test(arguments: [
    ("seen += pmd_none(*pmd) + pmd_bad(*pmd) + pmd_trans_huge(*pmd);", 1),
    ("seen += pmd_none(*pmd);\nbarrier();\nseen += pmd_bad(*pmd);", 2),
    ("seen += pmd_none(READ_ONCE(*pmd)) + pmd_bad(READ_ONCE(*pmd));", 2),
    ("seen += pmd_none(*pmd) + pmd_bad(pmd_read_atomic(pmd)) + pmd_trans_huge(*pmd);", 3),
  ])
  func looks(_ body: String, _ count: UInt32) throws {
    #expect(try Self.loads(body) == count)
  }

  /// A value beside a false one in `&` does not matter.
  @Test func whatDoesNotMatterNeedNotBeSet() throws {
    func finding(_ value: String) throws -> Finding.Kind? {
      let kernel = try Fixture.small(
        "struct pair { bool one, other; } pair;\nbool both;\npair.one = \(value);\n"
          + "both = pair.one & pair.other;\nreturn both ? -EFAULT : 0;")
      var walk = KernelWalk<Concrete>(kernel)
      walk.load(Scenario(count: 1))
      walk.call(pass: 1)
      return walk.finding?.kind
    }
    #expect(try finding("false") == nil)
    #expect(try finding("true") == .uninitialisedRead)
  }
}
