// SPDX-License-Identifier: GPL-2.0-or-later

import Foundation
import RangeFault
import Solver
import Testing
import Workers

@testable import Proving

/// What the table of fixes comes to.
@Suite struct FixTableTests {
  private static let found: FixFinding = {
    var finding = FixFinding(fix: "swap-need", revision: "conforming")
    finding.obligation = "bounded.1-pages-outcome.C6"
    finding.unbounded = "witness.C6"
    return finding
  }()
  private static let unseen: FixFinding = {
    var finding = found
    finding.unbounded = nil
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

  /// A defect that leaves every row for any length proved is one that the proof is blind to.
  @Test func whatNoRoundShowsIsMissed() {
    #expect(conclusion([Self.found, Self.unseen]) == .refuted)
    var exempt = Self.unseen
    exempt.roundsExempt = "not one loop of rounds"
    #expect(conclusion([exempt]) == .refuted)
    exempt.fix = "single-walk"
    #expect(conclusion([exempt]) == .proved)
    exempt.roundsExempt = nil
    #expect(conclusion([exempt]) == .refuted)
  }

  /// Another row than the one that is named for the fix: the named one is proved of a walk that is
  /// wrong.
  @Test func anotherRowWillNotDo() {
    var other = Self.found
    other.unbounded = "witness.C9"
    #expect(conclusion([other]) == .refuted)
  }

  /// Rows that are named for fixes are rows for any length, of the walk that the fix is taken out of.
  @Test(arguments: Fix.allCases)
  func eachFixNamesARow(_ fix: Fix) {
    let plan = Plan(fix.shownIn.without([fix]))
    guard let named = fix.unboundedRow else {
      #expect(plan.exemption != nil)
      return
    }
    let row = plan.rows.first { $0.id == named }
    #expect(row?.isOfAnyLength == true && row?.exemption == nil)
  }

  @Test func whatIsNotAllAskedTellsNothing() {
    #expect(conclusion([Self.found], isInterrupted: true) == .undetermined)
    #expect(conclusion([], isInterrupted: true) == .undetermined)
    #expect(conclusion([Self.found, Self.open]) == .undetermined)
    #expect(conclusion([]) == .undetermined)
  }

  /// The table of two fixes, made by a worker that does this before it answers that all is found.
  private func table(_ script: String, _ arguments: [String] = []) throws -> FixTable {
    let answer =
      #"{"fix":"swap-need","revision":"v6.12","randomSeconds":0,"solverSeconds":0,"#
      + #""roundSeconds":0,"unbounded":"witness.C6","obligation":"bounded","isOpen":false,"isDisagreement":false}"#
    let worker = "while read -r l; do\n\(script)\necho '\(answer)'\ndone"
    let pool = WorkerPool(
      executable: URL(fileURLWithPath: "/bin/sh"), arguments: ["-c", worker] + arguments, count: 2)
    return try FixTable(Array(Fix.allCases.prefix(2)), budget: Budget(), pool: pool)
  }

  @Test func aWorkerThatDiesIsAskedOnceMore() throws {
    let log = FileManager.default.temporaryDirectory
      .appendingPathComponent("hmmcheck-fixes-\(UUID().uuidString)")
    defer { try? FileManager.default.removeItem(at: log) }
    #expect(try table("").conclusion == .proved)
    let once = "[ -e $0 ] || { echo x >$0; kill -KILL $$; }"
    #expect(try table(once, [log.path]).conclusion == .proved)
    let table = try table("echo x >>$0; kill -KILL $$", [log.path])
    #expect(table.conclusion == .undetermined)
    let problem = "the worker died of signal 9 (Killed)"
    #expect(table.findings.map(\.problem) == [problem, problem])
    // The file has a line of the worker that died once.
    let lines = try String(contentsOf: log, encoding: .utf8).split(separator: "\n")
    #expect(lines.count == 1 + 4)
  }

  @Test func theWorstCounts() {
    #expect(conclusion([Self.found, Self.missed]) == .refuted)
    #expect(conclusion([Self.open, Self.missed], isInterrupted: true) == .refuted)
    #expect(conclusion([Self.missed, Self.disagreement, Self.open]) == .disagreed)
  }
}
