// SPDX-License-Identifier: GPL-2.0-or-later

import AddressSpace
import Checking
import RangeFault
import Testing

/// Events at the same moments of two subjects.
@Suite struct MomentsTests {
  private static func scenario(_ events: [Event]) -> Scenario {
    var scenario = Scenario(count: 2)
    scenario.ptes = [.writable, .writable]
    scenario.events = events
    return scenario
  }

  /// A subject that does the same loads sees the same scenario.
  @Test func oneSubjectIsLikeItself() throws {
    var first = Runnable(.revision(.conforming))
    var second = Runnable(.revision(.conforming))
    var generator = Generator(profile: Profile(revision: .conforming))
    var events = 0
    for seed in 0..<2000 {
      let scenario = generator.scenario(seed: UInt64(seed))
      let moved = Moments.moved(scenario, from: &first, to: &second)
      // An event behind the last load does nothing, wherever it is put.
      for (event, other) in zip(scenario.events, moved.events) where other.at < 1 << 30 {
        #expect(other.at == event.at, "seed \(seed)")
        events += 1
      }
      let verdict = first.run(scenario)
      let other = second.run(moved)
      #expect(verdict.violated == other.violated && verdict.loads == other.loads)
    }
    #expect(events > 200)
  }

  @Test func whatNeverHappensStaysAway() {
    var first = Runnable(.revision(.conforming))
    var second = Runnable(.revision(.conforming))
    let late = Self.scenario([Event(at: 400, target: .pte, index: 0, kind: .none)])
    let moved = Moments.moved(late, from: &first, to: &second)
    #expect(moved.events.map(\.at) == [1 << 30])
    let none = Self.scenario([])
    #expect(Moments.moved(none, from: &first, to: &second) == none)
  }
}
