// SPDX-License-Identifier: GPL-2.0-or-later

/// What an answer took.
public struct Spent: Equatable, Sendable, Codable {
  /// Steps as Z3 counts them, of the check alone: making the query is not in it. The same in every
  /// run of one version of Z3, unless the check was stopped from outside. 0 for other solvers and
  /// where no solver was asked.
  public var rlimit: UInt64
  /// Wall-clock seconds from query to answer.
  public var seconds: Double

  public init(rlimit: UInt64 = 0, seconds: Double = 0) {
    self.rlimit = rlimit
    self.seconds = seconds
  }

  /// The part of each of `count` questions, 1 or more, that were asked at once.
  public func shared(by count: Int) -> Spent {
    Spent(rlimit: rlimit / UInt64(count), seconds: seconds / Double(count))
  }

  public static func + (left: Spent, right: Spent) -> Spent {
    Spent(rlimit: left.rlimit + right.rlimit, seconds: left.seconds + right.seconds)
  }
}
