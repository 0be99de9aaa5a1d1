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

  /// With requests and entries unknown, the run stands for that of each scenario.
  @Test func unknownScenariosStandForKnownOnes() throws {
    let kernel = try Fixture.kernel(Fixture.files())
    var generator = Generator(
      profile: Profile(revision: Target(kernel).revision, maximumPages: 2))
    var concrete = KernelWalk<Concrete>(kernel)
    var compared = 0
    for seed in UInt64(0)..<30 {
      let scenario = generator.scenario(seed: seed)
      if scenario.count == 0 || !scenario.events.isEmpty { continue }
      concrete.load(scenario)
      concrete.world.walkBudget = 4
      concrete.call(pass: 1)
      let world = concrete.world
      try ExpressionGraph.with { graph throws in
        var symbolic = KernelWalk<Symbolic>(kernel)
        symbolic.load(scenario)
        symbolic.world.walkBudget = 4
        var numbers: [String: UInt64] = [:]
        for page in 0..<scenario.count {
          numbers["request\(page)"] = scenario.requests[page]
          numbers["pte\(page)"] = UInt64(scenario.ptes[page].rawValue)
          symbolic.world.setRequest(
            page, graph.word("request\(page)"), defaults: symbolic.world.defaultFlags,
            mask: symbolic.world.pfnFlagsMask)
          symbolic.world.pages[page].pte.kind = graph.byte("pte\(page)")
        }
        symbolic.call(pass: 1)
        var evaluation = Evaluation(of: graph, under: numbers)
        let run = symbolic.world
        for page in 0..<scenario.count {
          let word = try evaluation.value(of: run.pages[page].word)
          #expect(word == world.pages[page].word, "page \(page) of \(scenario)")
          let effects = try evaluation.value(of: run.pages[page].effects)
          #expect(effects == UInt64(world.pages[page].effects), "page \(page) of \(scenario)")
        }
        #expect(try evaluation.value(of: run.result) == UInt64(world.result), "\(scenario)")
        #expect(try evaluation.value(of: run.ghost.walks) == UInt64(world.ghost.walks))
        #expect(try evaluation.value(of: run.ghost.maps) == UInt64(world.ghost.maps))
        #expect(try evaluation.value(of: run.ghost.unbalanced) == world.ghost.unbalanced)
        #expect(try evaluation.value(of: run.ghost.isLost) == world.ghost.isLost)
        #expect(try evaluation.value(of: run.ghost.notUnderstood) == world.ghost.notUnderstood)
      }
      compared += 1
    }
    #expect(compared > 6)
  }
}
