// SPDX-License-Identifier: GPL-2.0-or-later

/// The atomic steps of a driver.
public enum DriverMove: UInt8, CaseIterable, Sendable {
  case holdMM
  case readSequence, sleep
  case refill
  case lockMmap
  case begin, load, fault, ownInvalidation, waitMigration
  case unlockMmap
  case use
  case lockDriver
  case check
  case commit
  case unlockDriver
  case nextPages
  case releaseMM
  case ended

  /// The first step of an instruction.
  static func first(of action: DriverAction) -> DriverMove {
    switch action {
    case .holdMM: .holdMM
    case .readSequence: .readSequence
    case .refill: .refill
    case .lockMmap: .lockMmap
    case .walk: .begin
    case .unlockMmap: .unlockMmap
    case .use: .use
    case .lockDriver: .lockDriver
    case .check: .check
    case .commit: .commit
    case .unlockDriver: .unlockDriver
    case .nextPages: .nextPages
    case .releaseMM: .releaseMM
    }
  }

  /// The steps of the instruction that begins with this one, by phase.
  var phases: [DriverMove] {
    switch self {
    case .readSequence: [.readSequence, .sleep]
    case .begin: [.begin, .load, .fault, .ownInvalidation, .waitMigration]
    default: [self]
    }
  }

  /// The page that the step is about stands in this variable; nil: it is about none.
  @inline(__always)
  var pageVariable: Variable? {
    switch self {
    case .load, .waitMigration: .cursor
    case .fault, .use, .commit: .at
    default: nil
    }
  }
}

/// How the driver's last call or check came out, in ``Variable/result``.
public enum Result: UInt8, Sendable {
  case success
  /// -EBUSY.
  case busy
  /// The final check failed.
  case invalid
  /// -EFAULT or -EPERM.
  case failed
  /// -EAGAIN, with the mmap lock dropped (5.2).
  case dropped
  /// The bound is spent.
  case timedOut
  /// Success that counted no pages, taken for -EBUSY (before 5.8).
  case nothing
}

/// Phases of the walk, in ``Variable/phase``.
enum WalkPhase {
  static let begin: UInt64 = 0
  static let load: UInt64 = 1
  static let fault: UInt64 = 2
  static let ownInvalidation: UInt64 = 3
  static let waitMigration: UInt64 = 4
}

/// The stages of an invalidation, in ``Variable/stage(_:)``.
public enum InvalidatorStage: UInt8, CaseIterable, Sendable {
  case idle
  case announce
  case lockDriver, setSequence, unmapDevice, unlockDriver
  case change, settle
  case end
  /// Teardown at the end, without teardown-at-start.
  case lateLock, lateUnmap, lateUnlock
  case unlockMmap
  case done
}
