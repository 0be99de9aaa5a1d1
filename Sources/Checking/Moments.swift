// SPDX-License-Identifier: GPL-2.0-or-later

import AddressSpace
import Logic

/// The moments of a run at which other threads can act: looks at one entry, one after the other, are
/// one moment, however many they are.
///
/// Events happen at loads by their number, and two subjects that do the same may load an entry in
/// different numbers: a walk without a callback for PUDs looks at them once. Moments are what they
/// have in common.
public struct Moments {
  private struct Moment {
    var target: Event.Target
    var index: Int
    /// The number of its first load, and how many it has.
    var first: Int
    var count = 1
  }

  private var moments: [Moment] = []
  /// Steps of a run that are looked at.
  private static let limit = 200_000
  /// The number of a load that no run comes to.
  private static let never = 1 << 30

  private init(_ subject: inout Runnable, _ scenario: Scenario) {
    let trace = Trace(limit: Self.limit)
    subject.trace(into: trace)
    _ = subject.run(scenario)
    subject.trace(into: nil)
    var isOpen = false
    for step in trace.steps {
      switch step {
      case .load(let number, let target, let index, _):
        if isOpen, let last = moments.last, last.target == target, last.index == index {
          moments[moments.count - 1].count += 1
        } else {
          moments.append(Moment(target: target, index: index, first: number))
        }
        isOpen = true
      case .event, .notified: break
      default: isOpen = false
      }
    }
  }

  /// Whether two subjects load entries in different numbers, as some scenarios without events show.
  static func differ(
    _ subject: inout Runnable, port other: inout Runnable, _ profile: Profile
  ) -> Bool {
    var generator = Generator(profile: profile)
    return (0..<samples).contains { seed in
      var scenario = generator.scenario(seed: UInt64(seed))
      scenario.events = []
      return subject.run(scenario).loads != other.run(scenario).loads
    }
  }

  /// Enough for a difference that is not one of a rare path alone.
  private static let samples = 24

  /// The scenario in which, for `other`, each event happens where it does for `subject` in this one:
  /// at the same moment, and at the same look or else behind the last.
  public static func moved(
    _ scenario: Scenario, from subject: inout Runnable, to other: inout Runnable
  ) -> Scenario {
    if scenario.events.isEmpty { return scenario }
    let known = Moments(&subject, scenario).moments
    var moved = scenario
    moved.events = []
    var earliest = 1
    for event in scenario.events {
      var event = event
      let place = known.firstIndex {
        ($0.first..<($0.first + $0.count)).contains(event.at)
      }
      let others = place == nil ? [] : Moments(&other, moved).moments
      if let place, place < others.count {
        let look = event.at - known[place].first
        event.at = max(others[place].first + min(look, others[place].count), earliest)
      } else {
        event.at = never
      }
      earliest = event.at
      moved.events.append(event)
    }
    return moved
  }
}
