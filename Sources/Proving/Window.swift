// SPDX-License-Identifier: GPL-2.0-or-later

import AddressSpace
import Checking
import KernelWalk
import Logic
import RangeFault

/// A few pages somewhere in a range of any length, and one round of the restart loop as they see it:
/// the witness of the inductive proof.
///
/// The pages are walked by the very text of the target, from any state that the invariant allows. The
/// rest of the range is arbitrary: before and behind the window the walk may be stopped in any way
/// in which the window itself may stop it, which is proved of the window, since every page of the
/// range is a window's. Other threads act at each load, as often as they like.
struct Window {
  /// What is around the window.
  enum Setting: Hashable, Sendable {
    /// A longer range, and other threads.
    case inRange
    /// Nothing: the window is the range, and nobody else acts.
    case quiet
    /// The same, in the first round of a call: nothing has been stored, faulted or waited for.
    case first
  }

  let skeleton: Skeleton
  /// The page at which the round begins: 0 also stands for any page before the window, the count for
  /// any page behind it.
  let cursor: Int
  let target: Target
  let basis: Basis
  let setting: Setting
  let graph: ExpressionGraph
  let scenario: SymbolicScenario
  /// The state before the round.
  private(set) var before: RoundState
  /// The state after it; ``World/result`` and the pages' views are set as at the end of a call.
  private(set) var after: RoundState
  /// What is known of the unknowns: entries stand where they can, frames are frames.
  private(set) var rules: [Symbolic.Bit] = []
  /// What the text's own memory was taken to be; nil for a port, and in the first round of a call.
  private(set) var text: TextState<Symbolic>?
  /// The walk was stopped by a page outside of the window.
  private(set) var stoppedOutside: Symbolic.Bit = false

  /// - Parameter opensRequests: the words from the cursor on are open as well; otherwise they are
  ///   what the invariant says, from the start.
  init(
    _ skeleton: Skeleton, cursor: Int, target: Target, basis: Basis = Basis(),
    setting: Setting = .inRange, opensRequests: Bool = false, in graph: ExpressionGraph
  ) {
    // As many open outcomes as faults can be made in a round.
    let faults = target.faultsOneByOne ? 1 : skeleton.scenario.count
    let skeleton = skeleton.with(Skeleton.Script(faults: faults))
    self.skeleton = skeleton
    self.cursor = cursor
    self.target = target
    self.basis = basis
    self.setting = setting
    self.graph = graph
    scenario = SymbolicScenario(skeleton, for: target.revision, in: graph)
    before = RoundState(world: World())
    scenario.load(into: &before.world, target.convention)
    before.world.beginCall(pass: 1)
    before.world.looks = 1
    after = before
    rules = [scenario.isValid]
    openState()
    // They are written down as the invariant has them, which nobody may rely on where it is dropped.
    if opensRequests || !basis.assumes(.invariant(.requestsKept)) {
      for page in cursor..<skeleton.scenario.count {
        before.world.pages[page].word = graph.word("word\(page)")
        before.world.pages[page].storedIn = graph.half("stored\(page)")
      }
    }
    run()
  }

  var count: Int { skeleton.scenario.count }

  /// The round, and the end of the call should it be over.
  private mutating func run() {
    let others = Others(self, setting)
    var begin = before
    begin.world.interference = others.interference
    text = textState
    after = target.round(begin, others.surroundings, text: text)
    rules += others.rules + (text?.rules ?? [])
    stoppedOutside = others.stopped
    after.world.result = Symbolic.Half.select(isFinished, 0, after.status)
    after.world.endCall()
  }

  /// What the text's own memory may be; nil for a port, and in the first round of a call.
  private var textState: TextState<Symbolic>? {
    if target.kernel == nil || setting == .first { return nil }
    let graph = graph
    return TextState(
      facts: basis.facts, hasPagesBefore: setting == .inRange && cursor == 0,
      word: { graph.word($0) }, bit: { graph.bit($0) })
  }

  /// The round reached the end of the range.
  var isFinished: Symbolic.Bit {
    after.status .== Symbolic.Half(constant: RoundState.finished)
  }

  /// Another round follows.
  var goesOn: Symbolic.Bit { after.status .== 0 }

  /// The call is over, and not because of a page outside of the window.
  var isJudged: Symbolic.Bit { .!goesOn .& (isFinished .| .!stoppedOutside) }

  /// An unknown physical frame. It has 40 bits: 52 bits of address, 12 of them within the page.
  static func frame(_ name: String, in graph: ExpressionGraph) -> Symbolic.Word {
    graph.word(name, width: 40)
  }

  /// The text of a kernel knows the zero page by its frame, which nothing else has.
  static func isZeroPageByFrame(_ entry: Entry<Symbolic>) -> Symbolic.Bit {
    let isZeroFrame = entry.pfn .== Symbolic.Word(constant: Frame.zero)
    return Symbolic.Bit.select(entry.kind .== .zeroPage, isZeroFrame, .!isZeroFrame)
  }

  // MARK: The state before the round

  /// Makes everything open that the invariant does not fix.
  private mutating func openState() {
    var world = before.world
    func frame(_ name: String) -> Symbolic.Word { Window.frame(name, in: graph) }
    for page in 0..<count {
      world.pages[page].pte.pfn = frame("pteFrame\(page)")
      rules.append(Window.isZeroPageByFrame(world.pages[page].pte))
    }
    for pmd in world.pmds.indices { world.pmds[pmd].pfn = frame("pmdFrame\(pmd)") }
    for pud in world.puds.indices { world.puds[pud].pfn = frame("pudFrame\(pud)") }
    world.nextFrame = frame("nextFrame")
    rules.append(world.nextFrame .!= Symbolic.Word(constant: Frame.zero))
    if setting != .first { openCourse(&world) }
    before.world = world
    before.last = Symbolic.Word(constant: UInt64(cursor))
  }

  /// Makes open what earlier rounds have done.
  private mutating func openCourse(_ world: inout World<Symbolic>) {
    for page in 0..<count {
      world.pages[page].effects = graph.byte("effects\(page)")
      if page < cursor { openOutput(page, &world) }
    }
    world.ghost.walks = Symbolic.Half.select(graph.bit("began"), 1, 0)
    world.ghost.cursor = graph.word("cursor")
    world.ghost.progressed = graph.bit("progressed")
    world.ghost.faults = graph.half("faults")
    world.ghost.waits = graph.half("waits")
    for (clause, notes) in Conjunct.noted where !basis.assumes(.noted(clause)) {
      for (number, note) in notes.enumerated() {
        world.ghost[keyPath: note] = graph.bit("noted.\(clause).\(number)")
      }
    }
    // No call lives to fault two billion times.
    let many = Symbolic.Half(constant: 1 << 31)
    rules.append((world.ghost.faults .< many) .& (world.ghost.waits .< many))
  }

  /// The orders of the mappings in which a page can have been: a leaf needs one VMA for all its pages.
  private func orders(_ page: Int, _ layout: Layout) -> [Int] {
    func can(_ kinds: [Kind], _ place: (Symbolic.Byte) -> Symbolic.Bit) -> Bool {
      kinds.contains { place(Symbolic.Byte($0)).constant != false }
    }
    var orders = [0]
    let leaves: [Kind] = [.hugeReadOnly, .hugetlbReadOnly]
    if can(leaves, { scenario.canBePMD($0, layout.pmd(of: page)) }) {
      orders.append(layout.geometry.pmdShift)
    }
    if can([.pudReadOnly, .hugetlbReadOnly], { scenario.canBePUD($0, layout.pud(of: page)) }) {
      orders.append(layout.geometry.pudShift)
    }
    return orders
  }

  /// A page below the cursor has a word of some walk, and had some state when it was stored. Whatever
  /// other states it had can only excuse more.
  private mutating func openOutput(_ page: Int, _ world: inout World<Symbolic>) {
    world.pages[page].word = graph.word("word\(page)")
    world.pages[page].storedIn = 1
    world.pages[page].moments = 1
    world.pages[page].happened[0] = true
    let order = graph.byte("pastOrder\(page)")
    rules.append(
      orders(page, world.layout).reduce(false) {
        $0 .| (order .== Symbolic.Byte(constant: UInt64($1)))
      })
    let view = View<Symbolic>(
      kind: graph.kind("pastKind\(page)"), pfn: Window.frame("pastFrame\(page)", in: graph),
      order: order)
    world.history[page * World<Symbolic>.momentsPerPage] = view
    world.pages[page].view = view
  }
}
