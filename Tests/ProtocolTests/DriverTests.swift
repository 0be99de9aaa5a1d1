// SPDX-License-Identifier: GPL-2.0-or-later

import AddressSpace
import Testing

@testable import Protocol

/// What each driver keeps and breaks, in a small scene with everything that can happen to one page.
@Suite struct DriverTests {
  static let expected: [(String, [String])] = [
    ("reference", []),
    ("test-hmm-fault", []),
    ("test-hmm-snapshot", []),
    ("nouveau-5.7", ["P2", "array"]),
    ("nouveau-5.8", ["P2", "array"]),
    ("nouveau-5.10", []),
    ("amdgpu-5.10", ["P4", "P5", "use-after-free"]),
    ("amdgpu-6.12", ["P4", "use-after-free"]),
    ("umem-odp-6.1", ["P5"]),
    ("xe-6.12", ["P4", "use-after-free"]),
    ("xe-6.14", []),
  ]

  private func broken(_ driver: Driver) -> [String] {
    let scene = Scene(
      driver: driver, pages: 1, invalidations: 1, operations: MMOperation.choices,
      initial: [Scene.initialKinds], isShared: true)
    let exploration = Explorer(DriverModel(scene)).run()
    #expect(exploration.cut == nil && !exploration.passedBounds)
    return exploration.broken.map(\.id)
  }

  @Test(arguments: expected)
  func itBreaks(name: String, properties: [String]) throws {
    let driver = try #require(Driver.named(name))
    #expect(broken(driver) == properties)
    // With all that mends drivers nothing is left.
    let mended = [
      ProtocolFix.refillOnRetry, .useAfterCheck, .boundCoversBoth, .zeroIsNoRetry,
      .unlockOnEveryError,
    ].reduce(driver) { $0.with($1) }
    #expect(broken(mended) == [])
  }

  @Test func everyDriverIsListed() {
    let mirrors = Driver.all.map(\.name).filter { $0.hasPrefix("mirror-") }
    #expect(Driver.all.map(\.name) == Self.expected.map(\.0) + mirrors)
  }

  /// Random schedules find what exploration finds, and come back as schedules that break it.
  @Test func randomSchedulesFindIt() throws {
    let driver = try #require(Driver.named("xe-6.12"))
    let model = DriverModel(Scene(driver: driver, pages: 3, invalidations: 3))
    let found = RandomSchedules(model).run(first: 0, count: 400)
    #expect(found.seeds == 400 && found.distinct > 300)
    let schedule = try #require(found.findings[.useAfterFree])
    let shrunk = model.shrunk(schedule)
    #expect(shrunk.steps.count <= schedule.steps.count)
    let run = ScheduleRun(model, from: shrunk.begin, shrunk.names(model))
    #expect(run.moments.last?.broken.contains(.useAfterFree) == true)
    let again = RandomSchedules(model).run(first: 0, count: 400)
    #expect(again.findings[.useAfterFree]?.steps == schedule.steps)
  }

  @Test func randomSchedulesOfTheReferenceBreakNothing() {
    let model = DriverModel(
      Scene(
        driver: .reference, pages: 4, invalidations: 4, operations: MMOperation.choices,
        initial: [[.none, .readOnly, .writable]], isShared: true))
    let found = RandomSchedules(model).run(first: 0, count: 200)
    #expect(found.findings.keys.filter { $0 != .bounds } == [])
    #expect(found.steps > 5_000)
  }
}
