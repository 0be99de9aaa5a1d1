// SPDX-License-Identifier: GPL-2.0-or-later

import AddressSpace
import Checking
import Foundation
import Logic
import RangeFault
import Specification
import Testing

/// The cases of the corpus, one for each fix.
enum CorpusCases {
  static let directory = URL(fileURLWithPath: #filePath)
    .deletingLastPathComponent().deletingLastPathComponent().deletingLastPathComponent()
    .appendingPathComponent("Counterexamples").path

  static func of(_ fix: Fix) throws -> Counterexample {
    let path = "\(directory)/\(fix.id).json"
    guard case .counterexample(let found) = try CounterexampleFile.read(path: path) else {
      throw FileError(file: path, place: .file, message: "must be a counterexample")
    }
    return found
  }
}

@Suite struct FixTests {
  /// Taking a fix out breaks exactly the clauses that its record names, on its case.
  @Test(arguments: Fix.allCases)
  func breaksWhatItNames(_ fix: Fix) throws {
    let found = try CorpusCases.of(fix)
    let revision = try #require(Revision.named(found.subject.revision))
    #expect(found.subject.without == [fix.id])
    #expect(revision.has(fix))
    var mended = Walk<Concrete>(revision: revision)
    var defective = Walk<Concrete>(revision: revision.without([fix]))
    let kept = mended.run(found.scenario).violated
    let broken = defective.run(found.scenario).violated.subtracting(kept)
    #expect(broken.ids == fix.record.clauses)
    #expect(fix.record.clauses.contains(found.clause))
  }

  /// The subject is `conforming`, or where the defect does not show there, the newest revision in
  /// which it does.
  static let shownElsewhere: [Fix: String] = [
    // The request for device memory is gone since 5.7.
    .devicePrivateDecision: "v5.6",
    // VMAs are looked at one by one since 5.2, and never refused as a whole since 5.5.
    .specialVMAError: "v5.0",
    // A range need that stops early heals itself once requests outlive restarts.
    .rangeNeedIsUnion: "v5.6",
    // The lock can be dropped, and snapshots have their own call, up to 5.6.
    .retryCode: "v5.6", .snapshotReportsErrors: "v5.6",
    // Covered up by what is proposed: no word without VALID has a frame.
    .hugetlbAbsentNotValid: "v6.12", .numaPTEReportedInvalid: "v6.12",
  ]

  @Test(arguments: Fix.allCases)
  func isShownInTheNewestRevision(_ fix: Fix) throws {
    let subject = try CorpusCases.of(fix).subject.revision
    #expect(subject == FixTests.shownElsewhere[fix, default: "conforming"])
  }

  /// Random search finds each defect within so many seeds.
  static let seedsToFind: UInt64 = 5000

  @Test(arguments: Fix.allCases)
  func isFoundByRandomSearch(_ fix: Fix) throws {
    let found = try CorpusCases.of(fix)
    let seed = try #require(found.provenance.seed)
    #expect(seed < FixTests.seedsToFind)
    #expect(found.provenance.generator == Generator.version)
    let revision = try #require(Revision.named(found.subject.revision)).without([fix])
    let clause = try #require(ClauseSet(ids: [found.clause])).indices[0]
    var generator = Generator(profile: Profile(revision: revision))
    let scenario = generator.scenario(seed: seed)
    var diagnosis = Diagnosis(revision: revision)
    #expect(diagnosis.singleFixes(scenario, clause: clause).contains(fix))
    // Shrinking the seed gives the case of the corpus, or one as small.
    var shrinker = try Shrinker(scenario, clause: clause, revision: revision)
    shrinker.shrink()
    #expect(shrinker.scenario.count <= FixTests.smallest[fix, default: (1, 0)].pages)
  }

  /// Pages and events of the smallest trigger that is known from the kernel's history, where that
  /// is more than one page and no event.
  static let smallest: [Fix: (pages: Int, events: Int)] = [
    .rangeNeedIsUnion: (2, 0), .snapshotReportsErrors: (2, 1), .faultKeepsRequests: (2, 0),
    .noPagemapLookup: (2, 1), .pteKeepsRequest: (1, 1), .hugetlbKeepsRequest: (1, 1),
    .mapMayFail: (1, 1), .faultsOnlyRequested: (2, 0), .hugetlbJudgesEveryPage: (2, 0),
    .faultsOneByOne: (2, 0),
  ]

  @Test(arguments: Fix.allCases)
  func caseIsNoLargerThanTheKnownTrigger(_ fix: Fix) throws {
    let scenario = try CorpusCases.of(fix).scenario
    let limit = FixTests.smallest[fix, default: (1, 0)]
    #expect(scenario.count <= limit.pages)
    #expect(scenario.events.count <= limit.events)
    #expect(scenario.passes == 1)
  }

  /// Without some clauses, a defect of the catalogue would go unseen. The others state promises that
  /// no catalogued defect breaks alone: they stay, each with its own violating scenario.
  @Test func clausesThatTheCatalogueNeeds() throws {
    var needed = ClauseSet()
    for fix in Fix.allCases {
      let clauses = try #require(ClauseSet(ids: fix.record.clauses))
      if clauses.indices.count == 1 { needed = needed.union(clauses) }
    }
    #expect(
      needed.ids == [
        "C1", "C3", "C5", "C6", "C7", "C8", "C9", "C11", "C12", "C16", "C22", "C23", "C24", "C26",
        "C27",
      ])
  }
}
