// SPDX-License-Identifier: GPL-2.0-or-later

import AddressSpace

/// What was tried of a target before anything proved of it was believed.
public struct BeliefCheck: Sendable, Equatable {
  public enum Outcome: Sendable, Equatable {
    case agreed
    /// In what, in words.
    case differs(String)
    /// Why nothing can be said.
    case notDone(String)
  }

  /// `rounds`, `random`.
  public var name: String
  /// What was done, and how often.
  public var statement: String
  /// Scenarios that were run.
  public var count: UInt64
  /// On the clock.
  public var seconds: Double
  public var outcome: Outcome
  /// The case that differs, where it is shown with the check.
  public var scenario: Scenario?

  public init(
    name: String, statement: String, count: UInt64, seconds: Double, outcome: Outcome,
    scenario: Scenario? = nil
  ) {
    self.name = name
    self.statement = statement
    self.count = count
    self.seconds = seconds
    self.outcome = outcome
    self.scenario = scenario
  }

  public var isAgreed: Bool { outcome == .agreed }

  /// Calls differ from their rounds: no clause is broken by that, and nothing is known of rows that
  /// are proved of rounds.
  public var leavesRowsOpen: Bool {
    if case .differs = outcome { name == "rounds" } else { false }
  }
}

extension BeliefCheck {
  /// What came of ``RoundCheck``.
  init(_ outcome: RoundCheck.Outcome, of seeds: UInt64, seconds: Double) {
    let left = RoundCheck.LeftOut.allCases.compactMap { reason in
      outcome.leftOut[reason].map { "\($0) \(reason.rawValue)" }
    }
    let run = outcome.compared + outcome.leftOut.values.reduce(0, +)
    self.init(
      name: "rounds",
      statement: "\(outcome.compared) random calls beside the same in \(outcome.rounds) rounds,"
        + " each of which is told nothing but the world and the cursor"
        + (left.isEmpty ? "" : "; not compared: " + left.joined(separator: ", ")),
      count: run, seconds: seconds, outcome: .agreed)
    if let first = outcome.first {
      self.outcome = .differs(
        "\(outcome.differing) \(outcome.differing == 1 ? "differs" : "differ"), first seed"
          + " \(first.seed): \(first.words.prefix(3).joined(separator: "; "))")
      scenario = first.scenario
    } else if run < seeds {
      self.outcome = .notDone("stopped after \(run) of \(seeds)")
    } else if outcome.rounds <= outcome.compared {
      self.outcome = .notDone("no call was restarted")
    }
  }

  /// Of a text whose calls are no rounds.
  init(withoutRounds reason: String) {
    self.init(
      name: "rounds", statement: "no call was cut into rounds", count: 0, seconds: 0,
      outcome: .notDone(reason))
  }

  /// What came of ``RandomCheck``, before it is held against any row.
  init(_ outcome: RandomCheck.Outcome, of seeds: UInt64, seconds: Double) {
    let broken = outcome.broken(within: .anyLength)
    let clauses = broken.isEmpty ? "no clause" : broken.joined(separator: ", ")
    var statement =
      "\(outcome.seeds) random scenarios; within what rows of any length claim they break"
      + " \(clauses)"
    if outcome.unjudged > 0 { statement += "; not judged: \(outcome.unjudged)" }
    if outcome.notUnderstood > 0 { statement += "; not understood: \(outcome.notUnderstood)" }
    let isWhole = outcome.seeds == seeds
    self.init(
      name: "random", statement: statement, count: outcome.seeds, seconds: seconds,
      outcome: isWhole ? .agreed : .notDone("stopped after \(outcome.seeds) of \(seeds)"))
  }
}
