// SPDX-License-Identifier: GPL-2.0-or-later

import AddressSpace
import Proving
import RangeFault
import Solver
import Testing

@Suite struct DifferenceTests {
  /// Small enough for a debug build.
  static let bounds: DifferenceBounds = {
    var bounds = DifferenceBounds()
    bounds.pages = 1
    bounds.event = false
    bounds.seeds = 1000
    return bounds
  }()

  static func report(
    _ older: Revision, _ newer: Revision, _ change: (inout DifferenceBounds) -> Void = { _ in }
  ) throws -> DifferenceReport {
    var bounds = DifferenceTests.bounds
    change(&bounds)
    var search = DifferenceSearch(RevisionPair(older, newer), bounds)
    return try search.run()
  }

  /// The same text twice is one expression: nothing is left to ask a solver.
  @Test func aRevisionEqualsItself() throws {
    let report = try DifferenceTests.report(.conforming, .conforming) {
      $0.pages = 2
      $0.event = true
    }
    #expect(report.conclusion == .equal)
    #expect(report.questions > 0)
    #expect(report.folded == report.questions)
  }

  /// What is proved is proved within the bounds: pages are judged one by one either way here.
  @Test func aFixThatNeedsTwoPagesIsNotSeenOnOne() throws {
    let older = Revision.conforming.without([.hugetlbJudgesEveryPage])
    let report = try DifferenceTests.report(older, .conforming) { $0.seeds = 0 }
    #expect(report.conclusion == .equal)
  }

  @Test func aFixTakenOutIsTheOnlyDifference() throws {
    let older = Revision.conforming.without([.hugetlbOffset])
    let report = try DifferenceTests.report(older, .conforming)
    #expect(report.conclusion == .different)
    #expect(report.isComplete)
    #expect(report.differences.map(\.kind) == [.outputs])
    let found = try #require(report.differences.first)
    #expect(found.attribution == Attribution(alternatives: [.fix(.hugetlbOffset)]))
    #expect(found.scenario.count == 1)
    #expect(found.scenario.vmas.map(\.hugetlb) == [.pmd])
  }

  /// The solver alone finds the smallest scenarios too.
  @Test func aSmallestScenarioForEachKind() throws {
    let older = Revision.conforming.without([.poisonAsksNeed, .pteUnmapOnError])
    let report = try DifferenceTests.report(older, .conforming) { $0.seeds = 0 }
    #expect(report.isComplete)
    #expect(report.differences.map(\.kind) == [.result, .effects])
    let found = try #require(report.differences.first)
    #expect(found.attribution.alternatives == [.fix(.poisonAsksNeed)])
    var expected = Scenario(count: 1)
    expected.ptes = [.hwpoison]
    #expect(found.scenario == expected)
  }

  @Test func aWayOfAnEraIsNamed() throws {
    var older = Revision.v5_8
    older.ways.testsSpecial = false
    let report = try DifferenceTests.report(older, .v5_8)
    #expect(report.conclusion == .different)
    #expect(report.isComplete)
    let named = Set(report.differences.flatMap(\.attribution.changes))
    #expect(named == [.way(.testsSpecial)])
  }

  /// Words are compared by what they mean: another format alone is no difference.
  @Test func aFormatAloneIsNoDifference() throws {
    var other = Revision.v5_8
    other.interface.encoding = .lateDriver
    let report = try DifferenceTests.report(.v5_8, other)
    #expect(report.conclusion == .equal)
  }

  /// What the solver gives up is not taken for a proof.
  @Test func aTinyBudgetProvesNothing() throws {
    let older = Revision.conforming.without([.poisonAsksNeed])
    let report = try DifferenceTests.report(older, .conforming) {
      $0.seeds = 0
      $0.budget = Budget(rlimit: 1)
    }
    #expect(report.conclusion == .undetermined)
    #expect(!report.open.isEmpty)
    #expect(!report.isComplete)
  }

  @Test func theSearchStopsAtItsLimit() throws {
    let report = try DifferenceTests.report(.v5_6, .v5_7) { $0.limit = 3 }
    #expect(report.differences.count == 3)
    #expect(report.limitReached)
    #expect(report.conclusion == .different)
    #expect(!report.isComplete)
  }
}

extension DifferenceTests {
  /// What a loop does that is not followed to its end was not compared, and is not the same.
  @Test func aLoopThatIsCutIsNotTheSame() throws {
    let loop = """
      for (unsigned long i = 0; i < 40; i++) {
      if (word >> i & 1)
      continue;
      if (i == 39)
      need = 0;
      }
      return need;
      """
    let older = try TodayFixture.target()
    let newer = try TodayFixture.target([
      (
        old: "need |= HMM_NEED_FAULT | HMM_NEED_WRITE_FAULT;\nreturn need;",
        new: "need |= HMM_NEED_FAULT | HMM_NEED_WRITE_FAULT;\n\(loop)"
      )
    ])
    var bounds = DifferenceBounds()
    (bounds.pages, bounds.event) = (1, false)
    var proof = TargetProof(older, newer, bounds)
    let outcome = try proof.run([.outputs])
    #expect(!outcome.isComplete || !outcome.differences.isEmpty)
  }
}
