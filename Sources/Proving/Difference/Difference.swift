// SPDX-License-Identifier: GPL-2.0-or-later

import AddressSpace
import Solver

/// A way in which two revisions behave differently, with a scenario that shows it and cannot be made
/// smaller by the shrinker.
public struct Difference: Equatable, Sendable {
  public var kind: DifferenceKind
  public var attribution: Attribution
  public var scenario: Scenario
}

/// How far a comparison goes.
public struct DifferenceBounds: Equatable, Sendable {
  /// Sizes of ranges, in pages: 1 to ``pages``. Above 3 a solver takes long.
  public var pages = 1
  /// How often a call may begin its walk again.
  public var restarts = 4
  /// Whether the solver is also asked about one page with one event and one restart, which takes
  /// longer than all the rest.
  public var event = true
  /// Differences to find, at most.
  public var limit = 100
  /// Random scenarios that are run before the solver is asked.
  public var seeds: UInt64 = 20_000
  /// What one question to the solver is worth.
  public var budget = Budget()

  public init() {}
}

/// What a comparison came to.
public struct DifferenceReport: Sendable {
  public let pair: RevisionPair
  public let bounds: DifferenceBounds
  /// In the order of the kinds, smallest scenario first.
  public internal(set) var differences: [Difference] = []
  /// Questions whether there is another difference.
  public internal(set) var questions = 0
  /// Those of them that needed no solver: both runs are one expression, or the question is one that
  /// was denied before.
  public internal(set) var folded = 0
  /// Questions that the solver gave up, by name, with its reason.
  public internal(set) var open: [(question: String, reason: String)] = []
  /// The search ended because it had found as many as it was to find.
  public internal(set) var limitReached = false

  init(_ pair: RevisionPair, _ bounds: DifferenceBounds) {
    self.pair = pair
    self.bounds = bounds
  }

  /// What the comparison as a whole says.
  public enum Conclusion: String, Sendable {
    case equal, different, undetermined
  }

  public var conclusion: Conclusion {
    if !differences.isEmpty { return .different }
    return isComplete ? .equal : .undetermined
  }

  /// It is proved that there is no other difference within the bounds.
  public var isComplete: Bool { open.isEmpty && !limitReached && questions > 0 }
}
