// SPDX-License-Identifier: GPL-2.0-or-later

import AddressSpace
import Checking
import KernelWalk
import Logic
import Testing

/// Static objects of a text live as long as a scenario: they go from pass to pass, and not from one
/// scenario to the next, which another thread may run.
@Suite struct StaticTests {
  private func kernel() throws -> Kernel {
    try Fixture.small(
      """
      called++;
      return called > 2 ? -EINVAL : -EBUSY;
      """, before: "static unsigned long called;")
  }

  private func scenario(_ geometry: Geometry, passes: Int) -> Scenario {
    var scenario = Scenario(geometry: geometry)
    scenario.passes = passes
    return scenario
  }

  @Test func theyGoFromPassToPass() throws {
    var walk = KernelWalk<Concrete>(try kernel())
    let verdict = walk.run(scenario(.small, passes: 5))
    #expect(verdict.passes == 3)
    #expect(verdict.result == UInt32(Errno.EINVAL.rawValue))
  }

  @Test(arguments: [[Geometry.small], [.small, .x86, .small]])
  func eachScenarioFindsThemNew(_ geometries: [Geometry]) throws {
    var walk = KernelWalk<Concrete>(try kernel())
    for geometry in geometries + geometries {
      let verdict = walk.run(scenario(geometry, passes: 2))
      #expect(verdict.result == UInt32(Errno.EBUSY.rawValue))
    }
  }
}
