// SPDX-License-Identifier: GPL-2.0-or-later

import AddressSpace
import RangeFault
import Testing

/// The catalogue of fixes, and which kernels have which.
@Suite struct FixTests {
  static let historic = Fix.allCases.filter { !$0.isProposed }

  @Test func atLeastForty() {
    #expect(FixTests.historic.count >= 40)
    #expect(Fix.allCases.count <= 64)
  }

  @Test func ids() {
    #expect(Set(Fix.allCases.map(\.id)).count == Fix.allCases.count)
    for fix in Fix.allCases {
      #expect(fix.id.wholeMatch(of: /[a-z0-9]+(-[a-z0-9]+)*/) != nil, "\(fix.id)")
      #expect(Fix(id: fix.id) == fix)
    }
    #expect(Fix(id: "no-such-fix") == nil)
  }

  @Test func commits() {
    for fix in Fix.allCases {
      let record = fix.record
      #expect(record.commit.wholeMatch(of: /([0-9a-f]{10,12})?/) != nil, "\(fix.id)")
      #expect(!record.defect.isEmpty, "\(fix.id)")
      #expect(!record.clauses.isEmpty, "\(fix.id)")
      if fix.isProposed { #expect(record.commit.isEmpty, "\(fix.id)") }
    }
  }

  /// The fixes whose defect is younger than the oldest kernels, with the first kernel that had it:
  /// older ones have the fix in the sense that they do not have the defect.
  static let younger: [Fix: String] = [
    // The tree between 4.16 and 4.17 had these while requests became per page; no release had.
    .needReadPolarity: "v4.17-dev", .needWritePolarity: "v4.17-dev",
    .requestReadBeforeClear: "v4.17-dev", .devicePrivateDecision: "v4.17-dev",
    .devicePrivateWrite: "v4.17-dev",
    // The decision for swap and migration entries got lost when 5.2 rearranged the handler.
    .swapNeed: "v5.2", .migrationNeed: "v5.2",
    // A superfluous walk came, and went, with the outer loop of 5.4.
    .singleWalk: "v5.4",
    // Until 5.2 hinting PTEs counted as valid altogether, which is another defect; since 5.3 they
    // did not, but were still reported so.
    .numaPTEReportedInvalid: "v5.4",
    // A second test for hinting was taken out of the PMD handler in 5.7.
    .numaPMDNotValid: "v5.7",
    // Until 5.6 device memory was tested for before special pages were.
    .devmapIsNotSpecial: "v5.7",
  ]

  /// Fixes of 4.17 that its tree had before that state of it.
  static let earlyIn417: FixSet = [.badRangeFiller, .specialVMAError]

  /// A kernel once mended stays so.
  @Test func noFixGetsLost() {
    for fix in FixTests.historic {
      var revisions = Revision.all
      if let name = FixTests.younger[fix] {
        let first = revisions.firstIndex { $0.name == name } ?? 0
        #expect(revisions[..<first].allSatisfy { $0.has(fix) }, "\(fix.id)")
        #expect(!revisions[first].has(fix), "\(fix.id)")
        revisions.removeFirst(first)
      }
      let mended = revisions.drop { !$0.has(fix) }
      #expect(mended.allSatisfy { $0.has(fix) }, "\(fix.id)")
      #expect(mended.last?.name == "conforming", "\(fix.id)")
    }
  }

  /// The kernels with a fix are those from the release on that its record names.
  @Test func releases() throws {
    for fix in FixTests.historic {
      let release = try #require(Release(fix.record.version), "\(fix.id)")
      let first = try #require(Release(FixTests.younger[fix] ?? "v0.0"))
      for revision in Revision.all where revision.name != "conforming" {
        let own = try #require(Release(revision.name), "\(revision.name)")
        // No release had it: hugetlb could not be walked at all before 5.2.
        let never = fix == .hugetlbOffset
        let early = own.isBefore && FixTests.earlyIn417.contains(fix)
        let expected = never || early || own >= release || own < first
        #expect(revision.has(fix) == expected, "\(fix.id), \(revision.name)")
      }
    }
  }

  @Test func proposedFixes() {
    for fix in Fix.allCases where fix.isProposed {
      for revision in Revision.all {
        #expect(revision.has(fix) == (revision == .conforming), "\(fix.id), \(revision.name)")
      }
    }
  }

  /// `4.17`, `v5.6`, `v4.17-dev`.
  struct Release: Comparable {
    var major: Int
    var minor: Int
    /// A state of the tree before the release.
    var isBefore: Bool

    init?(_ text: String) {
      guard let match = text.wholeMatch(of: /v?(\d+)\.(\d+)(-dev)?/),
        let major = Int(match.1), let minor = Int(match.2)
      else { return nil }
      self.major = major
      self.minor = minor
      isBefore = match.3 != nil
    }

    static func < (left: Release, right: Release) -> Bool {
      (left.major, left.minor, left.isBefore ? 0 : 1)
        < (right.major, right.minor, right.isBefore ? 0 : 1)
    }
  }
}
