// SPDX-License-Identifier: GPL-2.0-or-later

import AddressSpace
import Checking
import Specification

/// Random scenarios of a target, and the clauses that they break: to be held against the rows that
/// say that nothing does.
public struct RandomCheck: Sendable {
  public let target: Target
  /// Seeds from 0 up, as `hmmcheck --kernel` draws them.
  public var seeds: UInt64 = 100_000
  /// Threads: 1 or more.
  public var jobs = 1

  public init(_ target: Target) { self.target = target }

  /// Seeds that break a clause.
  public struct Sighting: Sendable, Equatable {
    /// The least of them.
    public var seed: UInt64
    public var seeds: UInt64

    fileprivate mutating func merge(_ other: Sighting) {
      seed = min(seed, other.seed)
      seeds += other.seeds
    }
  }

  /// What a claim says of seeds, beside what they break.
  private struct Key: Hashable {
    var claim: RowClaim
    /// The clause's index in ``Contract/clauses``.
    var clause: Int
    /// Nil: the claim speaks of them.
    var exclusion: Exclusion?
  }

  public struct Outcome: Sendable {
    /// Seeds run.
    public var seeds: UInt64 = 0
    /// Seeds of which a page changed more often than is kept.
    public var unjudged: UInt64 = 0
    /// Seeds that came to text that is not understood.
    public var notUnderstood: UInt64 = 0
    private var sightings: [Key: Sighting] = [:]

    public init() {}

    /// Seeds of which a claim speaks and that break a clause all the same; nil where there are none.
    ///
    /// - Parameter clause: its id.
    public func broken(_ clause: String, within claim: RowClaim) -> Sighting? {
      index(clause).flatMap { sightings[Key(claim: claim, clause: $0, exclusion: nil)] }
    }

    /// Seeds that break a clause and of which a claim does not speak, those of the least seed.
    public func broken(
      _ clause: String, outside claim: RowClaim
    ) -> (exclusion: Exclusion, sighting: Sighting)? {
      let found = sightings.compactMap { key, sighting -> (Exclusion, Sighting)? in
        guard let exclusion = key.exclusion, key.claim == claim, key.clause == index(clause) else {
          return nil
        }
        return (exclusion, sighting)
      }
      return found.min { $0.1.seed < $1.1.seed }.map { (exclusion: $0.0, sighting: $0.1) }
    }

    /// The ids of the clauses that are broken where a claim speaks.
    public func broken(within claim: RowClaim) -> [String] {
      Contract.clauses.map { $0.id }.filter { broken($0, within: claim) != nil }
    }

    private func index(_ clause: String) -> Int? {
      Contract.clauses.firstIndex { $0.id == clause }
    }

    fileprivate mutating func add(
      _ seed: UInt64, _ clause: Int, _ claim: RowClaim, _ exclusion: Exclusion?
    ) {
      add(
        Key(claim: claim, clause: clause, exclusion: exclusion), Sighting(seed: seed, seeds: 1))
    }

    private mutating func add(_ key: Key, _ sighting: Sighting) {
      if sightings[key]?.merge(sighting) == nil { sightings[key] = sighting }
    }

    fileprivate mutating func merge(_ other: Outcome) {
      seeds += other.seeds
      unjudged += other.unjudged
      notUnderstood += other.notUnderstood
      for (key, sighting) in other.sightings { add(key, sighting) }
    }
  }

  public func run(_ control: Campaign.Control = Campaign.Control()) -> Outcome {
    let scope = ClaimScope(target)
    let claims = scope.claims
    return SeedThreads(count: seeds, jobs: jobs).run(control) { take in
      var outcome = Outcome()
      var walk = Runnable(target)
      var generator = Generator(profile: Profile(target))
      var scenario = Scenario(count: 0)
      while let seeds = take() {
        for seed in seeds {
          generator.draw(seed: seed, into: &scenario)
          let verdict = walk.run(scenario)
          outcome.seeds += 1
          if verdict.undetermined {
            if walk.world.ghost.notUnderstood {
              outcome.notUnderstood += 1
            } else {
              outcome.unjudged += 1
            }
            continue
          }
          if verdict.violated.isEmpty { continue }
          let clauses = verdict.violated.indices
          let isEndless = walk.world.ghost.endless
          for claim in claims {
            let exclusion = scope.exclusion(from: claim, scenario, verdict, isEndless: isEndless)
            if exclusion == .otherSize { continue }
            for clause in clauses { outcome.add(seed, clause, claim, exclusion) }
          }
        }
      }
      return outcome
    }.reduce(into: Outcome()) { $0.merge($1) }
  }
}
