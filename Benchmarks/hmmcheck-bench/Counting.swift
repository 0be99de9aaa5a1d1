// SPDX-License-Identifier: GPL-2.0-or-later

import AddressSpace
import Checking
import Foundation
import KernelWalk

/// What it costs to count which lines of a text run: the loop of a check with and without, in turns,
/// on the same seeds.
enum Counting {
  private static let seeds: UInt64 = 20_000
  private static let rounds = 9

  static func run(_ target: Target) {
    var least = (without: Double.infinity, with: Double.infinity)
    for _ in 0..<rounds {
      least.without = min(least.without, seconds(target, counts: false))
      least.with = min(least.with, seconds(target, counts: true))
    }
    let rate = (Double(seeds) / least.without, Double(seeds) / least.with)
    print("loop: scenarios/s  counting lines: without      with   fewer")
    print(
      String(repeating: " ", count: 32) + fixed(rate.0, 0, 14) + fixed(rate.1, 0, 10)
        + fixed((1 - rate.1 / rate.0) * 100, 1, 6) + " %")
  }

  /// Processor time of drawing, running and judging all seeds.
  private static func seconds(_ target: Target, counts: Bool) -> Double {
    var walk = Runnable(target, counts: counts)
    var generator = Generator(profile: Profile(target))
    var scenario = Scenario(count: 0)
    var reached = ReachedBlocks()
    let begin = processorTime()
    for seed in 0..<seeds {
      generator.draw(seed: seed, into: &scenario)
      _ = walk.run(scenario)
      // As a check asks after each seed.
      if counts { _ = walk.note(into: &reached) }
    }
    return processorTime() - begin
  }

  private static func processorTime() -> Double {
    var time = timespec()
    clock_gettime(CLOCK_PROCESS_CPUTIME_ID, &time)
    return Double(time.tv_sec) + Double(time.tv_nsec) / 1e9
  }
}
