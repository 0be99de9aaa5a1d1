// SPDX-License-Identifier: GPL-2.0-or-later

import AddressSpace
import Checking
import Logic
import RangeFault
import Testing

@testable import Proving

/// The invariant is no assumption out of thin air: real calls keep it, round by round.
@Suite struct InvariantTests {
  /// Every round of a call on known scenarios, in the symbolic domain, where known numbers stay
  /// numbers.
  @Test func callsKeepIt() {
    var generator = Generator(profile: Profile(revision: .conforming, maximumPages: 6))
    var rounds = 0
    for seed in 0..<400 as Range<UInt64> {
      let scenario = generator.scenario(seed: seed)
      if scenario.count == 0 { continue }
      rounds += play(scenario, seed: seed)
    }
    #expect(rounds > 400)
  }

  /// Plays the restart loop by hand, and looks at the invariant before each round.
  private func play(_ scenario: Scenario, seed: UInt64) -> Int {
    var walk = Walk<Symbolic>(revision: .conforming)
    walk.load(scenario)
    walk.world.beginCall(pass: 1)
    var rounds = 0
    while walk.status.constant == 0, rounds < 40 {
      var now = walk
      // An output below the cursor describes a state up to now.
      now.world.endCall()
      let state = RoundState(world: now.world, last: now.last, status: now.status)
      for invariant in Invariant.all(of: .revision(.conforming)) {
        // What a page had is known only while it is kept.
        if now.world.ghost.historyLost.constant == true { continue }
        let holds = invariant.holds(state).constant == true
        #expect(holds, "\(invariant) before round \(rounds) of seed \(seed)")
      }
      walk.round(0..<walk.world.layout.pieces.count)
      rounds += 1
    }
    return rounds
  }

  /// Each conjunct is false of some state: it says something.
  @Test(arguments: Invariant.all(of: .revision(.conforming)))
  func itSaysSomething(_ invariant: Invariant) {
    ExpressionGraph.with { graph in
      let window = Window(
        .plain(pages: 2), cursor: 1, target: .revision(.conforming), opensRequests: true, in: graph)
      #expect(invariant.holds(window.before).constant == nil)
    }
  }
}
