// SPDX-License-Identifier: GPL-2.0-or-later

import Checking
import KernelSource
import KernelWalk
import Reporting
import Specification
import Testing

@testable import Mutation

@Suite struct MutationCampaignTests {
  /// The mutants of the sample that make such lines of it.
  static func outcome(
    _ lines: String..., jobs: Int = 1, seeds: UInt64 = 400, solver: Bool = false
  ) throws -> MutationCampaign.Outcome {
    try outcome(jobs: jobs, seeds: seeds, solver: solver) { lines.contains($0.after) }
  }

  /// The mutants of the sample that are wanted.
  static func outcome(
    jobs: Int = 1, seeds: UInt64 = 400, solver: Bool = false, _ isWanted: (Mutation) -> Bool
  ) throws -> MutationCampaign.Outcome {
    var campaign = try MutationCampaign(try Sample.kernel()).only(isWanted)
    campaign.seeds = seeds
    campaign.asksSolver = solver
    campaign.jobs = jobs
    return campaign.run()
  }

  static func verdict(_ line: String) throws -> MutantVerdict {
    try #require(try outcome(line).results.first, "no mutant").verdict
  }

  @Test func aWrongTextIsNoticed() throws {
    let verdict = try Self.verdict("if (asked & HMM_PFN_VALID && (word & HMM_PFN_VALID))")
    guard case .killed(let kill) = verdict else {
      Issue.record("\(verdict)")
      return
    }
    #expect(kill.clauses.ids.contains("C6"))
    let seed = try #require(kill.seed)
    #expect(seed < 400)
  }

  /// A look at the sequence that no clause asks for is left out.
  static func isSurvivor(_ mutation: Mutation) -> Bool {
    mutation.function == "on_table" && mutation.kind == .statement
      && mutation.before == "return -EBUSY;"
  }

  @Test func aPlantedSurvivorIsTold() throws {
    let outcome = try Self.outcome(seeds: 80, Self.isSurvivor)
    let survivor = try #require(outcome.differing.first)
    guard case .survived(let told) = survivor.verdict, let difference = told.difference else {
      Issue.record("no survivor")
      return
    }
    #expect(difference.kind == .result)
    #expect(difference.scenario.count == 1)
    #expect(outcome.conclusion == .survived)
    let text = TextReport.text(outcome, seconds: 0).split { $0.isWhitespace }
      .joined(separator: " ")
    #expect(text.contains("1 page, 1 event, seed"), "\(text)")
    #expect(text.contains("mm/hmm.c:54"), "\(text)")
    #expect(JSONReport.text(outcome, seconds: 0).contains("\"verdict\": \"differs\""))
  }

  /// What survives where nothing came says so; a continuation line belongs to its statement.
  @Test func whetherItsLineWasReached() throws {
    let outcome = try Self.outcome("if (!entry) return 0;", "return -EPERM;")
    let text = TextReport.text(outcome, seconds: 0).split { $0.isWhitespace }
      .joined(separator: " ")
    #expect(text.contains("no difference on 400 scenarios; its line was"), "\(text)")
    #expect(outcome.results.allSatisfy { $0.isReached != nil })
    // The same with the line out of reach.
    let walk = Sample.walk.replacing(
      "if (mmu_interval_check_retry(range->notifier, range->notifier_seq))",
      with:
        "if (!range) return -EFAULT; if (mmu_interval_check_retry(range->notifier, range->notifier_seq))"
    )
    try #require(walk != Sample.walk)
    let kernel = try Kernel(
      KernelFiles(
        name: "sample", place: "sample", version: KernelVersion(6, 1),
        walk: walk.replacing("return -EFAULT; if (mmu", with: "\n return -EFAULT;\n if (mmu"),
        header: Sample.header),
      Configuration(enabled: ["CONFIG_TRANSPARENT_HUGEPAGE"]))
    var campaign = try MutationCampaign(kernel).only {
      $0.before == "return -EFAULT;" && $0.function != "report"
    }
    campaign.seeds = 200
    let unreached = campaign.run()
    #expect(!unreached.results.isEmpty)
    #expect(unreached.results.allSatisfy { $0.isReached == false })
    let told = TextReport.text(unreached, seconds: 0).split { $0.isWhitespace }
      .joined(separator: " ")
    #expect(told.contains("no difference on 200 scenarios; its line was never reached"))
    #expect(
      told.contains("(\(unreached.results.count) of them where no scenario came)"), "\(told)")
    #expect(JSONReport.text(unreached, seconds: 0).contains("\"reached\": false"))
  }

  /// In 6.1 a page table that was there stays.
  @Test func theSameProgramShowsNoDifference() throws {
    let outcome = try Self.outcome("if (!entry) return 0;", "return -EPERM;")
    let same = outcome.results.compactMap { result -> Survivor? in
      if case .survived(let survivor) = result.verdict { survivor } else { nil }
    }
    #expect(same.count == 1)
    guard case .noDifference(400)? = same.first?.reason else {
      Issue.record("\(outcome.results)")
      return
    }
    #expect(outcome.conclusion == .held)
  }

  /// The same, by solver.
  @Test func theSameProgramIsProvedEqual() throws {
    let outcome = try Self.outcome("return -EPERM;", solver: true)
    let equal = outcome.results.filter {
      guard case .survived(let survivor) = $0.verdict else { return false }
      if case .equal = survivor.reason { return true }
      return false
    }
    let text = TextReport.text(outcome, seconds: 0)
    #expect(equal.map(\.mutation.function) == ["on_table"], "\(text)")
    #expect(outcome.conclusion == .held)
    #expect(text.contains("proved equal for 1 page, 4 restarts"), "\(text)")
    #expect(text.contains(" killed, 1 proved equal, 0 that differ"), "\(text)")
  }

  /// One random scenario does not show it.
  @Test func aSolverFindsADifference() throws {
    let outcome = try Self.outcome(seeds: 1, solver: true, Self.isSurvivor)
    guard case .survived(let survivor)? = outcome.results.first?.verdict,
      let difference = survivor.difference
    else {
      Issue.record("\(TextReport.text(outcome, seconds: 0))")
      return
    }
    #expect(difference.seed == nil)
    #expect(difference.seeds == 0)
    #expect(difference.scenario.count == 1)
    let text = TextReport.text(outcome, seconds: 0).split { $0.isWhitespace }
      .joined(separator: " ")
    #expect(text.contains("1 page, 1 event, by solver"), "\(text)")
  }

  /// A loop without an end is a call that does not end (C23), found within the bound on steps.
  @Test func whatDoesNotEndIsKilled() throws {
    let verdict = try Self.verdict("for (; addr < end; addr ) {")
    guard case .killed(let kill) = verdict else {
      Issue.record("\(verdict)")
      return
    }
    #expect(kill.clauses.ids == ["C23"])
  }

  /// What cannot be read is told, and counts for nothing.
  @Test func aTextThatCannotBeReadIsNoProgram() throws {
    let kernel = try Sample.kernel()
    let function = try #require(
      try KernelText.functions(
        reachedFrom: "slot", main: kernel.source.files.walk, header: kernel.source.files.header
      ).first)
    let draft = Draft(.statement, Edit(1..<2, by: ["goto", "nowhere"]))
    let mutation = Mutation(draft, number: 1, in: function, Sample.walk)
    #expect(throws: KernelProblem.self) { try kernel.mutated(by: mutation) }
  }

  @Test func jobsDoNotMatter() throws {
    let texts = try [1, 3].map { jobs in
      let outcome = try Self.outcome(
        "return (addr - range->start) << PAGE_SHIFT;", "return -EPERM;", "word -= step;",
        "if (!(pte_write(pte)))", jobs: jobs)
      return TextReport.text(outcome, seconds: 0) + JSONReport.text(outcome, seconds: 0)
    }
    #expect(texts[0] == texts[1])
    #expect(texts[0].contains("killed"))
  }
}
