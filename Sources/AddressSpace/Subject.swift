// SPDX-License-Identifier: GPL-2.0-or-later

import Logic

/// Something that walks ranges in a world: what is checked.
public protocol Subject<Domain> {
  associatedtype Domain: Logic.Domain

  /// How its interface speaks.
  var convention: Convention { get }
  var world: World<Domain> { get set }

  /// One call on the world's range, from ``World/beginCall(pass:)`` to ``World/endCall()``.
  ///
  /// - Parameter pass: the number of the call in the caller's loop, from 1.
  mutating func call(pass: Int)
}

extension Subject {
  /// Lays a scenario out before the first call.
  @inlinable @inline(__always)
  public mutating func load(_ scenario: Scenario) { world.load(scenario, convention) }
}
