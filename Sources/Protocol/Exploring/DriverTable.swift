// SPDX-License-Identifier: GPL-2.0-or-later

import AddressSpace

/// What a driver keeps and breaks, over a number of scenes that are the same for all drivers.
public struct DriverTable: Sendable {
  public struct Row: Sendable {
    public var driver: Driver
    /// The steps of the shortest schedule that breaks each property.
    public var broken: [Property: Int] = [:]
    /// All scenes were seen to their ends.
    public var isComplete = true
    public var states = 0
    public var transitions = 0
    public var seconds = 0.0

    /// Whether a property says anything of this driver.
    public func applies(_ property: Property) -> Bool {
      property != .p2 || !driver.pfnFlagsMask.isEmpty
    }
  }

  public var rows: [Row] = []

  /// The properties of the table.
  public static let properties: [Property] = [
    .p1, .p2, .p3, .p4, .p5, .p6, .p8, .request, .useAfterFree, .locks, .progress, .needless,
  ]

  /// What the scenes are, in words.
  public static let bounds = [
    "1 page, 2 invalidations, every operation, every kind of page; read-only pages are shared",
    "1 page of its own or below the range, 2 invalidations (zap, mprotect), callbacks may refuse",
    "2 pages, 1 invalidation, every operation, pages none, read-only and shared, writable, device's",
    "2 pages of one huge entry, 1 invalidation, every operation",
    "1 page that nobody asks for, 1 invalidation (drivers that ask page by page)",
  ]

  /// The scenes of one driver.
  public static func scenes(_ driver: Driver) -> [Scene] {
    let all = MMOperation.choices
    let some: [Kind] = [.none, .readOnly, .writable, .devicePrivateWritable]
    var scenes = [
      Scene(
        driver: driver, pages: 1, invalidations: 2, operations: all,
        initial: [Scene.initialKinds], isShared: true),
      Scene(
        driver: driver, pages: 1, invalidations: 2, operations: [.zap, .mprotect],
        nonBlockable: true, neighbour: true),
      Scene(
        driver: driver, pages: 2, invalidations: 1, operations: all, initial: [some],
        isShared: true),
      Scene(driver: driver, pages: 2, invalidations: 1, operations: all, isHuge: true),
    ]
    if !driver.requests.isEmpty {
      var asking = driver
      asking.requests = [[]]
      scenes.append(
        Scene(
          driver: asking, pages: 1, invalidations: 1, initial: [[.none, .writable]]))
    }
    return scenes
  }

  /// Explores every scene of every driver.
  public init(_ drivers: [Driver], jobs: Int, isStopped: () -> Bool = { false }) {
    for driver in drivers {
      var row = Row(driver: driver)
      for scene in DriverTable.scenes(driver) {
        var explorer = Explorer(DriverModel(scene))
        explorer.jobs = jobs
        let exploration = explorer.run(isStopped: isStopped)
        row.states += exploration.states
        row.transitions += exploration.transitions
        row.seconds += exploration.seconds
        if exploration.cut != nil || exploration.passedBounds { row.isComplete = false }
        for (property, schedule) in exploration.findings where property != .bounds {
          row.broken[property] = min(row.broken[property] ?? .max, schedule.steps.count)
        }
      }
      rows.append(row)
    }
  }
}
