// SPDX-License-Identifier: GPL-2.0-or-later

import KernelWalk
import RangeFault

/// All that checks of a text in every combination of its symbols have to tell.
public struct ConfigurationsReport: Sendable {
  public var configurations: KernelConfigurations
  /// By the number of the combination that stands for the program; a program that was not run has
  /// none.
  public var reports: [Int: CheckReport]
  /// All programs as if they were one: its findings are each reason once, in the smallest of the
  /// programs' cases, and its numbers are sums. Nil where nothing was run.
  public var whole: CheckReport?

  /// - Parameter requireExercised: a clause that no combination exercised counts as a violation.
  public init(
    _ configurations: KernelConfigurations, _ reports: [Int: CheckReport],
    requireExercised: Bool = false, expected: Expected? = nil
  ) {
    self.configurations = configurations
    self.reports = reports
    let ordered = reports.sorted { $0.key < $1.key }.map(\.value)
    guard var whole = ordered.first else { return }
    var findings = FindingList()
    for finding in ordered.flatMap(\.outcome.findings) { findings.add(finding) }
    for report in ordered.dropFirst() {
      whole.outcome.coverage.merge(report.outcome.coverage)
      if let text = report.outcome.text { whole.outcome.text?.merge(text) }
      whole.outcome.seeds += report.outcome.seeds
      whole.outcome.violatingSeeds += report.outcome.violatingSeeds
      whole.outcome.undetermined += report.outcome.undetermined
      whole.outcome.unjudged = whole.outcome.unjudged.merged(with: report.outcome.unjudged)
      whole.outcome.warned += report.outcome.warned
      whole.seconds += report.seconds
      whole.interrupted = whole.interrupted || report.interrupted
    }
    whole.outcome.findings = findings.sorted
    whole.requireExercised = requireExercised
    whole.expected = expected
    self.whole = whole
  }

  /// What came of a combination; nil where it was not run.
  public func report(_ combination: Int) -> CheckReport? {
    reports[configurations.combinations[combination].program]
  }

  /// The clauses that a combination breaks, each once, in the order of the contract.
  public func broken(_ combination: Int) -> [String] {
    let findings = (report(combination)?.violations ?? []).flatMap(\.findings)
    return Dictionary(grouping: findings, by: \.clause).sorted { $0.key < $1.key }
      .compactMap { $0.value.first?.clauseID }
  }

  /// The combinations that show a defect.
  public func combinations(_ defect: Defect) -> [Int] {
    configurations.combinations.indices.filter { number in
      (report(number)?.outcome.findings ?? []).contains { found in
        defect.findings.contains { $0.isLike(found) }
      }
    }
  }

  /// The report of the program whose case stands for a defect.
  public func origin(_ defect: Defect) -> CheckReport? {
    let first = defect.first
    return reports.sorted { $0.key < $1.key }.map(\.value).first { report in
      report.outcome.findings.contains {
        $0.clause == first.clause && $0.scenario == first.scenario && $0.seed == first.seed
      }
    } ?? whole
  }

  /// The combinations of which nothing can be said, and why.
  public var unjudged: [(combination: Int, reason: String)] {
    configurations.combinations.indices.compactMap { number in
      if let problem = configurations.combinations[number].problem {
        return (number, problem.description)
      }
      guard let report = report(number) else { return (number, "not run") }
      return report.conclusion == .undetermined ? (number, "undetermined") : nil
    }
  }

  /// Violated where one combination is; held where all are. What is expected is what they break
  /// together.
  public var conclusion: Conclusion {
    guard let whole else { return .undetermined }
    return Conclusion(
      found: whole.found, expected: whole.expected,
      isBroken: whole.requireExercised && !whole.unexercised.isEmpty, isRefused: false,
      isJudged: unjudged.isEmpty && whole.outcome.undetermined == 0 && whole.outcome.seeds > 0)
  }
}

extension Finding {
  /// The same clause, for the same reason as far as is known.
  fileprivate func isLike(_ other: Finding) -> Bool {
    if clause != other.clause { return false }
    return remedy == other.remedy
      || FixSet(remedy.fixes).rawValue & FixSet(other.remedy.fixes).rawValue != 0
  }
}
