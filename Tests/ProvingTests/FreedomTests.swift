// SPDX-License-Identifier: GPL-2.0-or-later

import Checking
import Logic
import RangeFault
import Solver
import Testing

@testable import AddressSpace
@testable import Proving

/// What a window takes for granted of other threads, other pages and earlier rounds is not too much:
/// whatever can be so in a kernel can be so in the window. A window in which a PMD never changes proves
/// more, and nothing else would tell.
@Suite struct FreedomTests {
  private typealias Bit = Symbolic.Bit

  /// A window of two pages, the second of which is the cursor unless told otherwise, before the
  /// invariant is assumed of it.
  private struct Scene {
    var window: Window
    var others: Others
    var world: World<Symbolic> { window.before.world }

    init(_ graph: ExpressionGraph, cursor: Int = 1, basis: Basis = Basis()) {
      window = Window(
        .plain(pages: 2), cursor: cursor, target: .revision(.conforming), basis: basis, in: graph)
      others = Others(window, .inRange)
    }

    /// Each of the conditions, by its name, is met in some state.
    func expect(
      _ conditions: [(name: String, holds: Bit)], sourceLocation: SourceLocation = #_sourceLocation
    ) throws {
      for (name, holds) in conditions {
        let query = Query(name: name, assertions: window.rules + others.rules + [holds])
        let answer = try Z3.check(
          query, in: window.graph, budget: Budget(rlimit: 50_000_000, seconds: 60)
        ).0
        guard case .satisfiable = answer else {
          Issue.record("it cannot be that \(name)", sourceLocation: sourceLocation)
          continue
        }
      }
    }
  }

  private static let top = UInt64(1) << 39
  private static func word(_ value: UInt64) -> Symbolic.Word { Symbolic.Word(constant: value) }
  private static func half(_ value: UInt64) -> Symbolic.Half { Symbolic.Half(constant: value) }
  private static func hasTop(_ frame: Symbolic.Word) -> Bit { frame.has(word(top)) }

  /// Entries of some level, as far as they can stand there.
  private static func kinds(_ can: (Symbolic.Byte) -> Bit) -> [Kind] {
    Kind.allCases.filter { can(Symbolic.Byte($0)).constant != false }
  }

  // MARK: Others

  /// What each load of an entry can find, and find again at the next load.
  @Test(arguments: [Event.Target.pud, .pmd, .pte])
  func othersChangeEntriesAtEveryLoad(_ target: Event.Target) throws {
    try ExpressionGraph.with { graph throws in
      let scene = Scene(graph)
      let act = try #require(scene.others.interference).act
      func entry(_ world: World<Symbolic>) -> Entry<Symbolic> {
        switch target {
        case .pud: world.puds[0]
        case .pmd: world.pmds[0]
        default: world.pages[0].pte
        }
      }
      let scenario = scene.window.scenario
      let known = Self.kinds {
        switch target {
        case .pud: scenario.canBePUD($0, 0)
        case .pmd: scenario.canBePMD($0, 0)
        default: scenario.canBePTE($0, 0)
        }
      }
      let isUpper = target != .pte
      let never: [Kind] = isUpper ? [.bad, .hugeOther, .pudNonPresent] : []
      let changing = known.filter { !never.contains($0) }
      #expect(changing.count > 2)
      var first = scene.world
      act(&first, target, 0)
      var second = first
      act(&second, target, 0)
      let start: Kind = .none
      var conditions: [(name: String, holds: Bit)] = []
      for kind in changing {
        let (before, then, now) = (entry(scene.world), entry(first), entry(second))
        conditions.append(
          ("\(target) becomes \(kind)", (before.kind .== start) .& (then.kind .== kind)))
        conditions.append(
          ("\(target) becomes \(kind) later", (then.kind .== start) .& (now.kind .== kind)))
      }
      let (then, now) = (entry(first), entry(second))
      let leaf = try #require(changing.first { ![.none, .table].contains($0) })
      conditions.append(("frames of \(target) differ", then.pfn .!= now.pfn))
      conditions.append(
        ("a frame of \(target) is high", Self.hasTop(now.pfn) .& .!Self.hasTop(then.pfn)))
      conditions.append(
        (
          "a \(target) becomes another of its kind",
          (then.kind .== now.kind) .& (then.pfn .!= now.pfn)
            .& (then.kind .== leaf)
        ))
      conditions.append(("\(target) stays", .!second.ghost.disturbed))
      conditions.append(("the walk is told", second.ghost.disturbed))
      conditions.append(("the range is announced", second.invalidated .& .!first.invalidated))
      try scene.expect(conditions)
    }
  }

  /// Where page tables can vanish, they do, and a new one holds anything.
  @Test func tablesVanish() throws {
    try ExpressionGraph.with { graph throws in
      let scene = Scene(graph)
      let act = try #require(scene.others.interference).act
      var gone = scene.world
      act(&gone, .pmd, 0)
      let vanishes = (scene.world.pmds[0].kind .== .table) .& (gone.pmds[0].kind .== .none)
      #expect(scene.world.convention.tablesVanish)
      try scene.expect([
        ("a table vanishes", vanishes),
        (
          "a table appears", (scene.world.pmds[0].kind .== .none) .& (gone.pmds[0].kind .== .table)
        ),
      ])
    }
  }

  /// Upper entries change, and the range is announced, until the faults are made.
  @Test func othersActBeforeFaults() throws {
    try ExpressionGraph.with { graph throws in
      let scene = Scene(graph)
      let surroundings = try #require(scene.others.surroundings)
      var world = scene.world
      surroundings.beforeFaults(&world)
      try scene.expect([
        ("a PUD changes", (scene.world.puds[0].kind .== .none) .& (world.puds[0].kind .== .table)),
        ("a PMD changes", (scene.world.pmds[0].kind .== .none) .& (world.pmds[0].kind .== .table)),
        ("the range is announced", world.invalidated .& .!scene.world.invalidated),
        (
          "the walk is told",
          world.ghost.disturbed .& (world.pmds[0].kind .== scene.world.pmds[0].kind)
        ),
        ("nothing happens", .!world.ghost.disturbed .& .!world.invalidated),
      ])
    }
  }

  /// A page outside of the window stops the walk with every code that one inside can stop it with.
  @Test(arguments: [0, 1, 2])
  func othersStopTheWalk(_ cursor: Int) throws {
    try ExpressionGraph.with { graph throws in
      let scene = Scene(graph, cursor: cursor)
      let surroundings = try #require(scene.others.surroundings)
      let places = [
        ("before", surroundings.before(true), cursor), ("behind", surroundings.behind(true), 2),
      ]
      for (name, stop, last) in places {
        let codes = [
          Surroundings<Symbolic>.restart, UInt64(Errno.EFAULT.rawValue),
          UInt64(Errno.EPERM.rawValue),
          UInt64(Errno.ENOMEM.rawValue),
        ]
        try scene.expect(
          codes.map {
            ("\(name) stops with \($0)", stop.condition .& (stop.code .== Self.half($0)))
          }
            + [("\(name) does not stop", .!stop.condition)])
        #expect(stop.last.constant == UInt64(last))
      }
      let stopped = surroundings.behind(false)
      #expect(stopped.condition.constant == false)
    }
  }

  /// Nobody acts where nobody is about.
  @Test func quietIsQuiet() {
    ExpressionGraph.with { graph in
      let scene = Scene(graph)
      for setting in [Window.Setting.quiet, .first] {
        let others = Others(scene.window, setting)
        #expect(others.interference == nil && others.surroundings == nil)
      }
    }
  }

  // MARK: Window

  /// Frames have forty bits of their own, at each level.
  @Test func framesAreWide() throws {
    try ExpressionGraph.with { graph throws in
      let scene = Scene(graph)
      let world = scene.world
      let frames = [
        ("PTE", world.pages[0].pte.pfn), ("PMD", world.pmds[0].pfn), ("PUD", world.puds[0].pfn),
        ("page that is faulted in", world.nextFrame), ("page before", world.pages[0].view.pfn),
      ]
      var conditions: [(name: String, holds: Bit)] = []
      for (name, frame) in frames {
        for bit in [0, 3, 4, 12, 31, 32, 39] {
          let one = Self.word(UInt64(1) << UInt64(bit))
          conditions.append(("bit \(bit) of the frame of a \(name) is set", frame.has(one)))
          conditions.append(("bit \(bit) of the frame of a \(name) is clear", .!frame.has(one)))
        }
      }
      for (index, one) in frames.enumerated() {
        for other in frames[..<index] {
          conditions.append(("\(one.0) and \(other.0) differ", one.1 .!= other.1))
        }
      }
      try scene.expect(conditions)
    }
  }

  /// Earlier rounds have faulted, waited and stored anything.
  @Test func earlierRoundsAreOpen() throws {
    try ExpressionGraph.with { graph throws in
      let scene = Scene(graph)
      let (world, ghost) = (scene.world, scene.world.ghost)
      var conditions: [(name: String, holds: Bit)] = []
      for page in 0..<2 {
        for bit in 0..<8 {
          let effect = Symbolic.Byte(constant: UInt64(1) << UInt64(bit))
          conditions.append(
            ("page \(page) has effect \(bit)", world.pages[page].effects .== effect))
        }
      }
      for bit in 0..<64 {
        let one = Self.word(UInt64(1) << UInt64(bit))
        conditions.append(("bit \(bit) of an output is set", world.pages[0].word .== one))
        conditions.append(("bit \(bit) of a request is set", world.pages[1].input.has(one)))
      }
      for count in [0, 1, 2, 3, 1000, (UInt64(1) << 31) - 1] {
        conditions.append(("\(count) faults", ghost.faults .== Self.half(count)))
        conditions.append(("\(count) waits", ghost.waits .== Self.half(count)))
      }
      for cursor in [0, 1, 2, 511, 1 << 40] as [UInt64] {
        conditions.append(("the walk began at \(cursor)", ghost.cursor .== Self.word(cursor)))
      }
      conditions += [
        ("no walk yet", ghost.walks .== 0), ("a walk", ghost.walks .!= 0),
        ("progress", ghost.progressed), ("none", .!ghost.progressed),
      ]
      try scene.expect(conditions)
    }
  }

  /// A page that was stored had any state that it can have, in mappings of each size.
  @Test func thePastIsOpen() throws {
    try ExpressionGraph.with { graph throws in
      let scene = Scene(graph)
      let view = scene.world.pages[0].view
      let geometry = scene.world.layout.geometry
      let orders = [0, geometry.pmdShift, geometry.pudShift]
      try scene.expect(
        Kind.allCases.map { ("it was \($0)", view.kind .== $0) }
          + orders.map {
            ("it had order \($0)", view.order .== Symbolic.Byte(constant: UInt64($0)))
          })
    }
  }

  /// What is dropped from the invariant is open.
  @Test func whatIsDroppedIsOpen() throws {
    try ExpressionGraph.with { graph throws in
      var basis = Basis()
      basis.dropped = Set(Conjunct.noted.map { Conjunct.noted($0.clause).name } + ["requests-kept"])
      let scene = Scene(graph, basis: basis)
      let page = scene.world.pages[1]
      var conditions: [(name: String, holds: Bit)] = [
        ("a request was stored over", (page.storedIn .!= 0) .& (page.word .!= page.input))
      ]
      for (clause, notes) in Conjunct.noted {
        for (number, note) in notes.enumerated() {
          let noted = scene.world.ghost[keyPath: note]
          conditions.append(("\(clause) was broken, \(number)", noted))
          conditions.append(("\(clause) was not broken, \(number)", .!noted))
        }
      }
      try scene.expect(conditions)
    }
  }

  // MARK: Skeletons

  /// Entries are what can stand there, VMAs allow what they may, and faults end in any way.
  @Test func scenariosAreOpen() throws {
    try ExpressionGraph.with { graph throws in
      let scene = Scene(graph)
      let (world, scenario) = (scene.world, scene.window.scenario)
      var conditions: [(name: String, holds: Bit)] = []
      let levels: [(String, [Kind], Symbolic.Byte)] = [
        ("PUD", Self.kinds { scenario.canBePUD($0, 0) }, world.puds[0].kind),
        ("PMD", Self.kinds { scenario.canBePMD($0, 0) }, world.pmds[0].kind),
        ("PTE", Self.kinds { scenario.canBePTE($0, 1) }, world.pages[1].pte.kind),
      ]
      for (level, kinds, entry) in levels {
        #expect(kinds.count > 3)
        conditions += kinds.map { ("a \(level) is \($0)", entry .== $0) }
      }
      for flag in [VMA.Flags.read, .write, .special] {
        let has = world.vmaFlags[0].has(Symbolic.Byte(constant: UInt64(flag.rawValue)))
        conditions += [("the VMA has \(flag)", has), ("the VMA has not \(flag)", .!has)]
      }
      for outcome in FaultOutcome.plain {
        let said = world.outcomes[0] .== Symbolic.Byte(constant: UInt64(outcome.rawValue))
        conditions.append(("a fault ends in \(outcome)", said))
      }
      let (valid, write) = (
        Self.word(world.convention.encoding.valid), Self.word(world.convention.encoding.write)
      )
      conditions += [
        ("the defaults ask", world.defaultFlags.has(valid)),
        ("the defaults ask to write", world.defaultFlags.has(write)),
        ("the defaults do not ask", .!world.defaultFlags.has(valid)),
        ("the mask hides", .!world.pfnFlagsMask.has(valid)),
        ("the mask hides writes", .!world.pfnFlagsMask.has(write)),
        ("the mask hides nothing", world.pfnFlagsMask.has(valid) .& world.pfnFlagsMask.has(write)),
      ]
      try scene.expect(conditions)
    }
  }
}
