// SPDX-License-Identifier: GPL-2.0-or-later

import AddressSpace
import Logic
import RangeFault

// A call ends: against a fault handler that resolves what it is asked, and while nobody else acts,
// each restart makes a measure smaller, and no entry is looked at again for want of a change (C23).
extension Plan {
  mutating func addProgress() {
    let row = ProofRow(
      .progress, "measure", clause: "C23",
      "each undisturbed restart leaves less to be faulted or waited for", bound: inductiveBound,
      exemption: exemption)
    add(row)
  }

  /// The row of which ``ending`` is the other half: rounds show that a restart follows something, and
  /// the measure that calls end.
  static let restarting = "witness.C23"
  static let ending = "progress.measure"
}

extension Window {
  func progressQuestions(_ wanted: Set<String>) -> [Question] {
    let row = Plan.ending
    if !wanted.contains(row) { return [] }
    let restarts = assumptions() + [goesOn, resolves]
    let grows = measure(after) .>= measure(before)
    // While nobody else acts, a second look at an entry finds what the first did, and so would each.
    let looksForEver = isCut .| after.world.ghost.endless
    return [
      Question(row, "restart", restarts, [grows]), Question(row, "a restart", .example, restarts),
      Question(row, "a look that is repeated for ever", possible(), [looksForEver]),
    ]
  }

  /// The fault handler does what it is asked.
  fileprivate var resolves: Symbolic.Bit {
    let good: [FaultOutcome] = [.resolve, .resolveHuge, .reuse]
    return scenario.outcomes.reduce(true) { all, outcome in
      all
        .& good.reduce(false) { any, one in
          any .| (outcome .== Symbolic.Byte(constant: UInt64(one.rawValue)))
        }
    }
  }

  /// How much is left to be done for the window's pages: 0 for a page that has what it asks for, 1
  /// for one that a fault can give it, 2 where a fault or a wait only clears the way.
  fileprivate func measure(_ walk: RoundState) -> Symbolic.Byte {
    let world = walk.world
    let above: KindSet = [.hugeMigration, .hugetlbMigration, .hugeNuma, .hugetlbNuma]
    // A special page may become writable before it is seen that no fault can help.
    let inTheWay = above.union(.numaPTE).union([.migration, .specialReadOnly])
    return (0..<count).reduce(0) { sum, page in
      let steps = Symbolic.Byte.select(world.view(page).kind.isIn(inTheWay), 2, 1)
      return sum &+ Symbolic.Byte.select(world.lacks(page), steps, 0)
    }
  }
}
