// SPDX-License-Identifier: GPL-2.0-or-later

import AddressSpace
import KernelSource
import Logic

// One round of the text's restart loop, from a state that proofs make up.
//
// The text is run from the beginning of its entry. Its first walk is told at once to begin again, and
// meanwhile the state is put in its place: what follows is a round from that state, by the text's
// own loop. The walk is followed by what the loop makes of it, the faults of a text that makes them
// there and the look at the sequence before the next walk; where that begins, the round is over.

/// What is to become of the walks of a call.
enum RoundPlan<D: Domain> {
  /// Each is what it is.
  case wholeCall
  /// The first is where the call stops.
  case onlyBegin
  /// The first is replaced by a state; the second is a walk, with what lies around its range.
  case from(World<D>, last: D.Word, Surroundings<D>?)
  /// The second.
  case walking(Surroundings<D>?)
  /// The round is over where a third begins. The text comes by wherever it does not know better.
  case over
}

/// How a round ended.
public struct RoundEnd<D: Domain> {
  /// The walk reached the end of the range, and the call answered 0.
  public var isFinished: D.Bit
  /// Otherwise: 0 where another round follows, else the number of an ``Errno``.
  public var code: D.Half
  /// The page at which the next walk begins.
  public var last: D.Word
}

extension KernelWalk {
  /// The state before the first walk is left in ``world``.
  public mutating func firstRound() -> RoundEnd<D> {
    machine.environment.world.beginCall(pass: 1)
    machine.environment.plan = .onlyBegin
    begin()
    return end()
  }

  /// A round from a state, in which ``world`` is left.
  public mutating func round(
    _ before: World<D>, from last: D.Word, _ surroundings: Surroundings<D>?
  ) -> RoundEnd<D> {
    var start = before
    // The loop looks at the sequence before each of its walks; the first look is not the round's.
    start.invalidated = false
    machine.environment.world = start
    machine.environment.plan = .from(before, last: last, surroundings)
    begin()
    return end()
  }

  private mutating func begin() {
    machine.environment.goesOn = false
    machine.environment.last = 0
    run()
  }

  private func end() -> RoundEnd<D> {
    let environment = machine.environment
    let isFinished = .!environment.goesOn .& (environment.world.result .== 0)
    let code = D.Half.select(
      environment.goesOn .| isFinished, 0, environment.world.result)
    return RoundEnd(isFinished: isFinished, code: code, last: environment.last)
  }
}
