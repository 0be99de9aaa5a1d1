// SPDX-License-Identifier: GPL-2.0-or-later

import AddressSpace
import Checking
import Logic
import RangeFault
import Specification
import Transcription

/// The figures for one number of pages.
struct Row: CustomStringConvertible {
  let pages: Int
  /// Nanoseconds a scenario: the generic walk and the hand-written one, calls only.
  let generic: Double
  let byHand: Double
  /// Nanoseconds a scenario: drawing it, laying it out and running it, and judging the run.
  let draw: Double
  let run: Double
  let judge: Double
  /// Nanoseconds a scenario, all of it as a check does it.
  let whole: Double

  var ratio: Double { generic / byHand }

  init(pages: Int) {
    self.pages = pages
    let scenarios = Row.scenarios(pages)
    var walk = Walk<Concrete>(revision: .v5_8)
    var transcription = Transcription()
    // Load and call can only be timed together, so loading alone is timed too and taken off.
    let loading = Row.time(scenarios) { walk.load($0) }
    generic =
      Row.time(scenarios) {
        walk.load($0)
        walk.call(pass: 1)
      } - loading
    byHand =
      Row.time(scenarios) {
        transcription.load($0)
        transcription.call(pass: 1)
      } - loading
    run = generic + loading
    let both = Row.time(scenarios) { sink(walk.run($0).violated.rawValue) }
    judge = both - run
    draw = Row.timeDrawing(pages)
    whole = draw + both
  }

  static func profile(_ pages: Int, _ revision: Revision = .v5_8) -> Profile {
    Profile(revision: revision, maximumPages: pages)
  }

  /// Seeds whose scenarios have exactly that many pages.
  static func seeds(_ pages: Int, _ revision: Revision = .v5_8) -> [UInt64] {
    var generator = Generator(profile: profile(pages, revision))
    var scenario = Scenario(count: 0)
    var seeds: [UInt64] = []
    var seed: UInt64 = 0
    while seeds.count < stored {
      generator.draw(seed: seed, into: &scenario)
      if scenario.count == pages { seeds.append(seed) }
      seed += 1
    }
    return seeds
  }

  static func scenarios(_ pages: Int, _ revision: Revision = .v5_8) -> [Scenario] {
    var generator = Generator(profile: profile(pages, revision))
    return seeds(pages, revision).map { generator.scenario(seed: $0) }
  }

  /// The least time of several rounds, a scenario, in nanoseconds.
  static func time(_ scenarios: [Scenario], _ body: (Scenario) -> Void) -> Double {
    var best = Double.infinity
    for _ in 0..<15 {
      let begin = ContinuousClock.now
      for scenario in scenarios { body(scenario) }
      best = min(best, (ContinuousClock.now - begin) / .nanoseconds(scenarios.count))
    }
    return best
  }

  /// Drawing alone, into one scenario's storage.
  static func timeDrawing(_ pages: Int) -> Double {
    let seeds = seeds(pages)
    var generator = Generator(profile: profile(pages))
    var scenario = Scenario(count: 0)
    var best = Double.infinity
    for _ in 0..<15 {
      let begin = ContinuousClock.now
      for seed in seeds { generator.draw(seed: seed, into: &scenario) }
      best = min(best, (ContinuousClock.now - begin) / .nanoseconds(seeds.count))
    }
    return best
  }

  var description: String {
    let columns = [
      fixed(Double(pages), 0, 5), fixed(generic, 0, 12), fixed(byHand, 0, 9), fixed(ratio, 2, 7),
      fixed(1e9 / whole, 0, 18), fixed(draw, 0, 10), fixed(run, 0, 5), fixed(judge, 0, 6),
    ]
    return columns.joined()
  }
}

/// A number with so many places behind the point, right-aligned in a column.
func fixed(_ number: Double, _ places: Int, _ width: Int = 0) -> String {
  let scale = places == 0 ? 1.0 : places == 1 ? 10.0 : 100.0
  let rounded = (number * scale).rounded() / scale
  let text = places == 0 ? "\(Int(rounded))" : "\(rounded)"
  return String(repeating: " ", count: max(width - text.count, 0)) + text
}

/// Keeps the compiler from leaving work out.
@inline(never)
func sink(_ value: UInt32) {
  total &+= value
}

nonisolated(unsafe) var total: UInt32 = 0
