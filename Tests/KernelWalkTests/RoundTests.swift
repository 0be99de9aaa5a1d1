// SPDX-License-Identifier: GPL-2.0-or-later

import AddressSpace
import Checking
import KernelWalk
import Logic
import Solver
import Testing

@testable import Proving

/// Rounds of the restart loop of a text that faults in this loop, when the walk has come back.
@Suite struct RoundTests {
  /// The tree's walk with a cursor where kernels have it, and with their code for another round.
  ///
  /// - Parameters:
  ///   - sweeping: faults from the page that lacks something up to an end that was noted down, as
  ///     kernels do.
  ///   - changes: other edits of the text.
  static func kernel(
    sweeping: Bool, _ changes: [(String, String)] = [], behind: String = ""
  ) throws -> Kernel {
    var edits = [("PAUSE_TO_LOOK_AGAIN = 2,\n", "")] + changes
    if sweeping {
      edits += [
        (".cursor = range->start", ".cursor = range->start, .address = range->start"),
        ("unsigned int fault_flags;\n};", "unsigned int fault_flags;\nunsigned long end;\n};"),
        ("sweep->address = address;", "sweep->address = address;\nsweep->end = address + 4096;"),
        (
          """
          vm_fault_t fault = handle_mm_fault(sweep->vma, sweep->address,
          sweep->fault_flags, NULL);

          """,
          """
          unsigned long address = sweep->address;
          vm_fault_t fault = 0;
          for (; address < sweep->end && !fault; address += PAGE_SIZE)
          fault = handle_mm_fault(vma_lookup(sweep->range->notifier->mm, address), address,
          sweep->fault_flags, NULL);
          """
        ),
      ]
    }
    let files = try Fixture.files(edits)
    let walk = (files.walk + behind).replacing("struct sweep", with: "struct hmm_vma_walk")
      .replacing("cursor", with: "last").replacing("PAUSE_TO_LOOK_AGAIN", with: "-EBUSY")
    let kernel = try Fixture.kernel(
      KernelFiles(
        name: files.name, place: files.place, version: files.version, walk: walk,
        header: files.header))
    #expect(kernel.interface.keepsCursor)
    return kernel
  }

  /// Rounds played one after the other are the call.
  @Test(arguments: [false, true])
  func roundsMakeTheCall(_ sweeping: Bool) throws {
    let kernel = try Self.kernel(sweeping: sweeping)
    var generator = Generator(profile: Profile(revision: Target(kernel).revision, maximumPages: 6))
    var (whole, parts) = (KernelWalk<Concrete>(kernel), KernelWalk<Concrete>(kernel))
    var restarts = 0
    for seed in UInt64(0)..<300 {
      let scenario = generator.scenario(seed: seed)
      if scenario.count == 0 { continue }
      whole.load(scenario)
      whole.call(pass: 1)
      if whole.world.ghost.endless { continue }
      parts.load(scenario)
      var end = parts.firstRound()
      while end.code == 0, !end.isFinished, restarts < 10_000 {
        end = parts.round(parts.world, from: end.last, nil)
        restarts += 1
      }
      let (one, other) = (whole.world, parts.world)
      #expect(!other.ghost.notUnderstood, "seed \(seed)")
      #expect(one.result == end.code, "seed \(seed)")
      for page in 0..<scenario.count {
        #expect(one.pages[page].word == other.pages[page].word, "page \(page) of seed \(seed)")
        #expect(one.pages[page].effects == other.pages[page].effects, "seed \(seed)")
      }
      #expect(one.ghost.faults == other.ghost.faults, "seed \(seed)")
    }
    #expect(restarts > 300)
  }

  /// Whatever the walk has noted down, the text's loop over it ends where it ends.
  @Test(arguments: [false, true])
  func loopsOverWhatWasNotedDownEnd(_ sweeping: Bool) throws {
    let kernel = try Self.kernel(sweeping: sweeping)
    try ExpressionGraph.with { graph throws in
      var walk = KernelWalk<Symbolic>(kernel)
      var scenario = Scenario(count: 3)
      scenario.vmas = [VMA(start: 0, end: 64)]
      walk.load(scenario)
      for page in 0..<3 {
        walk.world.setRequest(
          page, graph.word("request\(page)"), defaults: 0, mask: Symbolic.Word(constant: .max))
        walk.world.pages[page].pte.kind = graph.byte("pte\(page)")
      }
      _ = walk.firstRound()
      let before = walk.world
      let round = walk.round(before, from: 0, nil)
      #expect(round.isFinished.constant == nil)
      #expect(walk.world.ghost.notUnderstood.constant == false)
      #expect(walk.world.ghost.endless.constant == false)
    }
  }

  /// The obligations of a window are answered, and none of them in vain.
  @Test(arguments: ["witness vv from 0, cursor 0", "progress vv from 0, cursor 0"])
  func windowsAreAnswered(_ id: String) throws {
    let plan = Plan(Target(try Self.kernel(sweeping: true)))
    let part = try #require(plan.parts.first { $0.id == id })
    try ExpressionGraph.with { graph throws in
      for question in part.pose(
        graph, Set(part.rows.filter { $0.hasPrefix("frame.") || $0.hasPrefix("progress.") }))
      {
        let query = Query(name: question.name, assertions: question.assertions)
        let (answer, _) = try Z3.check(query, in: graph, budget: Budget(seconds: 120))
        let isExpected =
          switch (question.kind, answer) {
          case (.claim, .unsatisfiable), (.reach, .unsatisfiable), (.example, .satisfiable): true
          default: false
          }
        #expect(isExpected, "\(question.row) \(question.name): \(answer)")
      }
    }
  }
}
