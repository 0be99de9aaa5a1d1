// SPDX-License-Identifier: GPL-2.0-or-later

import AddressSpace
import Checking
import Proving
import Specification

/// What became of a mutant.
public enum MutantVerdict: Sendable {
  /// The text cannot be read any more, or cannot be called: why, in a line.
  case noProgram(String)
  case killed(Kill)
  /// No clause objects, but runs went where the text is not understood.
  case undetermined(Undetermined)
  case survived(Survivor)

  /// The specification noticed.
  public struct Kill: Equatable, Sendable {
    /// What the mutant breaks and the text itself does not.
    public var clauses: ClauseSet
    /// The first seed that shows it, or the one that was shrunk to the scenario; nil where a solver
    /// found that.
    public var seed: UInt64?
    /// Where no seed shows it, but a scenario that a seed was shrunk to.
    public var scenario: Scenario?
    /// The variation of the seed; 0 for the seed itself.
    public var variation: UInt64 = 0
  }

  /// Runs of which nothing is known.
  public struct Undetermined: Equatable, Sendable {
    public var runs: UInt64
    /// Of the first of them: its seed, nil where a solver found it, and what the text did.
    public var seed: UInt64?
    public var reason: String
    public var variation: UInt64 = 0
  }
}

/// A mutant that the specification says nothing against.
public struct Survivor: Sendable {
  /// Why a mutant may have survived.
  public enum Reason: Sendable {
    /// Outputs, results and effects were the same on so many scenarios: as far as they tell, the
    /// mutant is the same program.
    case noDifference(scenarios: UInt64)
    /// A solver proved it, within the bounds that it was asked for.
    case equal(DifferenceBounds)
    /// The two differ, and no clause objects: the specification has a hole, or leaves it free.
    case differs(Difference)
  }

  /// How the mutant differs.
  public struct Difference: Sendable {
    public var kind: DifferenceKind
    /// A scenario that the shrinker cannot make smaller.
    public var scenario: Scenario
    /// What the text itself breaks there, and the mutant does not.
    public var mended: ClauseSet
    /// The first seed that differs, and how many do; none where a solver found it.
    public var seed: UInt64?
    public var seeds: UInt64
    public var variation: UInt64 = 0
  }

  public var reason: Reason
  /// To be run again, for a report.
  public var mutant: Target

  /// How it differs; nil where it was not seen to.
  public var difference: Difference? {
    if case .differs(let difference) = reason { difference } else { nil }
  }
}

/// A mutation, and what became of it.
public struct MutantResult: Sendable {
  public var mutation: Mutation
  public var verdict: MutantVerdict
  /// Whether scenarios reached what it changes, in the text itself; nil where that was not counted.
  public var isReached: Bool?
}
