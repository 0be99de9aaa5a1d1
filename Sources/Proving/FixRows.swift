// SPDX-License-Identifier: GPL-2.0-or-later

import RangeFault

extension Fix {
  /// The row that goes for any length and is not proved of the walk without the fix; nil where that
  /// walk's calls are no loop of rounds, so that it has no such rows, and a bounded row is refuted.
  public var unboundedRow: String? {
    switch self {
    case .snapshotReportsErrors, .allowRetryOnRequest, .invalidRangeKeepsLock, .successIsZero,
      .outOfMemoryReported:
      "witness.C1"
    case .retryCode: "witness.C2"
    case .zeroPageIsOrdinary, .deviceExclusiveFaults, .markersFault, .foreignPrivateFaults:
      "witness.C3"
    case .faultsOnlyRequested: "witness.C5"
    case .needReadPolarity, .needWritePolarity, .requestReadBeforeClear, .swapNeed, .migrationNeed,
      .badPMDAsksNeed, .noSnapshotCall, .hugetlbJudgesEveryPage:
      "witness.C6"
    case .devicePrivateDecision, .ownPrivateWriteFaults: "witness.C7"
    case .unreadableIsError, .gapIsError, .impossibleIsError: "witness.C8"
    case .hugetlbOffset, .hugeOffset, .hugetlbAbsentNotValid, .numaPTEReportedInvalid,
      .swapOffsetPfn:
      "witness.C9"
    case .hugeMigrationWritten: "witness.C10"
    case .hugeMigrationEntry, .devmapIsNotSpecial, .mixedmapAllowed: "witness.C11"
    case .devicePrivateWrite, .numaPTENotValid, .devicePrivateOwner, .numaPMDNotValid: "witness.C12"
    case .ioVMAAsksNeed, .poisonAsksNeed, .specialAsksNeed: "witness.C14"
    case .errorSetsNothing: "witness.C16"
    case .noPfnWithoutValid: "witness.C22"
    case .faultsOneByOne: "witness.C24"
    case .pteUnmapOnError, .pudLockDropped, .hugetlbLockDropped, .hugetlbHoleUnlocked: "witness.C26"
    case .swapEntryDecodedFirst, .badRangeFiller, .holeWithoutVMA, .mapMayFail, .nonPresentPUD:
      "witness.C27"
    case .vmWriteCheck, .noPagemapLookup, .pteKeepsRequest, .hugetlbKeepsRequest,
      .faultKeepsRequests:
      "progress.measure"
    case .rangeNeedIsUnion: "witness.requests-kept"
    case .specialVMAError, .singleWalk: nil
    }
  }
}
