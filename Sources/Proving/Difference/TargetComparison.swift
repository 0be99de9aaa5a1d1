// SPDX-License-Identifier: GPL-2.0-or-later

import AddressSpace
import Checking
import KernelSource
import Logic
import RangeFault

/// Looks for scenarios that two targets treat differently, where one of them at least is the text of
/// a kernel: at random, each shrunk.
public struct TargetComparison {
  /// A way in which the two differ, with a scenario that the shrinker cannot make smaller.
  public struct Difference: Equatable, Sendable {
    public var kind: DifferenceKind
    public var scenario: Scenario
    /// The same as it is run on the second, with its events at the same moments.
    public var other: Scenario
    /// The first seed that showed it.
    public var seed: UInt64
    /// Seeds that were shrunk to it.
    public var seeds = 1
    /// The variation of the seed that showed it; 0 for the seed itself.
    public var variation: UInt64 = 0

    public var draw: Draw { Draw(seed: seed, variation: variation) }
  }

  /// What of a text ran.
  public struct Reached: Sendable {
    public var target: Target
    public var coverage: TextCoverage
  }

  /// What a comparison came to.
  public struct Outcome: Sendable {
    public var differences: [Difference] = []
    /// Seeds run, and scenarios on which the two differ.
    public var seeds: UInt64 = 0
    /// Variations of seeds that were run, too.
    public var variations: UInt64 = 0
    public var differing: UInt64 = 0
    /// Seeds on which a text went where it is not understood.
    public var undetermined: UInt64 = 0
    /// What that text is.
    public var unjudged: [UnjudgedCount] = []
    public var limitReached = false
    /// What of each that is a text the scenarios ran, in the order of the two.
    public var reached: [Reached] = []
    /// Others acted on the second at the same moments, not at loads of the same numbers.
    public var movesEvents = false
  }

  public let older: Target
  public let newer: Target
  /// Seeds from 0 up.
  public var seeds: UInt64 = 100_000
  /// Variations of seeds that are run behind them.
  public var variations: [Draw] = []
  /// Differences to find, at most.
  public var limit = 100

  /// The two have page walkers of their own, which load entries in numbers of their own: events
  /// happen at the moments of the first for the second, not at its loads of the same numbers.
  private let movesEvents: Bool

  private let counts: Bool
  private var first: Runnable
  private var second: Runnable
  private let common: Revision
  /// Seeds that are shrunk without anything new, before the others are only counted.
  private static let patience = 400

  /// - Parameter counts: whether it is counted what of the texts runs.
  public init(_ older: Target, _ newer: Target, counts: Bool = false) {
    self.older = older
    self.newer = newer
    movesEvents = older.kernel?.source.pageWalk != newer.kernel?.source.pageWalk
    self.counts = counts
    first = Runnable(older, counts: counts)
    second = Runnable(newer, counts: counts)
    common = RevisionPair(older.revision, newer.revision).common
  }

  /// Adds the variations that reach something new in the text of the first, where it is one.
  public mutating func varySeeds() {
    variations =
      Campaign(older, profile: Profile(revision: common), count: seeds).recorded().variations
  }

  public mutating func run() -> Outcome {
    var outcome = Outcome()
    outcome.movesEvents = movesEvents
    var generator = Generator(profile: Profile(revision: common))
    var scenario = Scenario(count: 0)
    var known = 0
    let draws = (0..<seeds).lazy.map { Draw(seed: $0) }
    for draw in [AnySequence(draws), AnySequence(variations)].joined() {
      generator.draw(draw, into: &scenario)
      if draw.variation == 0 { outcome.seeds += 1 } else { outcome.variations += 1 }
      let kinds = differences(scenario)
      if let reason = first.notUnderstood ?? second.notUnderstood {
        outcome.undetermined += 1
        outcome.unjudged.add(reason, seed: draw.seed)
      }
      if kinds.isEmpty { continue }
      outcome.differing += 1
      if outcome.limitReached || known > Self.patience { continue }
      for kind in kinds {
        let smallest = shrunk(scenario, kind)
        let index = outcome.differences.firstIndex {
          $0.kind == kind && $0.scenario == smallest
        }
        if let index {
          outcome.differences[index].seeds += 1
          known += 1
        } else {
          known = 0
          outcome.differences.append(
            Difference(
              kind: kind, scenario: smallest, other: moved(smallest), seed: draw.seed,
              variation: draw.variation))
          if outcome.differences.count == limit { outcome.limitReached = true }
        }
      }
    }
    outcome.differences.sort {
      Measure($0.scenario, walks: 0) < Measure($1.scenario, walks: 0)
    }
    return outcome
  }

  /// What of each that is a text has run since this was asked last; nothing where that was not
  /// counted.
  ///
  /// - Throws: `KernelProblem` where a text is none of C's.
  public func reached() throws -> [Reached] {
    if !counts { return [] }
    return try [(older, first), (newer, second)].compactMap { target, side in
      guard let kernel = target.kernel else { return nil }
      return Reached(target: target, coverage: try kernel.coverage(side.takeCounts()))
    }
  }

  /// The least scenario to which one that differs in a kind leads; nil where it does not differ.
  mutating func smallest(_ scenario: Scenario, _ kind: DifferenceKind) -> Scenario? {
    differences(scenario).contains(kind) ? shrunk(scenario, kind) : nil
  }

  /// In what the two differ on a scenario, in its last call or one before.
  private mutating func differences(_ scenario: Scenario) -> [DifferenceKind] {
    let other = moved(scenario)
    _ = first.run(scenario)
    _ = second.run(other)
    let comparison = Comparison(one: first.world, other: second.world)
    return DifferenceKind.allCases.filter { comparison.differ(in: $0) }
  }

  /// The scenario as it is run on the second.
  private mutating func moved(_ scenario: Scenario) -> Scenario {
    movesEvents ? Moments.moved(scenario, from: &first, to: &second) : scenario
  }

  /// The least scenario that single steps lead to and that still differs in the kind.
  private mutating func shrunk(_ scenario: Scenario, _ kind: DifferenceKind) -> Scenario {
    var least = scenario
    var size = Measure(scenario, walks: 0)
    var isSmaller = true
    while isSmaller {
      isSmaller = false
      for candidate in least.simpler where candidate.isValid && common.refusal(candidate) == nil {
        let measure = Measure(candidate, walks: 0)
        guard measure < size, differences(candidate).contains(kind) else { continue }
        least = candidate
        size = measure
        isSmaller = true
        break
      }
    }
    return least
  }
}
