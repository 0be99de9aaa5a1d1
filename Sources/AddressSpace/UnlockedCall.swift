// SPDX-License-Identifier: GPL-2.0-or-later

/// What surrounds a call that takes the mmap lock itself: its caller's limit, the time, signals, and
/// what other threads do while the lock is not held.
///
/// Its **moments** are the attempts to take the lock and the faults that drop it, counted from 1
/// through all passes. What happens at a moment is seen by what the text asks from then on.
public struct UnlockedCall: Equatable, Sendable {
  /// The limit that the caller sets to retries, in jiffies; 0 for none.
  public var timeout: UInt64
  /// The time when the first call begins. It wraps around.
  public var jiffies: UInt64
  /// Jiffies that the first attempts to take the lock wait for; the later ones find it free, as do
  /// those that wait for 0.
  public var lockTimes: [Int]
  /// Jiffies that the first calls of handle_mm_fault take.
  public var faultTimes: [Int]
  /// The moment from which on a fatal signal is pending; nil for never.
  public var signal: Int?
  /// The moment from which on the mm is reaped; nil for never.
  public var reaped: Int?
  /// In ascending order of `at`. One that is due while the lock is held is made at the next moment
  /// at which it is not.
  public var changes: [VMAChange]

  public init(
    timeout: UInt64 = 0, jiffies: UInt64 = 0, lockTimes: [Int] = [], faultTimes: [Int] = [],
    signal: Int? = nil, reaped: Int? = nil, changes: [VMAChange] = []
  ) {
    self.timeout = timeout
    self.jiffies = jiffies
    self.lockTimes = lockTimes
    self.faultTimes = faultTimes
    self.signal = signal
    self.reaped = reaped
    self.changes = changes
  }

  /// The latest moment that can be named.
  public static let maximumMoment = 1000
  /// The most jiffies that one attempt, or one fault, can take.
  public static let maximumTime = 1 << 30
  /// The most numbers in ``lockTimes``, and in ``faultTimes``.
  public static let maximumTimes = 16
  public static let maximumChanges = 8
}

/// What of such a call is known to all branches of a run. VMAs change in the concrete domain only.
public final class UnlockedState {
  public let call: UnlockedCall
  /// The VMAs of the beginning, and as they are.
  public let firstVMAs: [VMA]
  public internal(set) var vmas: [VMA]
  /// How many of the changes have been made.
  public internal(set) var changesMade = 0

  public init(_ scenario: Scenario) {
    call = scenario.unlocked
    firstVMAs = scenario.vmas
    vmas = scenario.vmas
  }
}
