// SPDX-License-Identifier: GPL-2.0-or-later

import Testing

@testable import Proving

/// What the table of fixes comes to.
@Suite struct FixTableTests {
  private static let found: FixFinding = {
    var finding = FixFinding(fix: "swap-need", revision: "conforming")
    finding.obligation = "bounded.1-pages-outcome.C6"
    return finding
  }()
  private static let missed = FixFinding(
    fix: "huge-need", revision: "conforming", problem: "no bounded obligation is refuted")
  private static let open: FixFinding = {
    var finding = FixFinding(fix: "order", revision: "conforming", problem: "timeout")
    finding.isOpen = true
    return finding
  }()
  private static let disagreement: FixFinding = {
    var finding = FixFinding(fix: "flags", revision: "conforming", problem: "a run breaks nothing")
    finding.isDisagreement = true
    return finding
  }()

  private func conclusion(
    _ findings: [FixFinding], isInterrupted: Bool = false
  ) -> ProofReport.Conclusion {
    FixTable(findings: findings, isInterrupted: isInterrupted).conclusion
  }

  @Test func whatIsFoundIsProved() { #expect(conclusion([Self.found]) == .proved) }

  @Test func whatIsNotAllAskedTellsNothing() {
    #expect(conclusion([Self.found], isInterrupted: true) == .undetermined)
    #expect(conclusion([], isInterrupted: true) == .undetermined)
    #expect(conclusion([Self.found, Self.open]) == .undetermined)
    #expect(conclusion([]) == .undetermined)
  }

  @Test func theWorstCounts() {
    #expect(conclusion([Self.found, Self.missed]) == .refuted)
    #expect(conclusion([Self.open, Self.missed], isInterrupted: true) == .refuted)
    #expect(conclusion([Self.missed, Self.disagreement, Self.open]) == .disagreed)
  }
}
