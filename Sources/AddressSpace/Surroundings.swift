// SPDX-License-Identifier: GPL-2.0-or-later

import Logic

/// The rest of a longer range, of which a subject's range is a part: how its pages may stop the walk
/// before it reaches the part and after it has left it, and what other threads do before a fault.
/// Only proofs have one.
public final class Surroundings<D: Domain> {
  /// A walk that is stopped.
  public struct Stop {
    public var condition: D.Bit
    /// The number of an ``Errno``, or ``Surroundings/restart``.
    public var code: D.Half
    /// Where the next walk begins.
    public var last: D.Word

    public init(condition: D.Bit, code: D.Half, last: D.Word) {
      self.condition = condition
      self.code = code
      self.last = last
    }

    public var isOutOfMemory: D.Bit { code .== D.Half(constant: UInt64(Errno.ENOMEM.rawValue)) }
  }

  /// The walk begins again.
  @inlinable public static var restart: UInt64 { 200 }

  /// Asked with whether the walk still goes on.
  public let before: (_ goesOn: D.Bit) -> Stop
  public let behind: (_ goesOn: D.Bit) -> Stop
  public let beforeFaults: (inout World<D>) -> Void

  public init(
    before: @escaping (_ goesOn: D.Bit) -> Stop, behind: @escaping (_ goesOn: D.Bit) -> Stop,
    beforeFaults: @escaping (inout World<D>) -> Void
  ) {
    self.before = before
    self.behind = behind
    self.beforeFaults = beforeFaults
  }
}
