// SPDX-License-Identifier: GPL-2.0-or-later

import Checking

/// What random scenarios have to say of a target, before a table of its proofs is believed.
public struct Belief: Sendable {
  /// Nil where the target's calls are no rounds.
  public var rounds: RoundCheck.Outcome?
  public var random: RandomCheck.Outcome
  /// What was done, for reports.
  public var checks: [BeliefCheck]

  public init(
    rounds: RoundCheck.Outcome?, random: RandomCheck.Outcome, checks: [BeliefCheck]
  ) {
    self.rounds = rounds
    self.random = random
    self.checks = checks
  }
}

/// The checks that are made before the obligations of a text are asked.
public struct BeliefChecks: Sendable {
  public var target: Target
  /// Threads: 1 or more.
  public var jobs = 1
  /// Random scenarios that are judged; half as many are cut into rounds, which takes as long.
  public var seeds: UInt64 = 100_000

  public init(_ target: Target) { self.target = target }

  public func run(_ control: Campaign.Control = Campaign.Control()) -> Belief {
    var checks: [BeliefCheck] = []
    var played: RoundCheck.Outcome?
    if var check = RoundCheck(target) {
      (check.seeds, check.jobs) = (max(seeds / 2, 1), jobs)
      let (outcome, seconds) = timed { check.run(control) }
      played = outcome
      checks.append(BeliefCheck(outcome, of: check.seeds, seconds: seconds))
    } else if target.kernel != nil {
      checks.append(BeliefCheck(withoutRounds: Plan(target).exemption ?? "it has none"))
    }
    var check = RandomCheck(target)
    (check.seeds, check.jobs) = (seeds, jobs)
    let (random, seconds) = timed { check.run(control) }
    checks.append(BeliefCheck(random, of: check.seeds, seconds: seconds))
    return Belief(rounds: played, random: random, checks: checks)
  }

  private func timed<Outcome>(_ body: () -> Outcome) -> (Outcome, seconds: Double) {
    let begin = ContinuousClock.now
    let outcome = body()
    return (outcome, (ContinuousClock.now - begin) / .seconds(1))
  }
}
