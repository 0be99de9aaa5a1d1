// SPDX-License-Identifier: GPL-2.0-or-later

import AddressSpace
import KernelSource
import Logic

// One round of the text's restart loop, from a state that proofs make up.
//
// The text is run from the beginning of its entry. Where its first walk begins, the state is put in
// the place of what is there: what follows is a round from that state, by the text's own loop. The
// walk is followed by what the loop makes of it, the faults of a text that makes them there and the
// look at the sequence before the next walk; where that begins, the round is over.
//
// The text's own memory is part of the state (``TextState``). Where no such state is given it is as
// the beginning of the call has left it, but for the cursor.

/// What is to become of the walks of a call.
enum RoundPlan<D: Domain> {
  /// Each is what it is.
  case wholeCall
  /// The first is where the call stops.
  case onlyBegin
  /// The first is one from a state, with what lies around its range.
  case from(World<D>, last: D.Word, Surroundings<D>?)
  /// The round is over where the second begins. The text comes by wherever it does not know better.
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
  /// A walk has begun: otherwise the call ended before it came to one.
  public var hasBegun: D.Bit
  /// A look at a PMD was to be repeated, where a round stops following the text.
  public var isCut: D.Bit
  /// There something else than the PMD was not as at the look before, so that the one that is
  /// followed does not stand for the others.
  public var looksDiffer: D.Bit
  /// There nobody had changed an entry since that look, so that the text looks for ever.
  public var looksForEver: D.Bit
  /// Where that is.
  public var look: Location?
  /// A loop of the text's own did not end within the bound on instructions.
  public var isWithoutEnd: D.Bit
  /// What went wrong in a way that C or this kernel forbids: a number for
  /// ``KernelWalk/location(ofError:)``, or 0.
  public var error: D.Word
  /// Of each cell of the text's own, whether the fact that was taken for granted has failed.
  public var broken: [(cell: TextCell, isBroken: D.Bit)]
}

extension KernelWalk {
  /// Undecided branches of one function in a round: a few pages have no more.
  private static var mostDecisions: Int { 150 }

  /// The state before the first walk is left in ``world``.
  public mutating func firstRound() -> RoundEnd<D> {
    machine.environment.world.beginCall(pass: 1)
    begin(.onlyBegin, text: nil)
    return end()
  }

  /// A round from a state, in which ``world`` is left.
  ///
  /// - Parameter text: what the text's own memory may be; nil: what the beginning of the call makes
  ///   of it.
  public mutating func round(
    _ before: World<D>, from last: D.Word, _ surroundings: Surroundings<D>?,
    text: TextState<D>? = nil
  ) -> RoundEnd<D> {
    var start = before
    // The loop looks at the sequence before each of its walks; the first look is not the round's.
    start.invalidated = false
    machine.environment.world = start
    begin(.from(before, last: last, surroundings), text: text)
    return end()
  }

  private mutating func begin(_ plan: RoundPlan<D>, text: TextState<D>?) {
    // Each geometry has a machine of its own, with what was left there.
    useGeometry(machine.environment.world.layout.geometry)
    machine.environment.plan = plan
    machine.environment.text = text
    machine.mostDecisions = Self.mostDecisions
    defer { machine.mostDecisions = Machine<KernelWorld<D>>.defaultDecisions }
    machine.environment.goesOn = false
    machine.environment.hasBegun = false
    machine.environment.looksDiffer = false
    machine.environment.looksForEver = false
    machine.environment.lookSite = nil
    machine.environment.heads = []
    machine.environment.broken = []
    machine.environment.last = 0
    run()
  }

  /// What has come of the latest round, or call.
  public func end() -> RoundEnd<D> {
    let environment = machine.environment
    let isFinished = .!environment.goesOn .& (environment.world.result .== 0)
    let code = D.Half.select(
      environment.goesOn .| isFinished, 0, environment.world.result)
    let cells = environment.text?.cells ?? []
    let readsUnset = machine.hasErred(.uninitialisedRead)
    let broken = zip(cells, environment.broken).map { cell, isBroken in
      let isRead = environment.text?.fact(cell).isOfReads ?? false
      return (cell: cell, isBroken: isRead ? isBroken .| readsUnset : isBroken)
    }
    return RoundEnd(
      isFinished: isFinished, code: code, last: environment.last, hasBegun: environment.hasBegun,
      isCut: machine.hasErred(.environment1), looksDiffer: environment.looksDiffer,
      looksForEver: environment.looksForEver,
      look: environment.lookSite.map { machine.program.location(of: $0) },
      isWithoutEnd: machine.hasErred(.outOfFuel), error: machine.error,
      broken: broken)
  }

  /// What an error of a round is: its place and what was done there.
  public func finding(ofError error: UInt64) -> Finding? { machine.program.finding(error) }
}
