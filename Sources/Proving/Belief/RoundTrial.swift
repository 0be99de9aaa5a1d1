// SPDX-License-Identifier: GPL-2.0-or-later

import AddressSpace
import Checking
import KernelWalk
import Logic

/// One call of a text beside the same call played as rounds.
struct RoundTrial {
  enum Result {
    case agrees
    /// In what, in words.
    case differs([String])
    case leftOut(RoundCheck.LeftOut)
  }

  private let target: Target
  private let scope: ClaimScope
  private var whole: KernelWalk<Concrete>
  private var parts: KernelWalk<Concrete>
  /// Rounds that the latest scenario came to.
  private(set) var rounds: UInt64 = 0
  /// Runs that the search for a smaller scenario may take.
  private static let patience = 4000

  init(_ target: Target, _ kernel: Kernel) {
    self.target = target
    scope = ClaimScope(target)
    whole = KernelWalk(kernel)
    parts = KernelWalk(kernel)
  }

  mutating func run(_ scenario: Scenario) -> Result {
    rounds = 0
    switch scope.exclusionFromWindows(scenario) {
    case .emptyRange: return .leftOut(.emptyRange)
    case .mayDropLock, .snapshotCall: return .leftOut(.otherEntry)
    default: break
    }
    whole.load(scenario)
    whole.call(pass: 1)
    if whole.world.ghost.notUnderstood { return .leftOut(.notUnderstood) }
    parts.load(scenario)
    var end = parts.firstRound()
    var isSpent = false
    while end.code == 0 && !end.isFinished && !parts.world.ghost.endless {
      isSpent = rounds == UInt64(parts.world.walkBudget)
      if isSpent { break }
      end = parts.round(parts.world, from: end.last, nil)
      rounds += 1
    }
    if parts.world.ghost.endless && parts.finding?.kind == .environment1 {
      return .leftOut(.manyLooks)
    }
    let isEndless = isSpent || parts.world.ghost.endless
    if whole.world.ghost.endless {
      return isEndless
        ? .leftOut(.endless) : .differs(["the call does not come to an end, its rounds do"])
    }
    if isEndless { return .differs(["the call comes to an end, its rounds do not"]) }
    let words = RoundComparison(whole: whole.world, rounds: parts.world, end: end).differences
    return words.isEmpty ? .agrees : .differs(words)
  }

  /// The least scenario that single steps lead to and that still differs.
  mutating func smallest(_ scenario: Scenario) -> Scenario {
    var (least, size) = (scenario, Measure(scenario, walks: 0))
    var left = Self.patience
    var isSmaller = true
    while isSmaller {
      isSmaller = false
      for candidate in least.simpler where left > 0 {
        let measure = Measure(candidate, walks: 0)
        guard measure < size, candidate.isValid, target.revision.refusal(candidate) == nil else {
          continue
        }
        left -= 1
        guard case .differs = run(candidate) else { continue }
        (least, size, isSmaller) = (candidate, measure, true)
        break
      }
    }
    return least
  }
}
