// SPDX-License-Identifier: GPL-2.0-or-later

import AddressSpace
import Checking
import KernelSource
import KernelWalk
import Logic
import Solver
import Testing

@testable import Proving

/// What a solver is asked about lines that random scenarios do not reach, and what it answers.
@Suite struct ReachTests {
  /// All places of a text.
  private func places(_ target: Target) throws -> [TextPlace] {
    let kernel = try #require(target.kernel)
    var all = try kernel.coverage(KernelCounts())
    // A line that has run is missed no more, but the ways of its branches are.
    let lines = Set(all.missed)
    for function in all.functions.indices {
      for line in all.functions[function].lines.indices {
        all.functions[function].lines[line].runs = 1
      }
    }
    return Array(lines.union(all.missed)).sorted { $0.description < $1.description }
  }

  /// One call on a layout, with what it comes by.
  private func run(
    _ target: Target, _ name: String, in graph: ExpressionGraph
  ) throws -> (run: BoundedRun, places: [TextPlace]) {
    let size = try #require(ReachSearch.sizes.first { $0.script.faults == 1 })
    let skeleton = try #require(size.skeletons(target.revision).first { $0.name == name })
    let places = try places(target)
    return (
      BoundedRun(
        SymbolicScenario(skeleton, for: target.revision, in: graph), target: target,
        restarts: size.restarts, seeking: places), places
    )
  }

  /// On scenarios of one layout the condition of each place says what the counts of a run say.
  @Test(arguments: ["v from 0, tables", "v from 0, not all tables", "1 hugetlb pmd from 0"])
  func conditionsAreWhatRunsComeBy(_ layout: String) throws {
    let target = try TodayFixture.target()
    let kernel = try #require(target.kernel)
    try ExpressionGraph.with { graph throws in
      let (run, places) = try run(target, layout, in: graph)
      var random = SplitMix64(seed: 5)
      var (compared, met) = (0, Set<TextPlace>())
      for _ in 0..<20_000 where compared < 100 {
        guard let scenario = drawn(run.scenario, target, &random) else { continue }
        let fixed = SymbolicScenario(fixed: scenario, for: target.revision)
        var evaluation = try fixed.named(Model().evaluation(of: graph)).evaluation(of: graph)
        if try !run.assumptions.allSatisfy({ try evaluation.value(of: $0) }) { continue }
        compared += 1
        var walk = Runnable(target, counts: true)
        _ = walk.run(scenario)
        let coverage = try kernel.coverage(walk.takeCounts())
        for (index, place) in places.enumerated() {
          let runs = coverage.runs(place) ?? 0
          #expect(try evaluation.value(of: run.cameBy[index]) == (runs > 0), "\(place)")
          if runs > 0 { met.insert(place) }
        }
      }
      #expect(compared > 60)
      #expect(met.count > 40, "\(met.count) of \(places.count)")
    }
  }

  /// A scenario of the layout, whatever it may be; nil where it is none.
  private func drawn(
    _ layout: SymbolicScenario, _ target: Target, _ random: inout SplitMix64
  ) -> Scenario? {
    var scenario = layout.skeleton.scenario
    func kind(_ usual: Kind) -> Kind {
      let all = Kind.allCases
      return random.next() % 3 == 0 ? all[Int(random.next() % UInt64(all.count))] : usual
    }
    scenario.ptes = scenario.ptes.map(kind)
    if layout.skeleton.upperEntries != .tables {
      scenario.pmds = scenario.pmds.map(kind)
      scenario.puds = scenario.puds.map(kind)
    }
    func flags() -> UInt64 { (random.next() % 8) << 61 }
    scenario.requests = scenario.requests.map { _ in flags() }
    (scenario.defaultFlags, scenario.pfnFlagsMask) = (flags(), flags())
    for vma in scenario.vmas.indices {
      scenario.vmas[vma].flags = VMA.Flags(rawValue: UInt8(random.next() % 128))
    }
    let outcomes = FaultOutcome.plain
    scenario.faults = scenario.faults.map { _ in
      outcomes[Int(random.next() % UInt64(outcomes.count))]
    }
    let isUsable = scenario.isValid && target.refusal(scenario) == nil
    return isUsable ? scenario : nil
  }

  /// What comes of some places on the layouts of the smallest size.
  private func answers(
    _ edits: [(old: String, new: String)], _ wanted: (TextPlace) -> Bool
  ) throws -> (answers: [ReachAnswer], sought: [TextPlace]) {
    let target = try TodayFixture.target(edits)
    let reference = try KernelReference(try #require(target.kernel))
    defer { reference.remove() }
    let sought = try places(target).filter(wanted)
    let size = try #require(ReachSearch.sizes.first { $0.script.faults == 1 })
    let answers = ReachSearch.layouts(size, target).filter { !$0.scenario.mayDropLock }.map {
      ReachRequest(
        kernel: reference, sought: sought, size: size.name, layout: $0.name,
        budget: Budget(rlimit: 100_000_000, seconds: 60)
      ).answer()
    }
    return (answers, sought)
  }

  /// A request for the frame of one number, and what no request can make true.
  private static let planted = (
    old: "if (asked & ~flags & HMM_PFN_REQ_WRITE)",
    new: """
    if ((word & 0xffffff) == 0x123456)
    need |= 0;
    if (need && !(asked & HMM_PFN_REQ_FAULT))
    return 0;
    if (asked & ~flags & HMM_PFN_REQ_WRITE)
    """
  )

  /// The line of a planted text that reads so, among places that are sought.
  private func index(
    _ text: String, of sought: [TextPlace], _ edits: [(old: String, new: String)]
  ) throws -> Int {
    let lines = try TodayFixture.files(edits).walk.split(
      separator: "\n", omittingEmptySubsequences: false)
    return try #require(
      sought.firstIndex { $0.way == nil && lines[$0.line - 1] == text }, "no line \(text)")
  }

  @Test func findsWhatIsRareAndDeniesWhatCannotBe() throws {
    let edits = [Self.planted]
    let (answers, sought) = try answers(edits) { $0.function == "hmm_pte_need_fault" }
    let found = Set(answers.flatMap(\.found).map(\.place))
    #expect(answers.allSatisfy { $0.open.isEmpty && $0.disagreement == nil })
    let never = try index("return 0;", of: sought, edits)
    #expect(found.contains(try index("need |= 0;", of: sought, edits)))
    #expect(!found.contains(never))
    // All else of the function can be reached with one page.
    let missed = sought.indices.filter { !found.contains($0) }.map { sought[$0] }
    #expect(
      missed.allSatisfy {
        $0.line == sought[never].line
          || $0.line == sought[never].line - 1 && $0.way?.outcome == "true"
      }, "\(missed)")
  }

  /// A line on which every run that comes to it goes wrong is come by, though none gets behind it.
  @Test func findsWhereRunsGoWrong() throws {
    let edits = [
      (
        old: Self.planted.old,
        new: Self.planted.new.replacing("need |= 0;", with: "need |= *(unsigned int *)0;")
      )
    ]
    let (answers, sought) = try answers(edits) { $0.function == "hmm_pte_need_fault" }
    #expect(answers.allSatisfy { $0.open.isEmpty && $0.disagreement == nil })
    let wrong = try index("need |= *(unsigned int *)0;", of: sought, edits)
    #expect(answers.flatMap(\.found).map(\.place).contains(wrong))
  }

  /// Behind what could not be read nothing is unreachable.
  @Test func isOpenWhereTextIsNotUnderstood() throws {
    let edits = [
      (
        old: Self.planted.old,
        new: Self.planted.new.replacing("need |= 0;", with: "need |= what_is_this(word);")
      )
    ]
    let (answers, sought) = try answers(edits) { $0.function == "hmm_pte_need_fault" }
    let never = try index("return 0;", of: sought, edits)
    #expect(answers.contains { $0.open[never]?.contains("not understood") == true })
    #expect(!answers.flatMap(\.found).map(\.place).contains(never))
  }

  /// A solver without time has no answer, which is no denial.
  @Test func isOpenWhereTheSolverGivesUp() throws {
    let target = try TodayFixture.target([Self.planted])
    let reference = try KernelReference(try #require(target.kernel))
    defer { reference.remove() }
    let sought = try places(target).filter { $0.function == "hmm_pte_need_fault" }
    let answer = ReachRequest(
      kernel: reference, sought: sought, size: "1-pages-outcome", layout: "v from 0, tables",
      budget: Budget(rlimit: 1, seconds: 60)
    ).answer()
    #expect(answer.found.isEmpty)
    #expect(Set(answer.open.keys) == Set(sought.indices))
  }

  /// What is unreachable need not be reached; what is open must be.
  @Test func unreachableLinesAreNotRequired() throws {
    let kernel = try TodayFixture.kernel()
    let coverage = try kernel.coverage(KernelCounts())
    let missed = coverage.missed
    let list = try LinesLeftOut(list: "")
    #expect(!list.objections(to: coverage).isEmpty)
    #expect(list.objections(to: coverage, unreachable: missed).isEmpty)
    let needs = missed.filter { $0.function != "hmm_pte_need_fault" }
    #expect(
      list.objections(to: coverage, unreachable: needs).allSatisfy {
        $0.contains("hmm_pte_need_fault")
      })
    #expect(list.objections(to: coverage, unreachable: needs).count == 1)
  }
}
