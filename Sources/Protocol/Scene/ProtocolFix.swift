// SPDX-License-Identifier: GPL-2.0-or-later

/// A historic repair of the protocol around the walk, as a switch: a scene without it has the
/// defect.
public enum ProtocolFix: UInt8, CaseIterable, Sendable {
  // The notifier's side, before 5.5.
  case teardownAtStart
  case arrayUntouched
  case invalidRangeKeepsLock
  case refusalUndone
  case exactOverlap
  case sequenceNotBoolean
  // Drivers.
  case unlockOnEveryError
  case zeroIsNoRetry
  case refillOnRetry
  case useAfterCheck
  case boundCoversBoth
  // Mirrors and their objects, 4.14 to 5.4.
  case notifierUnregistered
  case releaseCallback
  case unregisterInOrder
  case mirrorsKeepMM
  case deferredFree
  case rangeHoldsMirror
}

/// A set of fixes.
public struct ProtocolFixSet: Equatable, Hashable, Sendable {
  public var rawValue: UInt32

  public init(rawValue: UInt32 = 0) { self.rawValue = rawValue }

  public init(_ fixes: [ProtocolFix]) {
    rawValue = fixes.reduce(0) { $0 | (1 << UInt32($1.rawValue)) }
  }

  public static let all = ProtocolFixSet(ProtocolFix.allCases)

  @inlinable @inline(__always)
  public func contains(_ fix: ProtocolFix) -> Bool { rawValue >> UInt32(fix.rawValue) & 1 != 0 }

  public func subtracting(_ fixes: [ProtocolFix]) -> ProtocolFixSet {
    ProtocolFixSet(rawValue: rawValue & ~ProtocolFixSet(fixes).rawValue)
  }

  public var fixes: [ProtocolFix] { ProtocolFix.allCases.filter(contains) }
}
