// SPDX-License-Identifier: GPL-2.0-or-later

/// A historic repair of the walk, as a switch: a revision that does not have it has the defect.
///
/// What each one repaired, its commit and the clauses that its defect breaks stand in
/// ``Fix/record``.
public enum Fix: UInt8, CaseIterable, Sendable {
  // 4.16 to 4.20
  case swapEntryDecodedFirst
  case badRangeFiller
  case needReadPolarity, needWritePolarity
  case requestReadBeforeClear
  case devicePrivateDecision, devicePrivateWrite
  case specialVMAError
  case hugeMigrationEntry
  // 5.2 to 5.5
  case rangeNeedIsUnion
  case retryCode
  case snapshotReportsErrors
  case hugetlbOffset
  case swapNeed, migrationNeed
  case zeroPageIsOrdinary
  case hugeOffset
  case allowRetryOnRequest
  case numaPTENotValid
  case invalidRangeKeepsLock
  case singleWalk
  case holeWithoutVMA
  case vmWriteCheck
  // 5.7
  case pteUnmapOnError
  case pudLockDropped
  case hugeMigrationWritten
  case ioVMAAsksNeed, unreadableIsError
  case poisonAsksNeed
  case badPMDAsksNeed
  case specialAsksNeed
  case noPagemapLookup
  case pteKeepsRequest, hugetlbKeepsRequest
  case faultKeepsRequests
  case errorSetsNothing
  case gapIsError
  case devicePrivateOwner
  case noSnapshotCall
  // 5.8 on
  case numaPMDNotValid, hugetlbAbsentNotValid, numaPTEReportedInvalid
  case successIsZero
  case devmapIsNotSpecial
  case mixedmapAllowed
  case deviceExclusiveFaults
  case markersFault
  case foreignPrivateFaults
  case swapOffsetPfn
  case hugetlbLockDropped
  case mapMayFail
  case nonPresentPUD
  // Proposed: no kernel has these.
  case faultsOnlyRequested
  case impossibleIsError
  case noPfnWithoutValid
  case hugetlbJudgesEveryPage
  case ownPrivateWriteFaults
  case outOfMemoryReported
  case faultsOneByOne
  case hugetlbHoleUnlocked
}

/// A set of fixes as a word.
public struct FixSet: Equatable, Hashable, Sendable, ExpressibleByArrayLiteral {
  public var rawValue: UInt64

  @inlinable public init(rawValue: UInt64) { self.rawValue = rawValue }

  @inlinable
  public init(arrayLiteral fixes: Fix...) { self.init(fixes) }

  @inlinable
  public init(_ fixes: some Sequence<Fix>) {
    rawValue = fixes.reduce(0) { $0 | (1 << UInt64($1.rawValue)) }
  }

  @inlinable @inline(__always)
  public func contains(_ fix: Fix) -> Bool { rawValue & (1 << UInt64(fix.rawValue)) != 0 }

  @inlinable
  public func union(_ other: FixSet) -> FixSet { FixSet(rawValue: rawValue | other.rawValue) }

  @inlinable
  public func subtracting(_ other: FixSet) -> FixSet {
    FixSet(rawValue: rawValue & ~other.rawValue)
  }

  public static let all = FixSet(Fix.allCases)

  /// The members, in the order of their declaration.
  public var fixes: [Fix] { Fix.allCases.filter(contains) }
}
