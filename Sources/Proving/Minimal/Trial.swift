// SPDX-License-Identifier: GPL-2.0-or-later

import AddressSpace
import Logic
import RangeFault
import Specification

/// A call on an unknown scenario, with as many walks as the concrete run may make, or fewer.
struct Trial {
  let world: World<Symbolic>
  /// The clause is broken. Of a call that was ``cut`` off this says nothing.
  let broken: Symbolic.Bit
  /// The call wanted more walks than it was given, which is fewer than a concrete run is.
  let cut: Symbolic.Bit

  /// - Parameter walks: the walks that the call may begin; nil: as many as the concrete run.
  init(
    _ scenario: SymbolicScenario, _ revision: Revision, _ clause: ClauseClaims, walks: Int? = nil
  ) {
    var walk = Walk<Symbolic>(revision: revision)
    scenario.load(into: &walk.world, walk.convention)
    let whole = walk.world.walkBudget
    walk.world.walkBudget = min(walks ?? whole, whole)
    let isWhole = walk.world.walkBudget == whole
    walk.call(pass: 1)
    world = walk.world
    cut = isWhole ? false : world.ghost.endless
    broken = clause.isViolated(by: world)
  }
}
