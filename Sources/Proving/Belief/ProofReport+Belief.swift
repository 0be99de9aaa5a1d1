// SPDX-License-Identifier: GPL-2.0-or-later

import AddressSpace
import Checking
import Specification

/// A row that says that it is proved, and a random scenario of which it speaks and that breaks its
/// clause: the model, the solver or the specification is wrong.
public struct Contradiction: Sendable {
  /// The ids of the rows.
  public var rows: [String]
  /// The scenario, shrunk, with its seed.
  public var finding: Finding
}

extension ProofReport {
  /// Holds what random scenarios say against the table.
  public mutating func believe(_ belief: Belief) {
    checks = belief.checks
    if let outcome = belief.rounds, let first = outcome.first { doubtRounds(outcome, first.seed) }
    var found: [String: (seen: RandomCheck.Sighting, rows: [String])] = [:]
    for index in results.indices where results[index].verdict == .proved {
      let row = results[index].row
      guard let clause = row.clause, let claim = RowClaim(row) else { continue }
      if let seen = belief.random.broken(clause, within: claim) {
        let known = found[clause]
        let first = known.map { $0.seen.seed <= seen.seed ? $0.seen : seen } ?? seen
        found[clause] = (first, (known?.rows ?? []) + [row.id])
      } else if let (exclusion, seen) = belief.random.broken(clause, outside: claim) {
        results[index].notCovered = NotCovered(exclusion: exclusion, seed: seen.seed)
      }
    }
    for clause in Contract.clauses.map({ $0.id }) {
      if let (seen, rows) = found[clause] { contradict(rows, clause, seen) }
    }
    refuteAtRandom(belief)
  }

  /// A row that is not proved, and of which a random scenario speaks that breaks its clause, is
  /// refuted: the scenario is a run, where the solver has a state before a round, or no answer.
  private mutating func refuteAtRandom(_ belief: Belief) {
    guard let target else { return }
    var cases: [Known: Counterexample] = [:]
    var generator = Generator(profile: Profile(target))
    for index in results.indices {
      let result = results[index]
      switch result.verdict {
      case .notInductive, .conditional, .undetermined: break
      case .proved, .refuted, .vacuous, .exempt: continue
      }
      guard let clause = result.row.clause, let claim = RowClaim(result.row),
        let seen = belief.random.broken(clause, within: claim)
      else { continue }
      let key = Known(clause: clause, seed: seen.seed)
      do {
        let known =
          try cases[key]
          ?? Refutation(
            generator.scenario(seed: seen.seed), clause: clause, target: target, without: []
          ).counterexample
        cases[key] = known
        results[index].counterexample = known
        results[index].verdict = .refuted
        results[index].broken = "seed \(seen.seed)"
      } catch {
        disagreements.append("seed \(seen.seed): \(error)")
      }
    }
  }

  private struct Known: Hashable {
    var clause: String
    var seed: UInt64
  }

  /// Where rounds are not what calls are made of, what was proved of rounds says nothing of calls.
  private mutating func doubtRounds(_ outcome: RoundCheck.Outcome, _ seed: UInt64) {
    let groups: [ProofRow.Group] = [.witness, .frame, .progress, .groups, .induction]
    let reason =
      "the text keeps something from round to round that its windows do not know: cut into rounds,"
      + " \(outcome.differing) of \(outcome.compared) random calls differ, first seed \(seed)"
    for index in results.indices where groups.contains(results[index].row.group) {
      switch results[index].verdict {
      case .refuted, .exempt: continue
      default: results[index].verdict = .undetermined(reason: reason)
      }
    }
  }

  private mutating func contradict(
    _ rows: [String], _ clause: String, _ seen: RandomCheck.Sighting
  ) {
    guard let target, let index = Contract.clauses.firstIndex(where: { $0.id == clause }) else {
      return
    }
    let names = rows.joined(separator: ", ")
    let what = "\(names) \(rows.count == 1 ? "is" : "are") proved, and seed \(seen.seed) breaks"
    var generator = Generator(profile: Profile(target))
    var scenario = generator.scenario(seed: seen.seed)
    do {
      var shrinker = try Shrinker(scenario, clause: index, target: target)
      shrinker.shrink()
      try shrinker.confirm()
      scenario = shrinker.scenario
    } catch {
      disagreements.append("\(error)")
    }
    var diagnosis = Diagnosis(target)
    contradictions.append(
      Contradiction(
        rows: rows,
        finding: Finding(
          clause: index, remedy: diagnosis.remedy(scenario, index), scenario: scenario,
          seed: seen.seed, seeds: seen.seeds)))
    if let random = checks?.firstIndex(where: { $0.name == "random" }) {
      var words = "\(what) \(clause)"
      if case .differs(let known)? = checks?[random].outcome { words = "\(known); \(words)" }
      checks?[random].outcome = .differs(words)
    }
  }
}

/// A random scenario that breaks the clause of a row, which does not speak of it.
public struct NotCovered: Sendable, Equatable {
  public var exclusion: Exclusion
  public var seed: UInt64
}
