// SPDX-License-Identifier: GPL-2.0-or-later

import AddressSpace
import Checking
import KernelSource
import Logic
import RangeFault

/// A call from its beginning, on an unknown scenario, up to a number of restarts.
public struct BoundedRun {
  public let scenario: SymbolicScenario
  /// After the call.
  public let world: World<Symbolic>
  /// Whether a call can come to text that is not understood; of texts only.
  let guards: [Question]
  /// The unknowns make a scenario, the call ends within its restarts, and what it did could be
  /// recorded.
  let possible: [Symbolic.Bit]
  /// The same, and what it did is understood, which is proved of its own.
  public let assumptions: [Symbolic.Bit]
  /// Whether the call comes by each of the places of the text that are sought.
  let cameBy: [Symbolic.Bit]

  /// - Parameter restarts: how often the walk may begin again, at most.
  public init(
    _ skeleton: Skeleton, revision: Revision, restarts: Int, in graph: ExpressionGraph
  ) {
    let scenario = SymbolicScenario(skeleton, for: revision, in: graph)
    self.init(scenario, revision: revision, restarts: restarts)
  }

  init(_ skeleton: Skeleton, target: Target, size: BoundedSize, in graph: ExpressionGraph) {
    let scenario = SymbolicScenario(skeleton, for: target.revision, in: graph)
    self.init(scenario, target: target, restarts: size.restarts, mayBeEndless: size.isWhole)
  }

  init(
    _ scenario: SymbolicScenario, revision: Revision, restarts: Int, mayBeEndless: Bool = false
  ) {
    self.init(
      scenario, target: .revision(revision), restarts: restarts, mayBeEndless: mayBeEndless)
  }

  /// The same on unknowns that other runs share.
  ///
  /// - Parameters:
  ///   - mayBeEndless: calls that need more restarts count as endless, and are not left out.
  ///   - places: those of a text that are sought.
  init(
    _ scenario: SymbolicScenario, target: Target, restarts: Int, mayBeEndless: Bool = false,
    seeking places: [TextPlace] = []
  ) {
    self.scenario = scenario
    let state = target.wholeCall(scenario, walks: restarts + 1, seeking: places)
    cameBy = state.text?.cameBy ?? []
    world = state.world
    let ghost = world.ghost
    let ends: Symbolic.Bit = mayBeEndless ? true : .!ghost.endless
    possible = [scenario.isValid, ends, .!ghost.historyLost]
    assumptions = possible + [.!ghost.notUnderstood]
    guards = state.callGuards(assuming: [scenario.isValid])
  }
}
