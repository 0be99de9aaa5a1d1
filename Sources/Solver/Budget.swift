// SPDX-License-Identifier: GPL-2.0-or-later

/// How much work a query is worth.
public struct Budget: Equatable, Sendable, Codable {
  /// Steps as Z3 counts them, some 5 to 10 million a second; 0 for no bound.
  ///
  /// This is the bound to rely on: it gives the same answer on every machine, for one version of
  /// Z3.
  public var rlimit: UInt32
  /// Wall-clock seconds, a safety net; 0 for no bound. Z3 looks at the clock now and then, and may
  /// overrun it.
  public var seconds: Double
  /// Megabytes that Z3 may use in this process, for all contexts together; 0 for no bound. Z3 looks
  /// at it only while it searches.
  public var megabytes: UInt32

  public init(rlimit: UInt32 = 500_000_000, seconds: Double = 600, megabytes: UInt32 = 0) {
    self.rlimit = rlimit
    self.seconds = seconds
    self.megabytes = megabytes
  }

  /// The safety net as Z3 takes it, rounded up to a millisecond; nil for none.
  var milliseconds: UInt32? {
    guard seconds > 0, seconds < 4_000_000 else { return nil }
    return UInt32((seconds * 1000).rounded(.up))
  }
}
