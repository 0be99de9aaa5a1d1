// SPDX-License-Identifier: GPL-2.0-or-later

import Checking
import Proving

/// A mutant that a random scenario kills by a clause, and what the solver says of that clause.
public struct SoundnessResult: Sendable {
  public var mutation: Mutation
  /// The id of the clause.
  public var clause: String
  /// The first seed that breaks it.
  public var seed: UInt64
  /// What came of the clause's row; nil where the table of the mutant has none.
  public var proof: ProofResult?
  /// On the clock.
  public var seconds: Double

  /// The solver's word on a text of which it is known that it is wrong.
  public enum Kind: String, CaseIterable, Sendable {
    /// Proved for any length: the prover is wrong.
    case unsound
    /// Proved, with a bound; the scenario may lie beyond it.
    case bounded
    case notProved
  }

  public var kind: Kind {
    guard let proof, proof.verdict == .proved else { return .notProved }
    return proof.row.isOfAnyLength ? .unsound : .bounded
  }
}

/// What came of a ``SoundnessCampaign``.
public struct SoundnessOutcome: Sendable {
  public var target: Target
  /// Mutants that were to be asked for, at most.
  public var wanted: Int
  public var rng: UInt64
  public var seeds: UInt64
  /// The ids of clauses that are proved of the text itself, for any length and with a bound.
  public var anyLength: [String] = []
  public var bounded: [String] = []
  /// The ids of clauses that speak of what the text's format has not: they hold of it as they are.
  public var exempt: [String] = []
  /// Of those of any length, what random scenarios break of the text itself.
  public var contradicted: [String] = []
  /// In the order in which they were drawn.
  public var results: [SoundnessResult] = []
  /// Stopped before all were asked for.
  public var isInterrupted = false

  init(target: Target, wanted: Int, rng: UInt64, seeds: UInt64) {
    self.target = target
    self.wanted = wanted
    self.rng = rng
    self.seeds = seeds
  }

  /// Notes what is proved of the text itself.
  mutating func note(_ table: ProofReport) {
    let witness = table.results.filter { $0.row.group == .witness }
    // Of a text whose calls are no rounds all rows are exempt, which says nothing of its format.
    let hasRounds = witness.contains { $0.verdict != .exempt }
    for result in witness {
      guard let clause = result.row.clause else { continue }
      switch result.verdict {
      case .proved where result.row.isOfAnyLength: anyLength.append(clause)
      case .proved: bounded.append(clause)
      case .exempt where hasRounds: exempt.append(clause)
      default: break
      }
    }
  }

  /// Whether enough is proved of the text itself that not proving its mutants tells anything.
  public var isPowerful: Bool {
    !anyLength.isEmpty && anyLength.count + exempt.count >= SoundnessCampaign.fewestClauses
  }

  public func count(_ kind: SoundnessResult.Kind) -> Int { results.count { $0.kind == kind } }

  /// What the campaign as a whole says.
  public enum Conclusion: String, Sendable {
    /// Nothing wrong is proved.
    case held
    /// Something is, of a mutant or of the text itself.
    case unsound
    /// Too few clauses are proved of the text itself for that to tell anything.
    case powerless
    /// Not all were asked for, or none could be.
    case undetermined
  }

  public var conclusion: Conclusion {
    if count(.unsound) > 0 || !contradicted.isEmpty { return .unsound }
    if isInterrupted { return .undetermined }
    if !isPowerful { return .powerless }
    return results.isEmpty ? .undetermined : .held
  }
}
