// SPDX-License-Identifier: GPL-2.0-or-later

import AddressSpace

/// What is explored: a driver, the kernel around it, and how much of everything.
public struct Scene: Equatable, Sendable {
  public var driver: Driver
  public var fixes: ProtocolFixSet
  /// Pages of the range: 1 to 4.
  public var pages: Int
  /// Threads of the mm side, each of which invalidates once, or not at all: 0 to 4.
  public var invalidations: Int
  public var operations: [MMOperation]
  /// Whether callbacks may also be called where they must not sleep.
  public var nonBlockable: Bool
  /// Whether operations also fall on the page just below the range.
  public var neighbour: Bool
  /// The entries that a page may have at the beginning, a list for each page; the last for all
  /// further ones.
  public var initial: [[Kind]]
  /// Whether read-only pages are shared with a child at the beginning, so that a write breaks COW.
  public var isShared: Bool
  /// Whether the pages are mapped by one huge entry at the beginning.
  public var isHuge: Bool

  /// - Parameter fixes: Those of the kernel around the driver; all but what it lacks unless given.
  public init(
    driver: Driver, fixes: ProtocolFixSet? = nil, pages: Int = 2, invalidations: Int = 2,
    operations: [MMOperation] = MMOperation.usual, nonBlockable: Bool = false,
    neighbour: Bool = false, initial: [[Kind]] = [[.writable]], isShared: Bool = false,
    isHuge: Bool = false
  ) {
    self.driver = driver
    self.fixes = fixes ?? ProtocolFixSet.all.subtracting(driver.lacks)
    self.pages = pages
    self.invalidations = invalidations
    self.operations = operations
    self.nonBlockable = nonBlockable
    self.neighbour = neighbour
    self.initial = initial
    self.isShared = isShared
    self.isHuge = isHuge
  }

  /// The kinds that a page may have at the beginning.
  public static let initialKinds: [Kind] = [
    .none, .readOnly, .writable, .swap, .devicePrivateReadOnly, .devicePrivateWritable,
    .foreignPrivateWritable,
  ]

  func kinds(_ page: Int) -> [Kind] {
    initial.isEmpty ? [.writable] : initial[min(page, initial.count - 1)]
  }

  /// Every combination of the pages' entries at the beginning.
  public var beginnings: [[Kind]] {
    (0..<pages).reduce([[]]) { lists, page in
      lists.flatMap { list in kinds(page).map { list + [$0] } }
    }
  }
}
