// SPDX-License-Identifier: GPL-2.0-or-later

import AddressSpace
import Logic
import RangeFault
import Specification

extension Counterexample {
  /// The case of a finding, ready for the corpus: which revisions break the clause on it, and which
  /// keep it.
  ///
  /// - Parameters:
  ///   - revision: the revision that was checked, without `without`.
  ///   - without: the fixes that were taken out of it.
  public init(_ finding: Finding, revision: Revision, without: [Fix]) {
    let revisions = Counterexample.verdicts(finding.scenario, finding.clause)
    let cause = finding.remedy.fixes.first
    let clause = Contract.clauses[finding.clause]
    self.init(
      name: Counterexample.name(finding, revision: revision, without: without),
      title: cause.map { $0.record.defect } ?? "not so: \(clause.statement)",
      clause: clause.id,
      subject: Subject(revision: revision.name, without: without.map(\.id)),
      violates: revisions.filter(\.broken).map(\.name),
      holds: revisions.filter { !$0.broken }.map(\.name),
      fixedBy: finding.remedy.together.isEmpty
        ? cause.map { [$0.id] } ?? [] : finding.remedy.together.map(\.id),
      provenance: Provenance(seed: finding.seed, generator: Generator.version),
      scenario: finding.scenario)
  }

  /// A fix names the case, where one mends it; otherwise revision and clause do.
  private static func name(_ finding: Finding, revision: Revision, without: [Fix]) -> String {
    let mends = finding.remedy.fixes
    if let taken = without.first(where: mends.contains) { return taken.id }
    if let fix = mends.first { return fix.id }
    let kernel = revision.name.replacing(".", with: "-")
    return "\(kernel)-\(Contract.clauses[finding.clause].id.lowercased())"
  }

  /// Puts another scenario in the case's place, with what the revisions do on it. What was proved of
  /// the old one is dropped.
  public mutating func replace(_ scenario: Scenario, clause index: Int) {
    let revisions = Counterexample.verdicts(scenario, index)
    violates = revisions.filter(\.broken).map(\.name)
    holds = revisions.filter { !$0.broken }.map(\.name)
    minimality = nil
    self.scenario = scenario
  }

  private static func verdicts(_ scenario: Scenario, _ clause: Int) -> [(
    name: String, broken: Bool
  )] {
    Revision.all.filter { $0.refusal(scenario) == nil }.map { revision in
      var walk = Walk<Concrete>(revision: revision)
      return (revision.name, walk.run(scenario).violated.contains(clause))
    }
  }
}
