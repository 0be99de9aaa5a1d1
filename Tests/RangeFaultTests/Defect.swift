// SPDX-License-Identifier: GPL-2.0-or-later

import AddressSpace
import Checking
import Logic
import RangeFault
import Specification
import Testing

/// A defect of the kernel's history, with the smallest scenario that shows it.
struct Defect: Sendable, CustomTestStringConvertible {
  var fix: Fix
  /// A clause that the defect breaks.
  var clause: String
  /// The kernels that had it; for a defect that no release had, one from which the fix is taken.
  var had: [Revision]
  var scenario: Scenario
  /// Other fixes without which an older defect would stand before this one.
  var besides: FixSet

  init(
    _ fix: Fix, _ clause: String, _ had: [Revision], _ scenario: Scenario, besides: FixSet = []
  ) {
    self.fix = fix
    self.clause = clause
    self.had = had
    self.scenario = scenario
    self.besides = besides
  }

  var testDescription: String { fix.id }

  /// The first release with the fix, after those that had the defect.
  var first: Revision? {
    let last = Revision.all.lastIndex { revision in had.contains { $0.name == revision.name } }
    guard let last else { return nil }
    // A fix that was taken out of a revision is there in the revision itself.
    return Revision.all[last...].first { $0.has(fix) }
  }

  func breaks(_ revision: Revision, _ location: SourceLocation) -> Bool? {
    #expect(revision.refusal(scenario) == nil, "\(revision.name)", sourceLocation: location)
    var walk = Walk<Concrete>(revision: revision)
    let verdict = walk.run(scenario)
    #expect(!verdict.undetermined, "\(revision.name)", sourceLocation: location)
    return ClauseSet(ids: [clause]).map { !verdict.violated.intersection($0).isEmpty }
  }

  func check(_ location: SourceLocation = #_sourceLocation) throws {
    try scenario.validate()
    var first = try #require(first, sourceLocation: location)
    first.fixes = first.fixes.union(besides)
    #expect(breaks(first, location) == false, "\(first.name)", sourceLocation: location)
    for revision in had {
      #expect(!revision.has(fix), "\(revision.name)", sourceLocation: location)
      var broken = revision
      broken.fixes = revision.fixes.union(besides)
      #expect(breaks(broken, location) == true, "\(revision.name)", sourceLocation: location)
      var mended = broken
      mended.fixes = broken.fixes.union([fix])
      let place: Comment = "\(revision.name), mended"
      #expect(breaks(mended, location) == false, place, sourceLocation: location)
    }
  }
}
