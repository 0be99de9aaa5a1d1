// SPDX-License-Identifier: GPL-2.0-or-later

import Solver

/// What a worker process is asked: some rows of a part of a plan. One line of JSON.
public struct WorkRequest: Codable, Sendable {
  /// The revision's name, and the ids of the fixes that are taken out of it.
  public var revision: String
  public var without: [String]
  /// The text of a kernel instead; nil: the revision is meant.
  public var kernel: KernelReference?
  /// What inductive rows take for granted.
  public var basis = Basis()
  public var part: String
  public var rows: [String]
  /// ``Part/weight``.
  public var weight = 0
  public var budget: Budget
  /// Where each query is written as SMT-LIB; nil: nowhere.
  public var smt: String?
  /// Seconds that a second solver has for each query; nil: it is not asked.
  public var secondOpinion: Double?

  /// Whether examples are wanted, too: that what is assumed is possible.
  var asksExamples = true

  /// Claims are one question, unless somebody else is to see their queries.
  var isAskedTogether: Bool { smt == nil && secondOpinion == nil }
}

/// What it answers.
public struct WorkAnswer: Codable, Sendable {
  public var questions: [QuestionOutcome]
  /// hmmcheck, the solver, or two solvers disagree; nil where all is well.
  public var disagreement: String?
  /// Z3, or the second solver, failed.
  public var failure: String?

  public init(questions: [QuestionOutcome] = []) { self.questions = questions }
}

/// What came of a question.
public struct QuestionOutcome: Codable, Sendable {
  public enum Answer: String, Codable, Sendable {
    case satisfiable, unsatisfiable, unknown
  }

  public enum Opinion: String, Codable, Sendable {
    case agrees, contradicts
    /// It gave up, or its time was over.
    case undecided
    /// It crashed, was killed by others, or said what is no verdict.
    case failed
    /// There is nothing to confirm: Z3 did not decide the question.
    case unasked
  }

  public var row: String
  public var name: String
  public var kind: Question.Kind
  public var answer: Answer
  /// Why it is unknown.
  public var reason: String?
  /// Where several questions were asked at once: the part of each, in equal parts.
  public var rlimit: UInt64
  public var seconds: Double
  /// The second solver's word, why it is none, and its time.
  public var opinion: Opinion?
  public var opinionReason: String?
  public var opinionSeconds: Double?
  /// The text of a case file: the run that a model is, shrunk.
  public var counterexample: String?
}

extension QuestionOutcome {
  /// A question that is not answered yet.
  init(_ question: Question, _ spent: Spent) {
    self.init(
      row: question.row, name: question.name, kind: question.kind, answer: .unknown,
      rlimit: spent.rlimit, seconds: spent.seconds)
  }
}
