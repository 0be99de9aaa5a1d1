// SPDX-License-Identifier: GPL-2.0-or-later

import Checking
import KernelSource
import Solver

/// What became of an obligation.
public enum ProofVerdict: Codable, Equatable, Sendable {
  /// Nothing breaks it, and it is not vacuous.
  case proved
  /// Something breaks it; the row has the counterexample where it is a run.
  case refuted
  /// The step of the induction fails from a state that no bounded run is known to reach: no bug, and
  /// no proof.
  case notInductive
  /// Nothing breaks it as long as these hold, of which the same run proves none: conjuncts of the
  /// invariant, or rows.
  case conditional(on: [String])
  /// The solver gave up, or was stopped.
  case undetermined(reason: String)
  /// It says nothing: its assumptions, or what it speaks of, are impossible.
  case vacuous(reason: String)
  /// Nothing was asked, for the reason that the row states.
  case exempt

  /// It was asked, answered, and does not hold as far as is known.
  public var isFailure: Bool {
    if case .vacuous = self { return true }
    return self == .refuted || self == .notInductive
  }

  public var isUndetermined: Bool {
    if case .undetermined = self { return true }
    return false
  }

  public var isConditional: Bool {
    if case .conditional = self { return true }
    return false
  }
}

/// A row of the table, with what came of it.
public struct ProofResult: Sendable {
  public var row: ProofRow
  public var verdict: ProofVerdict
  /// Questions asked.
  public var questions: Int
  /// Solver time of all of them, in seconds.
  public var seconds: Double
  /// Steps of Z3 for all of them.
  public var rlimit: UInt64
  /// What breaks it, in words: the part and the question. Nil unless refuted or not inductive.
  public var broken: String?
  /// A run that breaks the clause, shrunk and replayed.
  public var counterexample: Counterexample?
  public var secondOpinion: SecondOpinion?
  /// It was not asked for, but rows that were rest on it.
  public var isSupport = false
  /// Of a row that is proved: where else its clause is broken.
  public var notCovered: NotCovered?

  public init(row: ProofRow, verdict: ProofVerdict) {
    self.row = row
    self.verdict = verdict
    questions = 0
    seconds = 0
    rlimit = 0
  }
}

/// The table of all obligations for one revision.
public struct ProofReport: Sendable {
  /// `conforming`, and the ids of the fixes that were taken out.
  public var revision: String
  /// What was proved of; nil where a report was made by hand.
  public var target: Target?
  public var without: [String]
  public var results: [ProofResult]
  /// What was shown of a text's places; nil where that was not asked.
  public var places: PlaceReport?
  /// What --expect names: ids of rows, with or without an ``ExpectedVerdict``; nil without it.
  public var expected: Set<String>?
  /// Version of Z3.
  public var z3: String
  /// Wall-clock seconds.
  public var seconds: Double
  /// Stopped before all was done.
  public var isInterrupted: Bool
  /// Whether a second solver, if it is asked, may leave questions unanswered.
  public var allowsPartialOpinion = false
  /// Rows that were asked alone after a worker had died of those that they are asked with, so that
  /// what they spent compares with nothing.
  public var askedAlone: Set<String> = []
  /// Rows that spent more than twice what is recorded, in words.
  public var growth: [String]
  /// Where the solver and the concrete run disagree, in words: a fault of hmmcheck.
  public var disagreements: [String]
  /// What was tried before; nil: nothing.
  public var checks: [BeliefCheck]?
  /// Rows that are proved, and broken at random.
  public var contradictions: [Contradiction] = []

  public init(revision: String, without: [String], z3: String) {
    self.revision = revision
    self.without = without
    self.z3 = z3
    results = []
    seconds = 0
    isInterrupted = false
    growth = []
    disagreements = []
  }

  /// What the table comes to.
  public enum Conclusion: String, Sendable {
    case proved, refuted, undetermined, disagreed
    /// What fails is exactly what --expect names.
    case expected
  }

  public var conclusion: Conclusion {
    if !disagreements.isEmpty || !contradictions.isEmpty { return .disagreed }
    if let expected { return conclusion(expecting: expected) }
    let verdicts = results.filter { !$0.isSupport }.map(\.verdict)
    let isRefuted = verdicts.contains {
      if case .vacuous = $0 { true } else { $0 == .refuted }
    }
    if isRefuted { return .refuted }
    let isOpen = verdicts.contains {
      $0.isUndetermined || $0.isConditional || $0 == .notInductive
    }
    return isOpen || isInterrupted || isUnconfirmed || !verdicts.contains(.proved)
      ? .undetermined : .proved
  }
}
