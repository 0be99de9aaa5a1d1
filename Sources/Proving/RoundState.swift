// SPDX-License-Identifier: GPL-2.0-or-later

import AddressSpace
import Checking
import KernelSource
import KernelWalk
import Logic
import RangeFault

/// A call between two rounds of its restart loop, or at its end, whatever the target is.
struct RoundState {
  var world: World<Symbolic>
  /// The page at which the next walk begins.
  var last: Symbolic.Word = 0
  /// 0 where another round follows; ``RoundState/finished``, or the number of an ``Errno``.
  var status: Symbolic.Half = 0
  /// What a round of a text brings besides; nil for a port.
  var text: TextRound?

  /// The end of the range is reached.
  static var finished: UInt64 { Walk<Symbolic>.finished }
}

/// What a round of a text tells of the text.
struct TextRound {
  /// A walk has begun; otherwise the call ended before it came to one.
  var hasBegun: Symbolic.Bit
  /// The round was followed to a look that is repeated.
  var isCut: Symbolic.Bit
  /// Something but the entry was then not as before that look, which is in this place.
  var looksDiffer: Symbolic.Bit
  /// Nobody had changed an entry since that look.
  var looksForEver: Symbolic.Bit
  var look: Location?
  /// A loop of the text's own did not end.
  var isWithoutEnd: Symbolic.Bit
  /// What went wrong in the text: ``KernelWalk/finding(ofError:)``.
  var error: Symbolic.Word
  var finding: (UInt64) -> KernelSource.Finding?
  /// Of each cell of the text's own, whether the fact that is assumed of it has failed.
  var broken: [(cell: TextCell, isBroken: Symbolic.Bit)]
  /// Whether it comes by each of the places that are sought.
  var cameBy: [Symbolic.Bit]
}

extension Target {
  /// One round from a state: the walk from its cursor, and the faults that it wants.
  ///
  /// - Parameter text: what a text's own memory may be; nil: what the beginning of a call makes of it.
  func round(
    _ before: RoundState, _ surroundings: Surroundings<Symbolic>?,
    text: TextState<Symbolic>? = nil
  ) -> RoundState {
    switch self {
    case .revision(let revision):
      var walk = Walk<Symbolic>(revision: revision)
      walk.world = before.world
      walk.last = before.last
      walk.surroundings = surroundings
      walk.round(0..<walk.world.layout.pieces.count)
      return RoundState(world: walk.world, last: walk.last, status: walk.status)
    case .kernel(let kernel, _):
      var walk = KernelWalk<Symbolic>(kernel)
      let round = walk.round(before.world, from: before.last, surroundings, text: text)
      return Target.state(walk, round)
    }
  }

  /// Where the first round of a call begins.
  func firstRound(_ scenario: SymbolicScenario) -> RoundState {
    switch self {
    case .revision(let revision):
      var walk = Walk<Symbolic>(revision: revision)
      scenario.load(into: &walk.world, walk.convention)
      walk.world.beginCall(pass: 1)
      return RoundState(world: walk.world)
    case .kernel(let kernel, _):
      var walk = KernelWalk<Symbolic>(kernel)
      scenario.load(into: &walk.world, walk.convention)
      let round = walk.firstRound()
      return Target.state(walk, round)
    }
  }

  private static func state(
    _ walk: KernelWalk<Symbolic>, _ round: RoundEnd<Symbolic>
  ) -> RoundState {
    let status = Symbolic.Half.select(
      round.isFinished, Symbolic.Half(constant: RoundState.finished), round.code)
    let text = TextRound(
      hasBegun: round.hasBegun, isCut: round.isCut, looksDiffer: round.looksDiffer,
      looksForEver: round.looksForEver,
      look: round.look, isWithoutEnd: round.isWithoutEnd, error: round.error,
      finding: walk.finding(ofError:), broken: round.broken, cameBy: walk.cameBy)
    return RoundState(world: walk.world, last: round.last, status: status, text: text)
  }

  /// A whole call.
  ///
  /// - Parameter walks: the walks that it may begin; nil: as many as the concrete run.
  func call(_ scenario: SymbolicScenario, walks: Int? = nil) -> World<Symbolic> {
    wholeCall(scenario, walks: walks).world
  }

  /// The same, with what went wrong in a text.
  func wholeCall(
    _ scenario: SymbolicScenario, walks: Int? = nil, seeking places: [TextPlace] = []
  ) -> RoundState {
    func run<S: Subject>(_ subject: inout S) where S.Domain == Symbolic {
      scenario.load(into: &subject.world, subject.convention)
      if let walks { subject.world.walkBudget = min(walks, subject.world.walkBudget) }
      subject.call(pass: 1)
    }
    switch self {
    case .revision(let revision):
      var walk = Walk<Symbolic>(revision: revision)
      run(&walk)
      return RoundState(world: walk.world)
    case .kernel(let kernel, _):
      var walk = KernelWalk<Symbolic>(kernel)
      if !places.isEmpty { walk.seek(places) }
      run(&walk)
      return Target.state(walk, walk.end())
    }
  }

  /// Whether a round makes one fault at most.
  var faultsOneByOne: Bool { kernel == nil && revision.has(.faultsOneByOne) }

  /// How its interface speaks.
  var convention: Convention {
    kernel?.interface.convention ?? revision.convention
  }
}
