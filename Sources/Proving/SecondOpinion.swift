// SPDX-License-Identifier: GPL-2.0-or-later

import Solver

/// What a second solver said of questions that Z3 was asked. Only an answer is agreement.
public struct SecondOpinion: Equatable, Sendable {
  /// Questions on which both agree.
  public var agreed = 0
  public var contradicted = 0
  /// Questions that the second one gave up, or could not decide in its time.
  public var undecided = 0
  /// Questions on which it crashed, was killed by others, or said what is no verdict.
  public var failed = 0
  /// Questions that Z3 did not decide.
  public var unasked = 0
  public var seconds = 0.0
  /// Why the first question of these that has no answer has none.
  public var reason: String?

  public init() {}

  /// All questions.
  public var questions: Int { agreed + contradicted + undecided + failed + unasked }
  public var isConfirmed: Bool { agreed == questions }

  public static func + (left: SecondOpinion, right: SecondOpinion) -> SecondOpinion {
    var sum = left
    sum.agreed += right.agreed
    sum.contradicted += right.contradicted
    sum.undecided += right.undecided
    sum.failed += right.failed
    sum.unasked += right.unasked
    sum.seconds += right.seconds
    sum.reason = left.reason ?? right.reason
    return sum
  }

  /// Of one question; nil where no second solver takes part.
  init?(_ outcome: QuestionOutcome) {
    guard let opinion = outcome.opinion else { return nil }
    switch opinion {
    case .agrees: agreed = 1
    case .contradicts: contradicted = 1
    case .undecided: undecided = 1
    case .failed: failed = 1
    case .unasked: unasked = 1
    }
    seconds = outcome.opinionSeconds ?? 0
    reason = outcome.opinionReason
  }
}

extension ProofReport {
  /// The second solver, by its name.
  public static let secondSolver = ExternalSolver.cvc5.program

  /// What the second solver said of each group, in the order of the table; groups that it was asked
  /// nothing of are left out.
  public var opinions: [(group: ProofRow.Group, opinion: SecondOpinion)] {
    ProofRow.Group.allCases.compactMap { group in
      let opinions = results.filter { $0.row.group == group }.compactMap(\.secondOpinion)
      return opinions.isEmpty ? nil : (group, opinions.reduce(SecondOpinion(), +))
    }
  }

  /// The second solver has fewer answers than there are questions, and that is not allowed for.
  public var isUnconfirmed: Bool {
    !allowsPartialOpinion && !opinions.allSatisfy(\.opinion.isConfirmed)
  }
}
