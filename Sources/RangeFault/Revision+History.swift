// SPDX-License-Identifier: GPL-2.0-or-later

import AddressSpace

extension Revision {
  /// The revisions, oldest first.
  public static let all: [Revision] = [
    .v4_16, .v4_17dev, .v4_17, .v5_0, .v5_2, .v5_4, .v5_6, .v5_7, .v5_8, .v5_15, .v6_1, .v6_12,
    .conforming,
  ]

  /// The revision of a name, as in `v5.6`.
  public static func named(_ name: String) -> Revision? { all.first { $0.name == name } }

  // MARK: The contract kept

  /// Every fix there was, and those that the contract still asks for.
  public static let conforming: Revision = {
    var ways = Ways()
    ways.locksHugetlb = true
    return Revision(
      name: "conforming",
      interface: Convention(encoding: .sticky, tablesVanish: true), fixes: .all,
      kinds: .everything, ways: ways)
  }()

  /// What no kernel has.
  public static let proposed: FixSet = FixSet(Fix.allCases.filter(\.isProposed))

  // MARK: Fixed formats (5.8 on)

  public static let v6_12: Revision = {
    var revision = conforming
    revision.name = "v6.12"
    revision.interface.encoding = .mapOrder
    revision.fixes = .all.subtracting(proposed)
    revision.kinds = .everything.subtracting(.devicePrivatePMD)
    return revision
  }()

  public static let v6_1: Revision = {
    var revision = v6_12.without([.hugetlbLockDropped, .mapMayFail, .nonPresentPUD])
    revision.name = "v6.1"
    revision.interface.tablesVanish = false
    revision.ways.locksHugetlb = false
    revision.kinds = revision.kinds.subtracting([.pudNonPresent, .markerGuard])
    return revision
  }()

  /// As released; stable kernels had mixed maps allowed later.
  public static let v5_15: Revision = {
    var revision = v6_1.without([
      .swapOffsetPfn, .foreignPrivateFaults, .markersFault, .mixedmapAllowed,
    ])
    revision.name = "v5.15"
    revision.kinds = revision.kinds.subtracting(
      KindSet.markerPTE.union([.hugetlbMarkerUffdWp, .hugetlbMarkerPoison]))
    return revision
  }()

  public static let v5_8: Revision = {
    var revision = v5_15.without([.devmapIsNotSpecial, .deviceExclusiveFaults])
    revision.name = "v5.8"
    revision.interface.encoding = .fixedHigh
    revision.kinds = revision.kinds.subtracting([.deviceExclusive])
    return revision
  }()

  // MARK: The driver's formats (4.17 to 5.7)

  public static let v5_7: Revision = {
    var revision = v5_8.without([
      .numaPMDNotValid, .hugetlbAbsentNotValid, .numaPTEReportedInvalid, .successIsZero,
    ])
    revision.name = "v5.7"
    revision.interface.encoding = .lateDriver
    return revision
  }()

  public static let v5_6: Revision = {
    var revision = v5_7.without([
      .pteUnmapOnError, .pudLockDropped, .hugeMigrationWritten, .ioVMAAsksNeed,
      .unreadableIsError, .poisonAsksNeed, .badPMDAsksNeed, .specialAsksNeed, .noPagemapLookup,
      .pteKeepsRequest, .hugetlbKeepsRequest, .faultKeepsRequests, .errorSetsNothing,
      .gapIsError, .devicePrivateOwner, .noSnapshotCall, .migrationNeed,
    ])
    revision.name = "v5.6"
    // What 5.7 mended and what 5.7 brought: these two defects are younger.
    revision.fixes = revision.fixes.union([.numaPMDNotValid, .devmapIsNotSpecial])
    revision.interface.encoding = .driver
    revision.interface.clearsOnError = true
    revision.interface.lockDropped = .EAGAIN
    revision.ways.canDropLock = true
    revision.ways.devicePrivateRequests = true
    revision.ways.ignoresDevicePrivateRequests = false
    return revision
  }()

  public static let v5_4: Revision = {
    var revision = v5_6.without([.zeroPageIsOrdinary, .singleWalk])
    revision.name = "v5.4"
    revision.ways.shape = .eachVMA
    revision.ways.checksSequence = false
    revision.ways.clearsTail = true
    revision.kinds = revision.kinds.subtracting(.leafPUD)
    return revision
  }()

  public static let v5_2: Revision = {
    var revision = v5_4.without([
      .swapNeed, .snapshotReportsErrors, .hugeOffset, .allowRetryOnRequest, .numaPTENotValid,
      .invalidRangeKeepsLock, .holeWithoutVMA, .vmWriteCheck,
    ])
    revision.name = "v5.2"
    revision.fixes = revision.fixes.union([.singleWalk, .numaPTEReportedInvalid])
    revision.interface.hasSnapshotEntry = true
    return revision
  }()

  public static let v5_0: Revision = {
    var revision = v5_2.without([.rangeNeedIsUnion, .retryCode])
    revision.name = "v5.0"
    // Younger defects: from 5.2.
    revision.fixes = revision.fixes.union([.swapNeed, .migrationNeed])
    revision.interface.busy = .EAGAIN
    revision.interface.hasMask = false
    revision.ways.shape = .oneVMA
    revision.ways.testsSpecial = false
    revision.ways.specialNeedsMap = true
    revision.ways.walksHugetlb = false
    revision.kinds = revision.kinds.subtracting(KindSet.devmapPTE.union(.devmapPMD))
    return revision
  }()

  public static let v4_17: Revision = {
    var revision = v5_0.without([.hugeMigrationEntry])
    revision.name = "v4.17"
    return revision
  }()

  /// The state before f88a1e90c665, which no release had.
  public static let v4_17dev: Revision = {
    var revision = v4_17.without([
      .needReadPolarity, .needWritePolarity, .requestReadBeforeClear, .devicePrivateDecision,
      .devicePrivateWrite,
    ])
    revision.name = "v4.17-dev"
    return revision
  }()

  public static let v4_16: Revision = {
    var revision = v4_17.without([.badRangeFiller, .specialVMAError])
    revision.name = "v4.16"
    revision.interface.encoding = .fixedLow
    revision.interface.requestsPerPage = false
    revision.ways.devicePrivateRequests = false
    revision.ways.faultsWholePiece = true
    revision.ways.passesUnknownEntries = true
    revision.ways.testsRead = false
    return revision
  }()
}

extension KindSet {
  /// Every kind there is.
  public static let everything = KindSet(rawValue: (1 << UInt64(Kind.allCases.count)) - 1)
}
