// SPDX-License-Identifier: GPL-2.0-or-later

import AddressSpace
import Checking
import Foundation
import KernelWalk
import Testing

/// Device-private PMDs are given to a text that asks for them, so that mistakes there are found.
@Suite struct AbsentPMDTests {
  private static func target(_ edit: (old: String, new: String)?) throws -> Target {
    let url = Fixture.url.deletingLastPathComponent().appendingPathComponent("today")
    let files = try KernelTree(url.path).read()
    var walk = files.walk.split(separator: "\n", omittingEmptySubsequences: false)
      .map { $0.trimmingCharacters(in: .whitespaces) }.joined(separator: "\n")
    if let (old, new) = edit {
      try #require(walk.ranges(of: old).count == 1, "not there once: \(old)")
      walk = walk.replacing(old, with: new)
    }
    return Target(
      try Fixture.kernel(
        KernelFiles(
          name: files.name, place: files.place, version: files.version, walk: walk,
          header: files.header)))
  }

  private static func outcome(_ edit: (old: String, new: String)?) throws -> Campaign.Outcome {
    let target = try target(edit)
    return try Campaign(target, profile: Profile(target), count: 3000, jobs: 1).run()
  }

  @Test func theTextOfOurOwnKeepsTheContract() throws {
    let outcome = try Self.outcome(nil)
    #expect(outcome.undetermined == 0)
    #expect(outcome.findings.filter { $0.weight == .promise }.map(\.clauseID) == [])
  }

  @Test(arguments: [
    ("C9", "frame_in_pmd(softleaf_to_pfn(leaf), addr)", "softleaf_to_pfn(leaf)"),
    ("C11", "if (!softleaf_is_device_private(leaf))", "if (true)"),
  ])
  func aMistakeThereIsFoundOnOnePage(_ clause: String, _ old: String, _ new: String) throws {
    let outcome = try Self.outcome((old, new))
    let finding = try #require(outcome.findings.first { $0.clauseID == clause })
    #expect(finding.scenario.count == 1)
    let kinds = finding.scenario.pmds
    #expect(kinds.contains { KindSet.devicePrivatePMD.contains($0) }, "\(kinds)")
  }
}
