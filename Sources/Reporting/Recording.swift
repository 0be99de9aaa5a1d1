// SPDX-License-Identifier: GPL-2.0-or-later

import AddressSpace
import Checking
import KernelSource
import Logic
import RangeFault
import Specification

/// A case, run once more to be told: what every form of report shows of it.
struct Recording {
  /// One call of the caller's loop.
  struct Pass {
    var number: Int
    var steps: [Trace.Step]
    var pages: [PageOutcome]
    /// `0`, `-EFAULT`, `3 pages`; nil where the call did not come back.
    var answer: String?
    /// The answers that the contract accepts, where the one given is not among them.
    var wantedAnswer: String?
    /// What was done or left undone that no word shows.
    var incidents: [String]
    var judgement: Judgement
  }

  struct PageOutcome: Equatable {
    var word: UInt64
    var isSet: Bool
    var expectation: Expectation
  }

  let scenario: Scenario
  let target: Target
  let layout: Layout
  private(set) var verdict = Verdict()
  private(set) var passes: [Pass] = []
  /// Where the text of a kernel did what matters, in the last call; empty for a revision.
  private(set) var places: [String] = []
  /// All steps of all calls, and for the text of a kernel where each comes from.
  private(set) var allSteps: [Trace.Step] = []
  private(set) var stepSites: [Location?] = []
  /// Steps that were too many to keep.
  let droppedSteps: Int

  /// Steps kept: some megabytes.
  private static let limit = 100_000

  init(_ scenario: Scenario, _ revision: Revision) { self.init(scenario, .revision(revision)) }

  init(_ scenario: Scenario, _ target: Target) {
    self.scenario = scenario
    self.target = target
    let trace = Trace(limit: Recording.limit)
    var walk = Runnable(target, traces: true)
    walk.trace(into: trace)
    var told = 0
    var passes: [Pass] = []
    verdict = walk.run(scenario) { run, judgement in
      let steps = Array(trace.steps[told...])
      told = trace.steps.count
      passes.append(
        Pass(number: passes.count + 1, steps: steps, run: run, judgement: judgement))
    }
    if let text = walk.kernelWalk {
      places = Recording.places(text)
      stepSites = trace.steps.indices.map(text.stepSite)
    }
    allSteps = trace.steps
    self.passes = passes
    droppedSteps = trace.dropped
    layout = walk.layout
    encoding = walk.convention.encoding
  }

  let encoding: Encoding

  /// The pass to show where only one is: that which first broke something, or else the last.
  var telling: Pass? {
    passes.first { $0.number == verdict.violatingPass } ?? passes.last
  }
}

extension Recording.Pass {
  init(number: Int, steps: [Trace.Step], run: Run<Concrete>, judgement: Judgement) {
    self.number = number
    self.steps = steps
    self.judgement = judgement
    pages = zip(run.pages, run.expectations).map { page, expectation in
      Recording.PageOutcome(
        word: page.word, isSet: page.storedIn != 0, expectation: expectation)
    }
    incidents = Recording.incidents(run)
    let accepted = run.acceptedAnswers
    guard let code = run.answer else {
      answer = nil
      wantedAnswer = Recording.text(accepted, run)
      return
    }
    answer = Recording.text(code, pages: Int(run.resultPages), run)
    let isMiscounted =
      code == .success && run.convention.returnsCount && Int(run.resultPages) != run.count
    let isAccepted = accepted.contains(code) && !isMiscounted
    wantedAnswer = isAccepted ? nil : Recording.text(accepted, run)
  }
}

extension Recording {
  fileprivate static func text(_ codes: [Errno], _ run: Run<Concrete>) -> String {
    codes.map { text($0, pages: run.count, run) }.joined(separator: " or ")
  }

  /// Where success is a number of pages, that number.
  fileprivate static func text(_ code: Errno, pages: Int, _ run: Run<Concrete>) -> String {
    code == .success && run.convention.returnsCount ? counted(pages, "page") : code.name
  }

  /// What the record of a call shows besides words and answer.
  fileprivate static func incidents(_ run: Run<Concrete>) -> [String] {
    let ghost = run.ghost
    let told = run.convention.lockDropped.map { $0 == run.answer } ?? false
    let incidents: [(Bool, String)] = [
      (ghost.droppedUnasked, "the fault handler dropped the mmap lock unasked"),
      (ghost.mmapLock && run.takesLock, "returned with the mmap lock held"),
      (ghost.overdue, "walked once more though the limit was spent"),
      (ghost.interrupted, "a fatal signal was to end the call"),
      (
        !ghost.mmapLock && !run.takesLock && !(told && run.mayDropLock),
        "mmap lock dropped, and the answer does not say so"
      ),
      (
        ghost.mmapLock && told && run.mayDropLock,
        "mmap lock held, and the answer says that it is not"
      ),
      (ghost.unlockedAccess, "page tables looked at, or faulted, without the mmap lock"),
      (
        ghost.sleptWithLock,
        "faulted or waited with a page-table lock, hugetlb lock or pte map held"
      ),
      (ghost.unbalanced, "a lock or pte map taken twice, or given back without being held"),
      (ghost.pageTableLock, "returned with a page-table lock held"),
      (ghost.hugetlbLock, "returned with the hugetlb VMA lock held"),
      (ghost.maps != 0, "returned with \(counted(ghost.maps, "pte map")) left"),
      (ghost.uninitialised, "a variable was read that was never written"),
      (ghost.wildPointer, "a pointer was followed that leads nowhere"),
      (ghost.wildTable, "something was read as a page table that is none"),
      (ghost.undefined, "the run ended in what C leaves undefined, or in a BUG"),
      (ghost.warned, "a WARN fired"),
      (ghost.notUnderstood, "the run reached text that is not understood: nothing is judged"),
      (ghost.lostRequest, "restarted where an entry no longer held its request"),
      (ghost.skippedEntry, "restarted behind an entry that was never set"),
      (ghost.stalled, "restarted at one page twice, and nothing had happened in between"),
      (ghost.endless, "walked on without end"),
      (ghost.historyLost, "a page changed more often than is kept: outputs are not judged"),
    ]
    return incidents.filter(\.0).map(\.1)
  }
}
