// SPDX-License-Identifier: GPL-2.0-or-later

import AddressSpace
import Checking
import KernelSource
import Specification

extension RandomCheck {
  /// Runs that end for want of fuel before the search is given up: each costs as much as thousands.
  private static let patience = 5

  /// The least seed of which rows of any length speak and that breaks one of some clauses; nil where
  /// none of the seeds does.
  public func first(breaking clauses: ClauseSet) -> (seed: UInt64, clauses: ClauseSet)? {
    let scope = ClaimScope(target)
    var walk = Runnable(target)
    var generator = Generator(profile: Profile(target))
    var scenario = Scenario(count: 0)
    var left = Self.patience
    for seed in 0..<seeds {
      generator.draw(seed: seed, into: &scenario)
      if scope.exclusionFromWindows(scenario) != nil { continue }
      let verdict = walk.run(scenario)
      let broken = verdict.violated.intersection(clauses)
      if !broken.isEmpty && !verdict.undetermined { return (seed, broken) }
      if walk.kernelWalk?.finding?.kind == .outOfFuel { left -= 1 }
      if left == 0 { return nil }
    }
    return nil
  }
}
