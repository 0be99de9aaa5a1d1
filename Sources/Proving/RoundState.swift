// SPDX-License-Identifier: GPL-2.0-or-later

import AddressSpace
import Checking
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

  /// The end of the range is reached.
  static var finished: UInt64 { Walk<Symbolic>.finished }
}

extension Target {
  /// One round from a state: the walk from its cursor, and the faults that it wants.
  func round(_ before: RoundState, _ surroundings: Surroundings<Symbolic>?) -> RoundState {
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
      let round = walk.round(before.world, from: before.last, surroundings)
      let status = Symbolic.Half.select(
        round.isFinished, Symbolic.Half(constant: RoundState.finished), round.code)
      return RoundState(world: walk.world, last: round.last, status: status)
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
      return RoundState(world: walk.world, last: round.last, status: round.code)
    }
  }

  /// A whole call.
  ///
  /// - Parameter walks: the walks that it may begin; nil: as many as the concrete run.
  func call(_ scenario: SymbolicScenario, walks: Int? = nil) -> World<Symbolic> {
    func run<S: Subject>(_ subject: S) -> World<Symbolic> where S.Domain == Symbolic {
      var subject = subject
      scenario.load(into: &subject.world, subject.convention)
      if let walks { subject.world.walkBudget = min(walks, subject.world.walkBudget) }
      subject.call(pass: 1)
      return subject.world
    }
    switch self {
    case .revision(let revision): return run(Walk<Symbolic>(revision: revision))
    case .kernel(let kernel, _): return run(KernelWalk<Symbolic>(kernel))
    }
  }

  /// Whether a round makes one fault at most.
  var faultsOneByOne: Bool { kernel == nil && revision.has(.faultsOneByOne) }

  /// How its interface speaks.
  var convention: Convention {
    kernel?.interface.convention ?? revision.convention
  }
}
