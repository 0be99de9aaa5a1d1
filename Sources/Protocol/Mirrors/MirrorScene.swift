// SPDX-License-Identifier: GPL-2.0-or-later

/// Mirrors of one mm and their objects, as in 4.14 to 5.4: who registers, who goes away, and in which
/// order.
public struct MirrorScene: Equatable, Sendable {
  public var fixes: ProtocolFixSet
  /// Drivers that register a mirror, use it, unregister it and free it: 1 to 3.
  public var mirrors: Int
  /// Whether a second thread of the first driver registers a range meanwhile.
  public var usesRange: Bool
  /// Whether the process may exit.
  public var exits: Bool
  /// Threads that invalidate once, or not at all: 0 to 2.
  public var invalidations: Int
  /// Whether a driver adds memory of a device, puts a page there, and removes it again, while a CPU
  /// faults on that page.
  public var deviceMemory: Bool
  /// Whether removing device memory waits until none of its pages is in use. All kernels do.
  public var waitsForPages = true

  public init(
    fixes: ProtocolFixSet = .all, mirrors: Int = 1, usesRange: Bool = false, exits: Bool = true,
    invalidations: Int = 1, deviceMemory: Bool = false
  ) {
    self.fixes = fixes
    self.mirrors = mirrors
    self.usesRange = usesRange
    self.exits = exits
    self.invalidations = invalidations
    self.deviceMemory = deviceMemory
  }
}
