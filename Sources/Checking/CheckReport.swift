// SPDX-License-Identifier: GPL-2.0-or-later

import RangeFault
import Specification

/// All that a check has to tell: the one value from which every form of report is made.
public struct CheckReport: Sendable {
  public var campaign: Campaign
  /// Fixes taken out of the revision on the command line.
  public var without: [Fix]
  /// Notes count as violations.
  public var strict: Bool
  /// A clause that no run exercised counts as a violation.
  public var requireExercised: Bool
  /// Lines of the text that need not be reached where all others must be; nil where none must.
  public var leftOut: LinesLeftOut?
  /// What --expect names; nil without it.
  public var expected: Expected?
  /// The regression corpus, replayed before the seeds.
  public var corpus: [Replay]
  /// Where the corpus was looked for and is not; nil where it is, or was not looked for.
  public var missingCorpus: String?
  public var outcome: Campaign.Outcome
  /// What a solver says of what was not reached; nil where it was not asked.
  public var reach: TextReach?
  /// Wall-clock time of the seeds, in seconds.
  public var seconds: Double
  /// The check was stopped before all seeds were run.
  public var interrupted: Bool

  public init(
    campaign: Campaign, without: [Fix] = [], strict: Bool = false, requireExercised: Bool = false,
    corpus: [Replay] = [], outcome: Campaign.Outcome, seconds: Double, interrupted: Bool = false
  ) {
    self.campaign = campaign
    self.without = without
    self.strict = strict
    self.requireExercised = requireExercised
    self.corpus = corpus
    self.outcome = outcome
    self.seconds = seconds
    self.interrupted = interrupted
  }

  /// Defects that break a promise (or, where notes count, any clause), each once.
  public var violations: [Defect] {
    Defect.group(outcome.findings.filter { strict || $0.weight == .promise })
  }

  /// Defects that break an economy only.
  public var notes: [Defect] {
    strict ? [] : Defect.group(outcome.findings.filter { $0.weight == .economy })
  }

  /// Clauses judged that no run exercised, as ids.
  public var unexercised: [String] {
    campaign.clauses.indices.filter { outcome.coverage.exercised[$0] == 0 }
      .map { Contract.clauses[$0].id }
  }

  /// What stands against a run that was to reach every line, a line for each.
  public var unreached: [String] {
    guard let leftOut, let text = outcome.text else { return [] }
    return leftOut.objections(to: text, unreachable: reach?.unreachable ?? [])
  }

  /// The clauses that --expect is held against: that of the smallest case of each defect.
  public var found: Set<String> { Set(violations.map(\.first.clauseID)) }

  /// What the check as a whole says.
  public var conclusion: Conclusion {
    Conclusion(
      found: found, expected: expected,
      isBroken: corpus.contains(where: \.isUnexpected)
        || (requireExercised && !unexercised.isEmpty),
      isRefused: corpus.contains(where: \.isRefused), isJudged: isJudged)
  }

  /// Each scenario was judged, and there was one.
  public var isWhollyJudged: Bool { outcome.undetermined == 0 && outcome.seeds > 0 }

  /// All was judged; where something was expected, the check was not stopped before its end either.
  private var isJudged: Bool {
    let isWhole =
      isWhollyJudged && unreached.isEmpty && !corpus.contains(where: \.isUnjudged)
    guard let expected, interrupted else { return isWhole }
    return isWhole && expected.missing(found).isEmpty
  }

  /// What differs from what --expect names, a line each.
  public var surprises: [String] {
    expected.map { $0.unexpected(found) + $0.missing(found) } ?? []
  }
}
