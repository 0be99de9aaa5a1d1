// SPDX-License-Identifier: GPL-2.0-or-later

import AddressSpace
import Checking
import Foundation
import KernelWalk
import Testing

@testable import Proving

/// Random scenarios held against tables of proofs that were made by hand.
@Suite struct BeliefTests {
  private static let anyLength = "any length, any restarts"

  /// A table in which rows are proved.
  private static func report(_ target: Target, _ rows: [ProofRow]) -> ProofReport {
    var report = ProofReport(revision: target.name, without: [], z3: "4.8.12")
    report.target = target
    report.results = rows.map { ProofResult(row: $0, verdict: .proved) }
    return report
  }

  private static func row(
    _ group: ProofRow.Group, _ name: String, _ clause: String?, _ bound: String = anyLength
  ) -> ProofRow {
    ProofRow(group, name, clause: clause, "a statement", bound: bound)
  }

  private static func belief(_ target: Target, seeds: UInt64 = 1000, jobs: Int = 2) -> Belief {
    var checks = BeliefChecks(target)
    (checks.seeds, checks.jobs) = (seeds, jobs)
    return checks.run()
  }

  /// Out of memory is answered as -EFAULT.
  private static func brokenC1() throws -> Target {
    Target(try RoundTests.kernel(sweeping: true, [("return -ENOMEM;", "return -EFAULT;")]))
  }

  private static let table = [
    row(.witness, "C1", "C1"), row(.witness, "C6", "C6"), row(.frame, "status", nil),
    row(.bounded, "2-pages.C1", "C1", "2 pages, 4 restarts"),
  ]

  @Test func aProvedRowThatIsBrokenAtRandomIsADisagreement() throws {
    let target = try Self.brokenC1()
    var report = Self.report(target, Self.table)
    #expect(report.conclusion == .proved)
    report.believe(Self.belief(target))
    #expect(report.conclusion == .disagreed)
    #expect(report.contradictions.count == 1)
    let found = try #require(report.contradictions.first)
    // A run without an outcome that fails keeps C1.
    #expect(found.rows == ["witness.C1"])
    #expect(found.finding.clauseID == "C1")
    #expect(found.finding.scenario.faults == [.outOfMemory])
    var walk = Runnable(target)
    var generator = Generator(profile: Profile(target))
    #expect(
      walk.run(generator.scenario(seed: found.finding.seed)).violated.ids.contains("C1"))
    let random = try #require(report.checks?.last)
    #expect(
      random.outcome
        == .differs("witness.C1 is proved, and seed \(found.finding.seed) breaks C1"))
    #expect(report.results.map(\.notCovered) == [nil, nil, nil, nil])
  }

  /// What is not called proved is contradicted by nothing; a run that breaks it refutes it.
  @Test func otherVerdictsAreRefutedByTheRun() throws {
    let target = try Self.brokenC1()
    var report = Self.report(target, Self.table)
    for index in report.results.indices where report.results[index].row.clause == "C1" {
      report.results[index].verdict = .notInductive
    }
    report.believe(Self.belief(target))
    #expect(report.contradictions.isEmpty)
    #expect(report.conclusion == .refuted)
    #expect(report.disagreements.isEmpty)
    let refuted = report.results.filter { $0.verdict == .refuted }
    // No random scenario of two pages keeps within that row.
    #expect(refuted.map(\.row.id) == ["witness.C1"])
    let found = try #require(refuted.first)
    #expect(found.broken?.hasPrefix("seed ") == true)
    let scenario = try #require(found.counterexample?.scenario)
    var walk = Runnable(target)
    #expect(walk.run(scenario).violated.ids.contains("C1"))
    #expect(report.results[3].verdict == .notInductive)
    #expect(report.checks?.allSatisfy(\.isAgreed) == true)
    #expect(report.checks?.last?.statement.contains("break C1") == true)
  }

  /// Without a run that breaks it, what has no proof stays without one.
  @Test func aCleanTextRefutesNothing() throws {
    let target = Target(try RoundTests.kernel(sweeping: true))
    var report = Self.report(target, Self.table)
    for index in report.results.indices { report.results[index].verdict = .notInductive }
    report.believe(Self.belief(target))
    #expect(report.results.allSatisfy { $0.verdict == .notInductive })
    #expect(report.conclusion == .undetermined)
  }

  /// A row of whole calls that a random scenario breaks is asked in the layout of that scenario only.
  @Test func aBrokenRowIsAskedWhereItIsBroken() throws {
    let target = try Self.brokenC1()
    var prover = Prover(
      target, without: [], executable: URL(fileURLWithPath: "/bin/false"), arguments: [])
    let plan = Plan(target)
    let rows = Set(plan.rows.map(\.id))
    #expect(prover.partsOfBroken(plan, rows).isEmpty)
    let belief = Self.belief(target, seeds: 20_000)
    prover.belief = belief
    let parts = prover.partsOfBroken(plan, rows)
    #expect(prover.partsOfBroken(plan, ["witness.C1"]).isEmpty)
    let row = "bounded.1-pages-outcome.C1"
    let seen = try #require(
      belief.random.broken("C1", within: .bounded("1-pages-outcome")), "no such seed")
    let asked = try #require(parts[row])
    #expect(!asked.isEmpty && asked.isSubset(of: Set(plan.parts.map(\.id))))
    let all = prover.requests(plan, [row, "bounded.1-pages-outcome.C6"], nil)
    #expect(Set(all.filter { $0.rows.contains(row) }.map(\.part)) == asked)
    #expect(all.filter { $0.rows.contains("bounded.1-pages-outcome.C6") }.count > asked.count)
    // The scenario is one of those layouts.
    var generator = Generator(profile: Profile(target))
    let scenario = generator.scenario(seed: seen.seed)
    #expect(scenario.count == 1)
  }

  @Test func aCleanTextAgrees() throws {
    let target = Target(try RoundTests.kernel(sweeping: true))
    var report = Self.report(target, Self.table)
    report.believe(Self.belief(target))
    #expect(report.conclusion == .proved)
    #expect(report.checks?.map(\.name) == ["rounds", "random"])
    #expect(report.checks?.allSatisfy(\.isAgreed) == true)
    #expect(report.checks?.last?.statement.hasSuffix("break no clause") == true)
    #expect(report.results.allSatisfy { $0.verdict == .proved && $0.notCovered == nil })
  }

  /// The call that takes the lock itself forgets to give it back: the rows are not of that call.
  @Test func aBreakInTheOtherCallIsToldBesideTheRow() throws {
    let call = UnlockedTests.call.replacing("mmap_read_unlock(mm);\n", with: "")
    let target = Target(try RoundTests.kernel(sweeping: true, behind: "\n\(call)\n"))
    var report = Self.report(
      target,
      [Self.row(.witness, "C19", "C19"), Self.row(.bounded, "2-pages.C6", "C6", "2 pages")])
    let belief = Self.belief(target)
    report.believe(belief)
    #expect(report.conclusion == .proved)
    #expect(report.contradictions.isEmpty)
    let other = try #require(report.results[0].notCovered)
    #expect(other.exclusion == .mayDropLock)
    var generator = Generator(profile: Profile(target))
    #expect(generator.scenario(seed: other.seed).mayDropLock)
    #expect(report.results[1].notCovered == nil)
    #expect(belief.rounds?.leftOut[.otherEntry] ?? 0 > 0)
    // A bounded row of all calls does speak of it.
    report.results[1].row = Self.row(.bounded, "1-pages-outcome.C19", "C19", "1 page")
    report.believe(belief)
    #expect(report.contradictions.map(\.rows) == [["bounded.1-pages-outcome.C19"]])
  }

  /// A witness row with another bound than any length is not compared, nor is one of no clause.
  @Test func onlyWhatIsClaimedIsCompared() {
    #expect(RowClaim(Self.row(.witness, "C6", "C6")) == .anyLength)
    #expect(RowClaim(Self.row(.witness, "C6", "C6", "1 to 4 pages")) == nil)
    #expect(RowClaim(Self.row(.progress, "measure", "C23")) == .undisturbed)
    #expect(RowClaim(Self.row(.bounded, "3-pages.C6", "C6", "3 pages")) == .bounded("3-pages"))
    #expect(RowClaim(Self.row(.frame, "status", nil)) == nil)
  }

  @Test func roundsThatDifferLeaveInductionOpen() throws {
    let kernel = try RoundTests.kernel(
      sweeping: true,
      [("sweep->fault_flags = FAULT_FLAG_REMOTE;", "sweep->fault_flags |= FAULT_FLAG_REMOTE;")])
    let target = Target(kernel)
    var report = Self.report(
      target,
      [
        Self.row(.witness, "C1", "C1"), Self.row(.frame, "status", nil),
        Self.row(.progress, "measure", "C23"), Self.row(.groups, "pmd-2-pud-4", nil),
        Self.row(.induction, "1-pages", nil), Self.row(.base, "clean", nil),
        Self.row(.bounded, "2-pages.C6", "C6", "2 pages"),
      ])
    report.results.append(ProofResult(row: Self.row(.witness, "C9", "C9"), verdict: .refuted))
    let belief = Self.belief(target)
    report.believe(belief)
    let first = try #require(belief.rounds?.first)
    for (number, result) in report.results.enumerated() {
      switch number {
      case 0..<5:
        guard case .undetermined(let reason) = result.verdict else {
          Issue.record("\(result.row.id) is \(result.verdict)")
          continue
        }
        #expect(reason.hasSuffix("first seed \(first.seed)"), "\(reason)")
      case 7: #expect(result.verdict == .refuted)
      default: #expect(result.verdict == .proved)
      }
    }
    #expect(report.checks?.first?.isAgreed == false)
  }

  /// What is found does not depend on the threads.
  @Test func jobsDoNotMatter() throws {
    let target = try Self.brokenC1()
    let beliefs = [1, 3].map { Self.belief(target, seeds: 600, jobs: $0) }
    #expect(beliefs[0].checks.map(\.statement) == beliefs[1].checks.map(\.statement))
    #expect(
      beliefs[0].random.broken("C1", within: .anyLength)
        == beliefs[1].random.broken("C1", within: .anyLength))
    #expect(beliefs[0].random.broken("C1", within: .bounded("2-pages")) == nil)
  }
}
