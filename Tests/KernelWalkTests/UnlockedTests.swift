// SPDX-License-Identifier: GPL-2.0-or-later

import AddressSpace
import Checking
import KernelWalk
import Logic
import Specification
import Testing

/// The call that takes the mmap lock itself.
@Suite struct UnlockedTests {
  static let call = """
    int hmm_range_fault_unlocked_timeout(struct hmm_range *range, unsigned long timeout)
    {
    struct mm_struct *mm = range->notifier->mm;
    int ret;
    do {
    range->notifier_seq = mmu_interval_read_begin(range->notifier);
    ret = mmap_read_lock_killable(mm);
    if (ret)
    return ret;
    ret = hmm_range_fault(range);
    mmap_read_unlock(mm);
    } while (ret == -EBUSY);
    return ret;
    }
    """

  /// The tree with that call, changed.
  private static func kernel(_ old: String = "", _ new: String = "") throws -> Kernel {
    let files = try Fixture.files()
    return try Fixture.kernel(
      KernelFiles(
        name: files.name, place: files.place, version: files.version,
        walk: files.walk + (old.isEmpty ? call : call.replacing(old, with: new)),
        header: files.header))
  }

  /// What is broken of some clauses.
  private static func broken(_ old: String = "", _ new: String = "") throws -> [String] {
    let kernel = try kernel(old, new)
    #expect(kernel.interface.canDropLock)
    #expect(Target(kernel).revision.ways.canDropLock)
    let clauses = try #require(ClauseSet(ids: ["C1", "C3", "C19", "C26", "C27"]))
    // The walk knows of no handler that drops the lock.
    var profile = Profile(Target(kernel))
    profile.takesLock = false
    let outcome = try Campaign(
      Target(kernel), profile: profile, count: 600, clauses: clauses, jobs: 2
    ).run()
    #expect(outcome.undetermined == 0)
    return Set(outcome.findings.map(\.clause)).sorted().map { Contract.clauses[$0].id }
  }

  @Test func itLeavesTheLockAsItWas() throws {
    #expect(try Self.broken() == [])
    #expect(try Self.broken("mmap_read_unlock(mm);\n", "").contains("C19"))
    #expect(try Self.broken("ret = mmap_read_lock_killable(mm);", "ret = 0;").contains("C19"))
  }

  /// A range that was invalidated is looked at with the sequence as it is now.
  @Test func itReadsTheSequenceAgain() throws {
    var scenario = Scenario(count: 1)
    scenario.mayDropLock = true
    scenario.invalidated = true
    func isEndless(_ old: String = "", _ new: String = "") throws -> Bool {
      var walk = KernelWalk<Concrete>(try Self.kernel(old, new))
      walk.load(scenario)
      walk.call(pass: 1)
      return walk.world.ghost.endless
    }
    #expect(try !isEndless())
    #expect(try isEndless("range->notifier_seq = mmu_interval_read", "mmu_interval_read"))
  }

  @Test(arguments: [", unsigned long timeout", ""])
  func itIsKnownUnderAnotherName(_ timeout: String) throws {
    let files = try Fixture.files()
    let call = Self.call.replacing("unlocked_timeout", with: "unlocked")
      .replacing(", unsigned long timeout", with: timeout)
    let kernel = try Fixture.kernel(
      KernelFiles(
        name: files.name, place: files.place, version: files.version, walk: files.walk + call,
        header: files.header))
    #expect(kernel.interface.unlockedName == "hmm_range_fault_unlocked")
    #expect(kernel.interface.convention.takesLock)
  }

  @Test func itsArguments() throws {
    #expect(
      throws: KernelProblem(
        "hmm_range_fault_unlocked_timeout takes 1 arguments; kernels have it with 2")
    ) { try Self.kernel(", unsigned long timeout", "") }
  }
}
