// SPDX-License-Identifier: GPL-2.0-or-later

import AddressSpace
import Checking
import KernelWalk
import Logic

/// Random calls of a text, cut into rounds of its restart loop: do these give what the whole call
/// gives?
///
/// Windows begin a round anywhere, with a state of the model's world and none of the text's own. A
/// text that keeps something else from round to round is not what its windows are of, and differs
/// here: nothing but the world and the cursor is carried from one round to the next.
public struct RoundCheck: Sendable {
  public let kernel: Kernel
  public let target: Target
  /// Seeds from 0 up; those that are even in ``Geometry/small``, the others in ``Geometry/pairs``.
  public var seeds: UInt64 = 50_000
  /// Threads: 1 or more.
  public var jobs = 1

  /// Nil where a text has no rounds: where it keeps no cursor, or the target is no text.
  public init?(_ target: Target) {
    guard let kernel = target.kernel, Plan(target).isOneLoop else { return nil }
    self.kernel = kernel
    self.target = target
  }

  /// Why a scenario is not compared.
  public enum LeftOut: String, CaseIterable, Sendable {
    case otherEntry = "of another entry"
    case emptyRange = "of no page"
    case endless = "without an end"
    case manyLooks = "looking at one PMD more often than a round may"
    case notUnderstood = "not understood"
  }

  /// A call that its rounds are not.
  public struct Difference: Sendable {
    public var seed: UInt64
    /// The least scenario to which it leads, and what differs there.
    public var scenario: Scenario
    public var words: [String]
  }

  public struct Outcome: Sendable {
    public var agreeing: UInt64 = 0
    public var differing: UInt64 = 0
    public var leftOut: [LeftOut: UInt64] = [:]
    /// Rounds played of the calls that were compared.
    public var rounds: UInt64 = 0
    /// Of the least seed that differs.
    public var first: Difference?

    /// Calls that were compared.
    public var compared: UInt64 { agreeing + differing }
  }

  public func run(_ control: Campaign.Control = Campaign.Control()) -> Outcome {
    let parts = SeedThreads(count: seeds, jobs: jobs).run(control) { take in
      var part = (outcome: Outcome(), least: UInt64?.none)
      var (trial, generators) = (RoundTrial(target, kernel), generators)
      var scenario = Scenario(count: 0)
      while let seeds = take() {
        for seed in seeds {
          generators[Int(seed % 2)].draw(seed: seed, into: &scenario)
          switch trial.run(scenario) {
          case .leftOut(let reason): part.outcome.leftOut[reason, default: 0] += 1
          case .agrees: part.outcome.agreeing += 1
          case .differs:
            part.outcome.differing += 1
            part.least = min(part.least ?? seed, seed)
          }
          part.outcome.rounds += trial.rounds
        }
      }
      return part
    }
    var outcome = parts.reduce(into: Outcome()) { $0.merge($1.outcome) }
    outcome.first = parts.compactMap(\.least).min().map { difference($0) }
    return outcome
  }

  /// For seeds that are even, and for the others.
  private var generators: [Generator] {
    var profile = Profile(target)
    let small = Generator(profile: profile)
    profile.pairs = true
    return [small, Generator(profile: profile)]
  }

  private func difference(_ seed: UInt64) -> Difference {
    var (trial, generators) = (RoundTrial(target, kernel), generators)
    let scenario = trial.smallest(generators[Int(seed % 2)].scenario(seed: seed))
    guard case .differs(let words) = trial.run(scenario) else {
      return Difference(seed: seed, scenario: scenario, words: ["not the second time"])
    }
    return Difference(seed: seed, scenario: scenario, words: words)
  }
}

extension RoundCheck.Outcome {
  fileprivate mutating func merge(_ other: RoundCheck.Outcome) {
    agreeing += other.agreeing
    differing += other.differing
    rounds += other.rounds
    leftOut.merge(other.leftOut, uniquingKeysWith: +)
  }
}
