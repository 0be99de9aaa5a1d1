// SPDX-License-Identifier: GPL-2.0-or-later

import AddressSpace
import Logic
import Testing

/// Under unknown branches, the history holds for each course of them what it holds where they are
/// known.
@Suite struct SymbolicHistoryTests {
  /// Changes of two pages, each of which may or may not happen, nested two deep.
  private static func run<D: Domain>(
    _ world: inout World<D>, changes: Int, _ happens: (Int) -> D.Bit
  ) {
    for number in 0..<changes {
      let inner = happens(changes + number)
      branch(happens(number), &world) { world in
        change(&world, number % 2, 3 * number)
        branch(inner, &world) { change(&$0, 0, 3 * number + 1) }
      } else: { world in
        branch(inner, &world) { change(&$0, 1, 3 * number + 2) }
      }
    }
  }

  private static func change<D: Domain>(_ world: inout World<D>, _ page: Int, _ number: Int) {
    world.remember(page..<(page + 1))
    world.pages[page].pte = Entry(
      kind: D.Byte(.writable), pfn: D.Word(constant: UInt64(1_000 + number)))
  }

  /// As many as there is room for, and more: then places are shared.
  @Test(arguments: [3, 17, 45])
  func holdsTheSameOnEachCourse(changes: Int) throws {
    let capacity = World<Symbolic>.momentsPerPage
    var scenario = Scenario(count: 2)
    scenario.ptes = [.writable, .writable]
    var lost = 0
    try ExpressionGraph.with { graph throws in
      var unknown = World<Symbolic>()
      unknown.load(scenario, Convention(encoding: .sticky))
      unknown.beginCall(pass: 1)
      Self.run(&unknown, changes: changes) { graph.bit("happens\($0)") }
      var random = Numbers(state: UInt64(changes))
      for share in 1...12 {
        let course = (0..<(2 * changes)).map { _ in random.below(13) < share }
        var known = World.begun(scenario)
        Self.run(&known, changes: changes) { course[$0] }
        let numbers = Dictionary(
          uniqueKeysWithValues: course.enumerated().map { ("happens\($0)", $1 ? 1 : 0 as UInt64) })
        var evaluation = Evaluation(of: graph, under: numbers)
        let isLost = try evaluation.value(of: unknown.ghost.historyLost)
        #expect(isLost == known.ghost.historyLost)
        if isLost { lost += 1 }
        for page in 0..<2 {
          var frames: [UInt64] = []
          for place in 0..<unknown.pages[page].moments
          where try evaluation.value(of: unknown.pages[page].happened[place]) {
            let view = unknown.history[page * capacity + place]
            frames.append(try evaluation.value(of: view.pfn))
          }
          let expected = (0..<known.pages[page].moments).map {
            known.history[page * capacity + $0].pfn
          }
          #expect(frames.sorted() == expected.sorted(), "page \(page), \(course)")
        }
      }
    }
    #expect((lost > 0) == (changes == 45))
  }
}
