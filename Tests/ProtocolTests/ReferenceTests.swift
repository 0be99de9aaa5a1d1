// SPDX-License-Identifier: GPL-2.0-or-later

import AddressSpace
import Testing

@testable import Protocol

/// The driver of the documentation, and what happens where it leaves out one thing.
@Suite struct ReferenceTests {
  private func explore(_ scene: Scene) -> Exploration {
    Explorer(DriverModel(scene)).run()
  }

  /// The scene that is explored with another tool as well: its size must not change unnoticed.
  @Test func itsStatesAreCounted() {
    let exploration = explore(Scene(driver: .reference))
    #expect(exploration.states == 41135)
    #expect(exploration.transitions == 85328)
    #expect(exploration.depth == 51)
    #expect(exploration.cut == nil)
    #expect(exploration.broken == [])
  }

  @Test func itKeepsEverythingWhateverHappens() {
    let scene = Scene(
      driver: .reference, pages: 1, invalidations: 1, operations: MMOperation.choices,
      nonBlockable: true, initial: [Scene.initialKinds], isShared: true)
    let exploration = explore(scene)
    #expect(exploration.broken == [])
    #expect(!exploration.passedBounds)
    #expect(exploration.cut == nil)
  }

  /// What a driver breaks, and how many steps that takes.
  private func broken(_ change: (inout Driver) -> Void) -> [String] {
    var driver = Driver.reference
    change(&driver)
    let exploration = explore(Scene(driver: driver, pages: 1, invalidations: 1))
    return exploration.broken.map { property in
      "\(property.id) in \(exploration.findings[property]?.steps.count ?? 0)"
    }
  }

  @Test func withoutItsCheckItBreaksP8() {
    #expect(
      broken { $0.steps.removeAll { $0 == .check } }
        == ["P4 in 9", "P8 in 16", "use-after-free in 16"])
  }

  @Test func aCallbackWithoutTheLockBreaksP3() {
    #expect(broken { $0.callbackLocks = false }.first == "P3 in 3")
  }

  @Test func withoutAReferenceTheMMGoesAway() {
    var driver = Driver.reference
    driver.steps.removeAll { $0 == .holdMM || $0 == .releaseMM }
    let scene = Scene(driver: driver, pages: 1, invalidations: 1, operations: [.exit])
    #expect(explore(scene).broken.map(\.id) == ["P6", "use-after-free"])
  }

  @Test func aSequenceThatIsNotReadAgainBreaksP1() {
    #expect(
      broken { driver in
        driver.onBusy = .lockMmap
        driver.onInvalid = .lockMmap
      }.contains { $0.hasPrefix("P1") })
  }

  @Test func aBoundOfOneCauseBreaksP5() {
    #expect(broken { $0.boundCovers = [.busy] }.contains { $0.hasPrefix("P5") })
  }
}
