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

  /// Those of the mirror interface: what only another design of the notifier mends stays.
  static let mirrors: [(String, [String], [String])] = [
    ("mirror-4.19", ["P8", "array", "use-after-free"], ["P8", "use-after-free"]),
    ("mirror-5.0", ["P8", "array", "use-after-free"], ["P8", "use-after-free"]),
    ("mirror-5.2", ["P8", "use-after-free", "locks"], ["P8", "use-after-free"]),
    ("mirror-5.4", ["P8", "use-after-free"], ["P8", "use-after-free"]),
  ]

  @Test(arguments: mirrors)
  func onlyTheSequenceMends(name: String, properties: [String], rest: [String]) throws {
    var driver = try #require(Driver.named(name))
    #expect(broken(driver) == properties)
    for fix in ProtocolFix.allCases where fix != .sequenceNotBoolean { driver = driver.with(fix) }
    #expect(broken(driver) == rest)
    #expect(broken(driver.with(.sequenceNotBoolean)) == [])
  }

  /// Words that an invalidation has erased are taken for answers where nobody checks.
  @Test func whatWasAskedForCanBeMissing() throws {
    var driver = try #require(Driver.named("mirror-5.0"))
    driver.steps.removeAll { $0 == .check }
    #expect(broken(driver).contains("requests"))
  }

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
    #expect(Driver.all.map(\.name) == Self.expected.map(\.0) + Self.mirrors.map(\.0))
  }

  /// No step is there in vain: each is made somewhere in a few small scenes.
  @Test func everyStepHappens() throws {
    let mirror = try #require(Driver.named("mirror-4.19"))
    let page = try #require(Driver.named("nouveau-5.10"))
    let scenes = [
      Scene(
        driver: Driver.reference.without(.useAfterCheck), pages: 1, invalidations: 1,
        operations: MMOperation.choices, initial: [[.readOnly, .foreignPrivateWritable]],
        isShared: true),
      Scene(driver: mirror, pages: 1, invalidations: 1),
      Scene(driver: page, pages: 2, invalidations: 1, operations: [.migrateToDevice]),
    ]
    var moves: Set<DriverMove> = []
    var stages: Set<InvalidatorStage> = []
    for scene in scenes {
      let model = DriverModel(scene)
      var seen = Set(model.roots)
      var frontier = model.roots
      while let state = frontier.popLast() {
        _ = model.expand(state, onlyLocal: false) { step, next, _ in
          if step.actor == 0 {
            if let move = DriverMove(rawValue: step.code) { moves.insert(move) }
          } else if let stage = InvalidatorStage(rawValue: step.code) {
            stages.insert(stage)
          }
          if seen.insert(next).inserted { frontier.append(next) }
        }
      }
    }
    #expect(moves == Set(DriverMove.allCases).subtracting([.ownInvalidation, .ended]))
    #expect(stages == Set(InvalidatorStage.allCases).subtracting([.done]))
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
