// SPDX-License-Identifier: GPL-2.0-or-later

import AddressSpace
import Testing

extension ScenarioValidationTests {
  /// A call that takes the mmap lock itself, with a change of VMAs.
  private static func call(_ changes: VMAChange...) -> Scenario {
    var scenario = Scenario(count: 4)
    scenario.mayDropLock = true
    scenario.unlocked.changes = changes
    return scenario
  }

  private static func change(_ kind: VMAChange.Kind = .unmap, _ flags: VMA.Flags = []) -> VMAChange
  {
    VMAChange(at: 1, kind: kind, start: 0, end: 4, flags: flags)
  }

  static let unlockedRules: [Rule] = [
    Rule(
      error: "unlocked.changes[0]: VMAs change while the mmap lock is held; only a call that takes "
        + "the lock itself lets go of it: set mayDropLock, or leave the change out",
      broken: { $0.mayDropLock = false }, close: { _ in }, base: call(change())),
    Rule(
      error:
        "unlocked: surrounds a call that takes the mmap lock itself; set mayDropLock, or leave "
        + "it out",
      broken: { $0.unlocked.timeout = 1 }, close: { _ in }),
    Rule(
      error: "unlocked.lockTimes: 17 numbers; at most 16",
      broken: { $0.unlocked.lockTimes = Array(repeating: 0, count: 17) },
      close: { $0.unlocked.lockTimes = Array(repeating: 0, count: 16) }, base: call()),
    Rule(
      error: "unlocked.faultTimes[1]: -1; must be 0 to 1073741824",
      broken: { $0.unlocked.faultTimes = [0, -1] },
      close: { $0.unlocked.faultTimes = [0, 1 << 30] }, base: call()),
    Rule(
      error: "unlocked.signal: 0; must be 1 to 1000", broken: { $0.unlocked.signal = 0 },
      close: { $0.unlocked.signal = 1 }, base: call()),
    Rule(
      error: "unlocked.reaped: 1001; must be 1 to 1000", broken: { $0.unlocked.reaped = 1001 },
      close: { $0.unlocked.reaped = 1000 }, base: call()),
    Rule(
      error: "unlocked.changes: 9 changes; at most 8",
      broken: { $0.unlocked.changes = Array(repeating: change(), count: 9) },
      close: { $0.unlocked.changes = Array(repeating: change(), count: 8) }, base: call()),
    Rule(
      error: "unlocked.changes[0].at: 0; must be 1 to 1000",
      broken: { $0.unlocked.changes[0].at = 0 }, close: { $0.unlocked.changes[0].at = 1000 },
      base: call(change())),
    Rule(
      error: "unlocked.changes[1].at: 1 comes after 2; changes must be in ascending order",
      broken: { $0.unlocked.changes[0].at = 2 },
      close: { $0.unlocked.changes[1].at = 2 }, base: call(change(), change())),
    Rule(
      error: "unlocked.changes[0].end: 2 is not behind the start, 2",
      broken: {
        $0.unlocked.changes[0].start = 2; $0.unlocked.changes[0].end = 2
      },
      close: { $0.unlocked.changes[0].start = 3 }, base: call(change())),
    Rule(
      error: "unlocked.changes[0].end: 1099511627777; at most 1099511627776",
      broken: { $0.unlocked.changes[0].end = 1 << 40 + 1 },
      close: { $0.unlocked.changes[0].end = 1 << 40 }, base: call(change())),
    Rule(
      error: "unlocked.changes[0].flags: bits 0x1; must be none where pages are unmapped",
      broken: { $0.unlocked.changes[0].flags = .read },
      close: { $0.unlocked.changes[0].kind = .map }, base: call(change())),
    Rule(
      error: "unlocked.changes[0].flags: bits 0x4; must be READ and WRITE only where VMAs are "
        + "protected",
      broken: { $0.unlocked.changes[0].flags = .io },
      close: { $0.unlocked.changes[0].flags = [.read, .write] }, base: call(change(.protect))),
    Rule(
      error:
        "unlocked.changes[0].end: 6 within a hugetlb VMA; must be a multiple of its page size, "
        + "4",
      broken: { $0.unlocked.changes[0].end = 6 }, close: { $0.unlocked.changes[0].end = 8 },
      base: hugetlb),
    // The VMAs are those that the change before has left.
    Rule(
      error: "unlocked.changes[1].start: 9 within a hugetlb VMA; must be a multiple of its page "
        + "size, 4",
      broken: { $0.unlocked.changes.append(VMAChange(at: 1, kind: .unmap, start: 9, end: 16)) },
      close: { $0.unlocked.changes.append(VMAChange(at: 1, kind: .unmap, start: 1, end: 3)) },
      base: hugetlb),
    Rule(
      error: "unlocked.changes[0]: leaves 17 VMAs; at most 16",
      broken: { $0.unlocked.changes = [VMAChange(at: 1, kind: .unmap, start: 1, end: 2)] },
      close: { $0.unlocked.changes = [VMAChange(at: 1, kind: .unmap, start: 0, end: 2)] },
      base: {
        var scenario = call()
        scenario.vmas = (0..<16).map { VMA(start: 4 * $0, end: 4 * $0 + 4) }
        return scenario
      }()),
  ]

  private static let hugetlb: Scenario = {
    var scenario = call(change())
    scenario.vmas = [VMA(start: 0, end: 16, hugetlb: .pmd)]
    scenario.pmds = [.none]
    return scenario
  }()

  @Test(arguments: unlockedRules)
  func rulesOfUnlockedCalls(_ rule: Rule) { check(rule) }
}
