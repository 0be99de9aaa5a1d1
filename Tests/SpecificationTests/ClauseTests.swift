// SPDX-License-Identifier: GPL-2.0-or-later

import AddressSpace
import Checking
import Logic
import RangeFault
import Specification
import Testing

/// Each clause with runs that break it and near misses that do not: what a clause forbids, and how
/// little of it is allowed.
@Suite struct ClauseTests {
  static let all: [ClauseCase] =
    outcomeCases + requestCases + snapshotCases + accessCases + wordCases + mappingCases
    + restartCases + disciplineCases + readCases

  @Test(arguments: all)
  func isBrokenExactlyWhereItShouldBe(_ test: ClauseCase) throws {
    for scenario in [test.scenario, test.nearMiss] {
      try scenario.validate()
      #expect(test.revision.refusal(scenario) == nil)
    }
    #expect(test.scenario != test.nearMiss)
    let index = try #require(Contract.clauses.firstIndex { $0.id == test.clause })

    #expect(violations(of: test.scenario, by: test.suspect) == test.breaks)
    #expect(violations(of: test.nearMiss, by: test.suspect) == test.nearBreaks)
    #expect(!test.nearBreaks.contains(test.clause))

    for scenario in [test.scenario, test.nearMiss] {
      let verdict = judged(scenario, by: test.suspect)
      #expect(verdict.exercised.contains(index), "exercised by \(scenario)")
      #expect(!verdict.undetermined)
    }
  }

  /// A clause without a run that breaks it might forbid nothing.
  @Test func everyClauseIsCovered() {
    let covered = Set(Self.all.map(\.clause))
    #expect(covered == Set(Contract.clauses.map { $0.id }))
  }

  /// Where nobody tampers, the conforming walk breaks nothing on either scenario of a case.
  @Test(arguments: all)
  func theConformingWalkBreaksNone(_ test: ClauseCase) {
    for scenario in [test.scenario, test.nearMiss] {
      #expect(violations(of: scenario, by: Suspect(.conforming)) == [])
    }
  }

  @Test func descriptionsDiffer() {
    #expect(Set(Self.all.map(\.testDescription)).count == Self.all.count)
  }
}
