// SPDX-License-Identifier: GPL-2.0-or-later

import AddressSpace
import RangeFault
import Testing

/// Every fix of the catalogue: its defect shows in the kernels that had it, by a promise that is
/// broken, and it is the fix that ends it.
@Suite struct DefectTests {
  @Test(arguments: upTo420 + upTo55 + of57 + since58)
  func defect(_ defect: Defect) throws { try defect.check() }

  /// No fix is left out, and none stands here twice.
  @Test func everyFixHasItsDefect() {
    let defects =
      DefectTests.upTo420 + DefectTests.upTo55 + DefectTests.of57 + DefectTests.since58
    // One stands among the known differences.
    let fixes = FixSet.all.subtracting(Revision.proposed).subtracting([.hugetlbKeepsRequest])
    #expect(FixSet(defects.map(\.fix)) == fixes)
    #expect(defects.count == fixes.fixes.count)
  }

  static let upTo420: [Defect] = [
    Defect(
      .swapEntryDecodedFirst, "C27", [.v4_16.without([.swapEntryDecodedFirst])],
      .ptes(.devicePrivateReadOnly, asks: "-")),
    Defect(.badRangeFiller, "C27", [.v4_16], .pmds(.bad, asks: "-", count: 1)),
    Defect(.needReadPolarity, "C6", [.v4_17dev], .pmds(.none, asks: "F", count: 1)),
    Defect(
      .needWritePolarity, "C7", [.v4_17dev],
      .pmds(.hugeReadOnly, asks: "FW", count: 1).faulting(.reuse)),
    Defect(
      .requestReadBeforeClear, "C6", [.v4_17dev], .ptes(.none, asks: "F"),
      besides: [.needReadPolarity]),
    Defect(
      .devicePrivateDecision, "C7", [.v4_17dev], .ptes(.devicePrivateReadOnly, asks: "FWD"),
      besides: [.needReadPolarity, .needWritePolarity, .requestReadBeforeClear]),
    Defect(
      .devicePrivateWrite, "C12", [.v4_17dev],
      Scenario.ptes(.devicePrivateWritable, asks: "-").snapshot),
    Defect(
      .specialVMAError, "C6", [.v4_16],
      Scenario.ptes(.none, asks: "F").byDefault.in([.read, .pfnmap])),
    Defect(.hugeMigrationEntry, "C11", [.v4_17], .pmds(.hugeMigration, asks: "F", count: 1)),
  ]

  static let upTo55: [Defect] = [
    Defect(.rangeNeedIsUnion, "C7", [.v4_17, .v5_0], .pmds(.none, asks: "F FW", count: 2)),
    Defect(
      .retryCode, "C19", [.v4_16, .v4_17, .v5_0],
      Scenario.ptes(.none, asks: "F").byDefault.faulting(.retry).with { $0.mayDropLock = true }),
    Defect(
      .snapshotReportsErrors, "C12", [.v4_17, .v5_0, .v5_2],
      Scenario.ptes(.hwpoison, .writable, asks: "-").snapshot),
    Defect(
      .hugetlbOffset, "C9", [.v5_2.without([.hugetlbOffset])],
      .hugetlb(.hugetlbReadOnly, asks: "-", start: 1, count: 1)),
    Defect(.swapNeed, "C6", [.v5_2], Scenario.ptes(.swap, asks: "F").byDefault),
    Defect(
      .migrationNeed, "C6", [.v5_2, .v5_4, .v5_6], Scenario.ptes(.migration, asks: "F").byDefault),
    Defect(.zeroPageIsOrdinary, "C3", [.v5_2, .v5_4], .ptes(.zeroPage, asks: "F")),
    // Two tables of two entries under one PMD.
    Defect(
      .hugeOffset, "C9", [.v4_16, .v4_17, .v5_0, .v5_2],
      Scenario(geometry: .smallSplit, start: 2, count: 1).with { $0.pmds = [.hugeReadOnly] }),
    Defect(
      .allowRetryOnRequest, "C19", [.v4_16, .v4_17, .v5_0, .v5_2],
      Scenario.ptes(.none, asks: "FW").byDefault.faulting(.retry)),
    Defect(
      .numaPTENotValid, "C12", [.v4_16, .v4_17, .v5_0, .v5_2],
      Scenario.ptes(.numaReadOnly, asks: "F").byDefault),
    Defect(
      .invalidRangeKeepsLock, "C19", [.v5_2],
      Scenario.ptes(.none, asks: "F").with { $0.invalidated = true }),
    // The first output asks device memory back, which nobody wanted: faulting it is no progress
    // that the caller had asked for.
    Defect(.singleWalk, "C15", [.v5_4], .ptes(.devicePrivateReadOnly, asks: "F")),
    Defect(
      .holeWithoutVMA, "C27", [.v5_2],
      Scenario(count: 2).asking("F").byDefault.with { $0.vmas = [VMA(start: 1, end: 16)] }),
    // In 5.4 each call walks twice from the start, whatever happens.
    Defect(
      .vmWriteCheck, "C23", [.v5_2], Scenario.ptes(.none, asks: "FW").byDefault.in(.read),
      besides: [.singleWalk]),
  ]

  static let of57: [Defect] = [
    Defect(.pteUnmapOnError, "C26", [.v5_2, .v5_4, .v5_6], .ptes(.hwpoison, asks: "F")),
    Defect(.pudLockDropped, "C26", [.v5_6], .pud(.pudReadOnly, asks: "FW", count: 1)),
    // The input, which the mask hides, looks like an output.
    Defect(
      .hugeMigrationWritten, "C12", [.v5_2, .v5_4, .v5_6],
      Scenario.pmds(.hugeMigration, asks: "F", count: 1).with { $0.pfnFlagsMask = 0 }),
    Defect(
      .ioVMAAsksNeed, "C14", [.v5_6], Scenario.ptes(.none, asks: "-").in([.read, .io])),
    Defect(.unreadableIsError, "C8", [.v5_6], Scenario.ptes(.none, asks: "-").in([])),
    Defect(.poisonAsksNeed, "C14", [.v5_4, .v5_6], .ptes(.hwpoison, asks: "-")),
    Defect(.badPMDAsksNeed, "C6", [.v5_2, .v5_4, .v5_6], .pmds(.bad, asks: "F", count: 1)),
    Defect(.specialAsksNeed, "C14", [.v5_4, .v5_6], .ptes(.specialReadOnly, asks: "-")),
    // The second page's look-up fails, when the first has been reported.
    Defect(
      .noPagemapLookup, "C23", [.v5_2, .v5_4, .v5_6],
      Scenario.pmds(.hugeDevmapWritable, asks: "-", count: 2).with { $0.pagemapLookups = 1 },
      besides: [.singleWalk]),
    Defect(
      .pteKeepsRequest, "C15", [.v5_6], .ptes(.none, asks: "F"), besides: [.faultKeepsRequests]),
    Defect(
      .faultKeepsRequests, "C7", [.v5_6], .ptes(.none, .readOnly, asks: "F FW")),
    // Kernels before 5.7 said that they do so.
    Defect(
      .errorSetsNothing, "C16", [.v5_7.without([.errorSetsNothing])],
      .ptes(.none, asks: "F").faulting(.busError)),
    Defect(.gapIsError, "C8", [.v5_6], Scenario(count: 1).with { $0.vmas = [] }),
    Defect(
      .devicePrivateOwner, "C9", [.v4_16, .v4_17, .v5_0, .v5_2, .v5_4, .v5_6],
      Scenario.ptes(.foreignPrivateReadOnly, asks: "-").byDefault),
    Defect(.noSnapshotCall, "C6", [.v5_4, .v5_6], Scenario.ptes(.none, asks: "F").snapshot),
  ]

  static let since58: [Defect] = [
    Defect(.numaPMDNotValid, "C12", [.v5_7], .pmds(.hugeNuma, asks: "-", count: 1)),
    Defect(
      .hugetlbAbsentNotValid, "C9", [.v5_2, .v5_4, .v5_6, .v5_7],
      // Without the mask, 5.4 would take its vain walk's output for a request.
      .hugetlb(.none, asks: "-", count: 1).with { $0.pfnFlagsMask = 0 }),
    Defect(
      .numaPTEReportedInvalid, "C12", [.v5_4, .v5_6, .v5_7],
      Scenario.ptes(.numaReadOnly, asks: "-").with { $0.pfnFlagsMask = 0 }),
    Defect(
      .successIsZero, "C1", [.v5_2, .v5_4, .v5_6, .v5_7], .pmds(.none, asks: "-", count: 1)),
    Defect(.devmapIsNotSpecial, "C3", [.v5_7, .v5_8], .ptes(.devmapWritable, asks: "F")),
    Defect(
      .mixedmapAllowed, "C11", [.v5_7, .v5_8, .v5_15],
      Scenario.ptes(.writable, asks: "-").in([.read, .write, .mixedmap])),
    Defect(
      .deviceExclusiveFaults, "C3", [.v5_15.without([.deviceExclusiveFaults])],
      .ptes(.deviceExclusive, asks: "F")),
    Defect(
      .markersFault, "C3", [.v6_1.without([.markersFault])], .ptes(.markerUffdWp, asks: "F")),
    Defect(
      .foreignPrivateFaults, "C3", [.v5_7, .v5_8, .v5_15],
      .ptes(.foreignPrivateReadOnly, asks: "F")),
    Defect(
      .swapOffsetPfn, "C9", [.v4_17, .v5_0, .v5_2, .v5_4, .v5_6, .v5_7, .v5_8, .v5_15],
      Scenario.ptes(.devicePrivateReadOnly, asks: "-").byDefault.with { $0.accessedBits = true }),
    Defect(
      .hugetlbLockDropped, "C26", [.v6_12.without([.hugetlbLockDropped])],
      .hugetlb(.none, asks: "F", count: 1)),
    // The table goes away when the PMD has been read.
    Defect(
      .mapMayFail, "C27", [.v6_12.without([.mapMayFail])],
      Scenario.ptes(.readOnly, asks: "-").with {
        $0.events = [Event(at: 5, target: .pmd, index: 0, kind: .none)]
      }),
    Defect(
      .nonPresentPUD, "C27", [.v6_12.without([.nonPresentPUD])],
      .pud(.pudNonPresent, asks: "-", count: 1)),
  ]
}
