// SPDX-License-Identifier: GPL-2.0-or-later

import AddressSpace
import Testing

@testable import Protocol

/// Reduction and threads change how much is looked at, and nothing of what is found.
@Suite struct ReductionTests {
  static let scenes: [Scene] =
    Driver.all.map { driver in
      Scene(
        driver: driver, pages: 1, invalidations: 2, operations: [.zap, .mprotect],
        initial: [[.none, .readOnly]], isShared: true)
    } + [
      Scene(driver: .reference, pages: 1, operations: [.exit, .reclaim], nonBlockable: true),
      Scene(
        driver: .reference.without(.useAfterCheck), pages: 2, invalidations: 1,
        operations: [.fork, .collapse, .split], isHuge: true),
      Scene(
        driver: Driver.reference.without(.refusalUndone), pages: 1, invalidations: 2,
        operations: [.zap, .migrateToDevice], nonBlockable: true),
    ]

  @Test(arguments: scenes)
  func whatIsBrokenIsTheSame(scene: Scene) {
    var explorer = Explorer(DriverModel(scene))
    let whole = explorer.run()
    explorer.reduces = true
    let reduced = explorer.run()
    #expect(whole.broken == reduced.broken, "\(scene.driver.name)")
    #expect(reduced.states <= whole.states)
  }

  @Test func itSavesStates() {
    var explorer = Explorer(DriverModel(Scene(driver: .reference)))
    explorer.reduces = true
    let reduced = explorer.run()
    #expect(reduced.broken == [])
    #expect(reduced.states == 26297)
  }

  @Test func threadsChangeNothing() {
    let scene = Scene(driver: Driver.reference.without(.useAfterCheck), pages: 2, invalidations: 1)
    var one = Explorer(DriverModel(scene))
    var many = one
    one.jobs = 1
    many.jobs = 3
    let first = one.run()
    let second = many.run()
    #expect(first.states == second.states)
    #expect(first.transitions == second.transitions)
    #expect(first.findings.mapValues(\.steps) == second.findings.mapValues(\.steps))
  }

  /// A driver that takes "no pages" for a reason to try again, without any bound.
  @Test func aDriverThatTurnsForEverIsFound() {
    var driver = Driver.reference.without(.zeroIsNoRetry)
    driver.defaultFlags = []
    driver.boundCovers = []
    let scene = Scene(driver: driver, pages: 1, invalidations: 0, initial: [[.none]])
    for reduces in [false, true] {
      var explorer = Explorer(DriverModel(scene))
      explorer.reduces = reduces
      let exploration = explorer.run()
      #expect(exploration.broken.contains(.progress))
    }
  }
}
