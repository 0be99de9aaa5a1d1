// SPDX-License-Identifier: GPL-2.0-or-later

import AddressSpace
import Checking
import KernelSource
import KernelWalk
import Logic
import Specification
import Testing

/// The tree's own page walker in place of the model's.
@Suite struct PageWalkTests {
  /// What some scenarios break, and where the text erred last.
  private static func broken(
    _ edits: [(String, String)], seeds: UInt64 = 1500
  ) throws -> (clauses: [String], places: Set<String>, undetermined: Bool) {
    let target = Target(try Fixture.kernel(try Fixture.filesWithPageWalk(edits)))
    var walk = KernelWalk<Concrete>(try #require(target.kernel))
    var generator = Generator(profile: Profile(target))
    var violated = ClauseSet()
    var places: Set<String> = []
    var undetermined = false
    for seed in 0..<seeds {
      let verdict = walk.run(generator.scenario(seed: seed))
      violated = violated.union(verdict.violated)
      undetermined = undetermined || walk.world.ghost.notUnderstood
      if let finding = walk.finding { places.insert("\(finding.location.file): \(finding.text)") }
    }
    return (violated.indices.map { Contract.clauses[$0].id }, places, undetermined)
  }

  @Test func theFixtureHolds() throws {
    let result = try Self.broken([])
    #expect(result.clauses == [])
    #expect(result.places == [])
    #expect(!result.undetermined)
  }

  /// Others act at the same moments: then nothing tells the two walkers apart.
  @Test func theModelsWalkerDoesTheSame() throws {
    let own = Target(try Fixture.kernel(try Fixture.filesWithPageWalk()))
    let model = Target(try Fixture.kernel(try Fixture.files()))
    var (first, second) = (Runnable(model), Runnable(own))
    var generator = Generator(profile: Profile(model))
    var withEvents = 0
    for seed in 0..<1500 {
      let scenario = generator.scenario(seed: UInt64(seed))
      let moved = Moments.moved(scenario, from: &first, to: &second)
      #expect(moved.events.count == scenario.events.count)
      if moved != scenario { withEvents += 1 }
      _ = first.run(scenario)
      _ = second.run(moved)
      // None is lost: what happens to the one happens to the other.
      for (event, other) in zip(scenario.events, moved.events) {
        let (happens, alsoHappens) = (
          event.at <= first.world.loads, other.at <= second.world.loads
        )
        #expect(happens == alsoHappens, "seed \(seed)")
      }
      let (one, other) = (first.world, second.world)
      #expect(one.result == other.result, "seed \(seed)")
      #expect(one.ghost.faults == other.ghost.faults, "seed \(seed)")
      #expect(one.ghost.waits == other.ghost.waits, "seed \(seed)")
      for page in 0..<scenario.count {
        #expect(one.pages[page].word == other.pages[page].word, "seed \(seed), page \(page)")
        #expect(one.pages[page].effects == other.pages[page].effects, "seed \(seed)")
      }
    }
    #expect(withEvents > 100)
  }

  /// Small mistakes of a page walker, and what comes of them.
  @Test(arguments: [
    // The lock is not given back.
    ("hugetlb_vma_unlock_read(walk->vma);", ";", "C26"),
    // The next entry is not the next.
    ("from = next;\npmd++;", "from = next;", "C12"),
    ("from = next;\npud++;", "from = next;", "C12"),
    // A gap is passed over.
    ("status = show_hole(&walk, start, next);", ";", "C6"),
    // The callback's refusal of a VMA is not asked for.
    ("status = ops->test_walk(from, to, walk);", "status = 0;", "C8"),
    // What a callback answers is lost.
    ("return status < 0 ? status : 0;", "return 0;", "C6"),
    // The page of a huge page that is looked at is the first of the range.
    (
      "status = walk->ops->hugetlb_entry(entry, mask, from,",
      "status = walk->ops->hugetlb_entry(entry, mask, from & mask,", "C27"
    ),
  ])
  func mistakesAreFound(_ old: String, _ new: String, _ clause: String) throws {
    let result = try Self.broken([(old, new)])
    #expect(result.clauses.contains(clause), "\(result)")
    #expect(!result.undetermined)
  }

  /// A PUD that goes away and comes back between two looks is taken for a table.
  @Test func aPUDThatComesBackIsNoTable() throws {
    let result = try Self.broken(
      [
        ("if (!pud_present(below) || pud_leaf(below))", "if (pud_none(below))")
      ], seeds: 12_000)
    #expect(result.clauses == ["C27"])
    #expect(result.places == ["mm/pagewalk.c: access through what points to no object"])
  }

  @Test func aLoopWithoutAnEndIsOne() throws {
    let result = try Self.broken(
      [("if (walk->action == ACTION_AGAIN)", "if (walk->action == ACTION_SUBTREE)")], seeds: 4)
    #expect(result.clauses.contains("C23"), "\(result)")
  }

  /// What only other callbacks would lead to need not be understood; what is reached must be.
  @Test func whatIsReachedMustBeUnderstood() throws {
    let result = try Self.broken([("if (ops->pte_entry)", "if (ops->pmd_entry)")], seeds: 60)
    #expect(result.undetermined)
    let written = try Self.broken(
      [("if (ops->walk_lock == PGWALK_RDLOCK)", "if (ops->walk_lock != PGWALK_RDLOCK)")],
      seeds: 60)
    #expect(written.undetermined)
    #expect(written.places == ["mm/pagewalk.c: no model for mmap_assert_write_locked"])
  }

  /// Ranges of no page are the walker's own to refuse.
  @Test func anEmptyRangeIsTheWalkersToRefuse() throws {
    func result(_ edits: [(String, String)]) throws -> UInt32 {
      var walk = KernelWalk<Concrete>(
        try Fixture.kernel(try Fixture.filesWithPageWalk(edits)))
      return walk.run(Scenario(count: 0)).result
    }
    #expect(try result([]) == UInt32(Errno.EINVAL.rawValue))
    #expect(try result([("if (!mm || start >= end)", "if (!mm)")]) == 0)
  }

  @Test func onlyAWalkOfFiveArgumentsCanBeRun() throws {
    func problem(_ text: String) throws -> String? {
      let files = try Fixture.files()
      do {
        _ = try Fixture.kernel(
          KernelFiles(
            name: "tree", place: "tree", version: files.version, walk: files.walk,
            header: files.header, pageWalk: text))
        return nil
      } catch let problem as KernelProblem {
        return problem.description
      }
    }
    #expect(
      try problem("int walk(void) { return 0; }\n")
        == "the tree's mm/pagewalk.c defines no walk_page_range")
    #expect(
      try problem(
        "int walk_page_range(unsigned long a, unsigned long b, struct mm_walk *c)\n"
          + "{ return 0; }\n")
        == "walk_page_range of mm/pagewalk.c takes 3 arguments; one of 5, as from 5.4 on, can be"
        + " run: without --pagewalk source")
    #expect(
      try problem("int walk_page_range(void) {\nasm goto(\"\" : : : : x);\nx: return 0; }\n")?
        .hasPrefix("mm/pagewalk.c:2:") == true)
  }

  /// Where a step comes from is known of the walker's own loads, too.
  @Test func itsLoadsHavePlaces() throws {
    var walk = KernelWalk<Concrete>(
      try Fixture.kernel(try Fixture.filesWithPageWalk()), traces: true)
    let trace = Trace()
    walk.world.trace = trace
    _ = walk.run(Scenario(count: 1))
    let files = trace.steps.indices.compactMap { step -> String? in
      guard case .load = trace.steps[step] else { return nil }
      return walk.stepSite(step)?.file ?? "nowhere"
    }
    #expect(Set(files) == ["mm/hmm.c", "mm/pagewalk.c"])
  }

  /// Symbols that only the page walker tests count where it runs.
  @Test func itsSymbolsCount() throws {
    let plain = try Fixture.filesWithPageWalk()
    let files = KernelFiles(
      name: "tree", place: "tree", version: plain.version, walk: plain.walk, header: plain.header,
      pageWalk: "#ifdef CONFIG_OF_THE_WALKER\n#endif\n" + (plain.pageWalk ?? ""))
    #expect(try files.configurationSymbols().contains("CONFIG_OF_THE_WALKER"))
    let all = try KernelConfigurations(files, fixed: ["CONFIG_HUGETLB_PAGE": true])
    // It makes no difference.
    #expect(all.symbols.contains("OF_THE_WALKER"))
    #expect(all.programs.count == all.combinations.count / 2)
  }
}
