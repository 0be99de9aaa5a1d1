// SPDX-License-Identifier: GPL-2.0-or-later

import AddressSpace
import Checking
import KernelWalk
import Logic
import Testing

/// A text runs in the symbolic domain as it does in the concrete one.
@Suite struct SymbolicTests {
  /// What a call comes to, as numbers.
  struct Course: Equatable {
    var words: [UInt64?] = []
    var effects: [UInt64?] = []
    var result: UInt64?
    var ghost: [UInt64?] = []

    init<D: Domain>(_ world: World<D>) {
      for page in 0..<world.count {
        words.append(world.pages[page].word.constant)
        effects.append(world.pages[page].effects.constant)
        effects.append(world.pages[page].storedIn.constant)
      }
      result = world.result.constant
      let ghost = world.ghost
      self.ghost =
        [
          ghost.mmapLock, ghost.pageTableLock, ghost.hugetlbLock, ghost.sleptWithLock,
          ghost.unbalanced, ghost.unlockedAccess, ghost.uninitialised, ghost.wildPointer,
          ghost.wildTable, ghost.undefined, ghost.notUnderstood, ghost.outOfMemory,
          ghost.progressed, ghost.disturbed, ghost.lostRequest, ghost.skippedEntry,
          ghost.stalled, ghost.endless, ghost.historyLost,
        ].map { bit in bit.constant.map { $0 ? 1 : 0 } }
        + [ghost.faults, ghost.waits, ghost.walks].map(\.constant)
        + [ghost.maps.constant, ghost.cursor.constant]
    }
  }

  private static func scenarios(_ kernel: Kernel, _ seeds: Range<UInt64>) -> [Scenario] {
    let revision = Target(kernel).revision
    var generator = Generator(profile: Profile(revision: revision, maximumPages: 6))
    return seeds.map { generator.scenario(seed: $0) }
  }

  /// With nothing unknown, every value is a number, and the same one.
  @Test(arguments: [
    [], [("pte_unmap(first);\n", "")],
    [("if (!first)\nreturn pause_to_look_again(sweep, from);\n", "")],
    [("*what = lack;\n", "")],
  ])
  func knownScenariosRunAlike(_ edits: [(String, String)]) throws {
    let kernel = try Fixture.kernel(Fixture.files(edits))
    var concrete = KernelWalk<Concrete>(kernel)
    for scenario in Self.scenarios(kernel, 0..<60) {
      concrete.load(scenario)
      concrete.call(pass: 1)
      let expected = Course(concrete.world)
      ExpressionGraph.with { _ in
        var symbolic = KernelWalk<Symbolic>(kernel)
        symbolic.load(scenario)
        symbolic.call(pass: 1)
        #expect(Course(symbolic.world) == expected, "\(scenario)")
        #expect(symbolic.finding == concrete.finding)
      }
    }
  }
}
