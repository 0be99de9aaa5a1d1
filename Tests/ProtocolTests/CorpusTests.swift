// SPDX-License-Identifier: GPL-2.0-or-later

import Checking
import Foundation
import Testing

@testable import Protocol

/// The corpus of schedules.
@Suite struct ProtocolCorpusTests {
  static let directory = URL(fileURLWithPath: #filePath)
    .deletingLastPathComponent().deletingLastPathComponent().deletingLastPathComponent()
    .appendingPathComponent("Counterexamples/protocol").path

  static let paths = (try? CounterexampleFile.list(directory: directory)) ?? []

  @Test func thereIsOneForEveryFix() throws {
    let mended = try Self.paths.flatMap { try ProtocolCase.read(path: $0).fixedBy }
    #expect(Set(mended) == Set(ProtocolFix.allCases))
  }

  @Test(arguments: paths)
  func itDoesWhatItsFileSays(path: String) throws {
    let found = try ProtocolCase.read(path: path)
    #expect(found.differences() == [])
    #expect(path.hasSuffix("/\(found.name).json"))
  }

  /// No schedule is shorter, and none as short has fewer preemptions.
  @Test(arguments: paths)
  func itIsMinimal(path: String) throws {
    let found = try ProtocolCase.read(path: path)
    func check<Model: ProtocolModel>(_ model: Model) {
      var explorer = Explorer(model)
      explorer.until = PropertySet([found.property])
      guard let shortest = explorer.run().findings[found.property] else {
        Issue.record("\(found.name): nothing is broken")
        return
      }
      #expect(shortest.steps.count == found.steps.count, "\(found.name)")
      let least = model.leastPreempted(shortest)
      #expect(least.names(model) == found.steps, "\(found.name)")
    }
    switch found.subject {
    case .driver(var scene):
      scene.initial = found.begin.map { [$0] }
      check(DriverModel(scene))
    case .mirrors(let scene): check(MirrorModel(scene))
    }
  }

  /// With the fix nothing of the kind is found, in the same scene, whatever happens.
  @Test(arguments: paths)
  func theFixMendsIt(path: String) throws {
    let found = try ProtocolCase.read(path: path)
    func broken<Model: ProtocolModel>(_ model: Model) -> [Property] { Explorer(model).run().broken }
    let mended = found.mended
    let stays = (mended as? DriverModel).map(broken) ?? (mended as? MirrorModel).map(broken) ?? []
    // What the older designs break for other reasons is in their table.
    let known: [String: [Property]] = [
      "teardown-at-start": [.useAfterFree]
    ]
    #expect(stays.contains(found.property) == (known[found.name] == [found.property]))
  }

  @Test func aStepThatCannotBeMadeIsNamed() throws {
    var found = try ProtocolCase.read(path: Self.directory + "/xe-use-after-check.json")
    found.steps[3].step = "looks at page 0"
    #expect(
      found.differences() == [
        "step 4, driver: looks at page 0: it can: begins the walk at page 0"
      ])
  }

  @Test func aWrongPropertyIsNoticed() throws {
    var found = try ProtocolCase.read(path: Self.directory + "/xe-use-after-check.json")
    found.property = .progress
    #expect(found.differences() == ["progress is kept, the file says broken"])
  }
}
