// SPDX-License-Identifier: GPL-2.0-or-later

import Checking
import KernelWalk
import Proving
import Specification

/// Is anything proved of a text that is wrong? Mutants that random scenarios kill by a clause are
/// given to the solver alone, which must not prove that very clause.
///
/// The sample is drawn only from mutants that are killed by a clause that is proved of the text
/// itself for any length, and within what its row claims.
public struct SoundnessCampaign: Sendable {
  public let target: Target
  public private(set) var mutations: [Mutation]
  /// Mutants to ask for, at most.
  public var sample = 200
  /// What the sample is drawn by.
  public var rng: UInt64 = 0
  /// Random scenarios for each mutant, seeds from 0 up.
  public var seeds: UInt64 = 20_000
  /// On the clock, for all of it.
  public var seconds = 7200.0

  /// Clauses that must be proved of the text itself for any length, or be about what its format has
  /// not: a prover that proves nothing is sound, too.
  public static let fewestClauses = 15

  /// Proves rows of a target, by a solver alone.
  ///
  /// - Parameters:
  ///   - rows: prefixes of their ids.
  ///   - isWrong: of the target it is known that it is wrong, and only whether the rows are proved all
  ///     the same is asked.
  ///   - isStopped: asked again and again; once true, the table so far is returned.
  public typealias Judge = (
    _ target: Target, _ rows: [String], _ isWrong: Bool, _ isStopped: @escaping () -> Bool
  ) throws -> ProofReport

  /// - Throws: ``KernelProblem`` where the text cannot be read.
  public init(_ kernel: Kernel) throws(KernelProblem) {
    target = Target(kernel)
    mutations = try Mutation.all(of: kernel)
  }

  /// The campaign with nothing but some of its mutants.
  public func only(_ belongs: (Mutation) -> Bool) -> SoundnessCampaign {
    var campaign = self
    campaign.mutations = mutations.filter(belongs)
    return campaign
  }

  /// Asks for each mutant of the sample.
  ///
  /// - Parameters:
  ///   - isStopped: asked again and again; once true, what is known is returned.
  ///   - seen: called with the outcome so far, once the text itself and whenever a mutant was asked
  ///     for.
  /// - Throws: what `judge` throws.
  public func run(
    isStopped: @escaping () -> Bool = { false }, seen: (SoundnessOutcome) -> Void = { _ in },
    _ judge: Judge
  ) throws -> SoundnessOutcome {
    let end = ContinuousClock.now + .seconds(seconds)
    let isOver = { isStopped() || ContinuousClock.now >= end }
    var outcome = SoundnessOutcome(target: target, wanted: sample, rng: rng, seeds: seeds)
    let table = try judge(target, ["witness"], false, isOver)
    outcome.note(table)
    var random = RandomCheck(target)
    random.seeds = seeds
    let broken = random.run().broken(within: .anyLength)
    outcome.contradicted = outcome.anyLength.filter(broken.contains)
    seen(outcome)
    // What the text itself breaks kills no mutant.
    let kept = outcome.anyLength.filter { !outcome.contradicted.contains($0) }
    let claimed = ClauseSet(ids: kept) ?? ClauseSet()
    var draw = SplitMix64(seed: rng)
    for mutation in shuffled(&draw) where outcome.results.count < sample {
      if isOver() || table.isInterrupted {
        outcome.isInterrupted = true
        break
      }
      guard let (mutant, clause, seed) = killed(mutation, claimed, &draw) else { continue }
      let begin = ContinuousClock.now
      let row = "\(ProofRow.Group.witness.rawValue).\(clause)"
      let report = try judge(mutant, [row], true, isOver)
      if report.isInterrupted {
        outcome.isInterrupted = true
        break
      }
      outcome.results.append(
        SoundnessResult(
          mutation: mutation, clause: clause, seed: seed,
          proof: report.results.first { $0.row.id == row },
          seconds: (ContinuousClock.now - begin) / .seconds(1)))
      seen(outcome)
    }
    return outcome
  }

  /// The mutant, a clause that it breaks, and the seed that shows it; nil where it breaks none of
  /// those that are claimed, or is no program.
  private func killed(
    _ mutation: Mutation, _ claimed: ClauseSet, _ draw: inout SplitMix64
  ) -> (Target, clause: String, seed: UInt64)? {
    guard let kernel = try? target.kernel?.mutated(by: mutation) else { return nil }
    // As worker processes know it.
    var check = RandomCheck(Target(kernel))
    check.seeds = seeds
    guard let (seed, clauses) = check.first(breaking: claimed) else { return nil }
    // One of several, so that each clause is asked for.
    let ids = clauses.ids
    return (check.target, ids[draw.below(ids.count)], seed)
  }

  private func shuffled(_ draw: inout SplitMix64) -> [Mutation] {
    var mutations = mutations
    for index in mutations.indices.reversed().dropLast() {
      mutations.swapAt(index, draw.below(index + 1))
    }
    return mutations
  }
}
