// SPDX-License-Identifier: GPL-2.0-or-later

import AddressSpace
import KernelSource
import Logic

// Looks at a PMD that are repeated, in a round of a proof.
//
// Others may change a PMD as often as they like, so that a callback can be sent back to its look any
// number of times. A round follows it to the first time that it comes back to a look that it has made,
// and ends there. That is enough where everything but the PMD is then as it was before that look: the
// look that was followed stands for each later one. Where something is not, ``looksDiffer`` says so.

/// A look, and what was so before it.
struct LookHead<D: Domain> {
  enum Place: Hashable {
    /// An instruction of the text.
    case text(Int)
    /// The page walker, which calls the text.
    case walker
  }

  let place: Place
  /// It was made on this way.
  var isMade: D.Bit
  /// What the look can have changed: words, cursor, effects, locks, the text's memory, and the
  /// variables of its functions that are still read.
  var state: [D.Word]
  /// Of the same, what is counted.
  var counts: [D.Half]
  /// The latest act of another thread when the entry was loaded: ``Ghost/latestAct``.
  var latestAct: D.Half = 0

  mutating func merge(_ condition: D.Bit, else other: LookHead<D>) {
    isMade = D.Bit.select(condition, isMade, other.isMade)
    latestAct.merge(condition, else: other.latestAct)
    // One that was taken down before the ways parted is the same on both.
    let isSame = state.withUnsafeBufferPointer { mine in
      other.state.withUnsafeBufferPointer { $0.baseAddress == mine.baseAddress }
    }
    if isSame { return }
    // One that has another length is told by it when the look is repeated.
    for index in state.indices where index < other.state.count {
      state[index] = D.Word.select(condition, state[index], other.state[index])
    }
    for index in counts.indices where index < other.counts.count {
      counts[index] = D.Half.select(condition, counts[index], other.counts[index])
    }
  }

  /// Something was not the same before two looks.
  func differs(from other: LookHead<D>) -> D.Bit {
    var differs = D.Bit(
      constant: state.count != other.state.count || counts.count != other.counts.count)
    for (one, two) in zip(state, other.state) { differs = differs .| (one .!= two) }
    for (one, two) in zip(counts, other.counts) { differs = differs .| (one .!= two) }
    return differs
  }

  static func merge(
    _ heads: inout [LookHead<D>], _ condition: D.Bit, else others: [LookHead<D>]
  ) {
    for index in heads.indices {
      if let other = others.first(where: { $0.place == heads[index].place }) {
        heads[index].merge(condition, else: other)
      } else {
        heads[index].isMade = condition .& heads[index].isMade
      }
    }
    for other in others where !heads.contains(where: { $0.place == other.place }) {
      var head = other
      head.isMade = .!condition .& head.isMade
      heads.append(head)
    }
  }
}

extension KernelWorld {
  /// Notes a look at an entry down; a run that has made it before ends.
  static func noteLook(_ machine: inout M, at cell: D.Word, _ place: LookHead<D>.Place) {
    guard case .over = machine.environment.plan else { return }
    let look = head(place, cell, machine)
    guard let known = machine.environment.heads.firstIndex(where: { $0.place == place }) else {
      machine.environment.heads.append(look)
      return
    }
    let before = machine.environment.heads[known]
    end(&machine, where: before.isMade, before, look)
    machine.environment.heads[known] = look
  }

  /// The entry of a look of the text's has been loaded, before which others may have acted; the walker
  /// notes its looks down when it has loaded.
  static func noteLoad(_ machine: inout M, _ place: LookHead<D>.Place) {
    guard case .over = machine.environment.plan else { return }
    guard let index = machine.environment.heads.firstIndex(where: { $0.place == place }) else {
      return
    }
    machine.environment.heads[index].latestAct = machine.environment.world.ghost.latestAct
  }

  /// The page walker is asked to look again at what it has called the text for.
  static func repeatLook(_ machine: inout M, at cell: D.Word) {
    guard let before = machine.environment.heads.first(where: { $0.place == .walker }) else {
      machine.fail(.environment2)
      return
    }
    end(&machine, where: true, before, head(.walker, cell, machine))
  }

  private static func end(
    _ machine: inout M, where isRepeated: D.Bit, _ before: LookHead<D>, _ now: LookHead<D>
  ) {
    let differs = isRepeated .& now.differs(from: before) .& (machine.error .== 0)
    if differs.constant != false { machine.environment.lookSite = machine.callerSite }
    machine.environment.looksDiffer = machine.environment.looksDiffer .| differs
    // Nobody has changed an entry since that look, so that it will find the same, for ever.
    let isQuiet = before.latestAct .== machine.environment.world.ghost.latestAct
    machine.environment.looksForEver =
      machine.environment.looksForEver .| (isRepeated .& isQuiet .& (machine.error .== 0))
    machine.fail(.environment1, where: isRepeated)
  }

  /// Everything that the text can read again, but for entries.
  private static func head(
    _ place: LookHead<D>.Place, _ cell: D.Word, _ machine: M
  ) -> LookHead<D> {
    let world = machine.environment.world
    let ghost = world.ghost
    var state = [cell, machine.environment.sequence, ghost.cursor, D.widen(ghost.maps)]
    var counts = [ghost.faults, ghost.waits]
    for page in 0..<world.count {
      let here = world.pages[page]
      state += [here.word, D.widen(here.effects)]
      counts.append(here.storedIn)
    }
    state += [
      ghost.mmapLock, ghost.pageTableLock, ghost.hugetlbLock, ghost.sleptWithLock, ghost.unbalanced,
      ghost.outOfMemory,
    ].map(truth)
    state += machine.textValues
    return LookHead(
      place: place, isMade: true, state: state, counts: counts, latestAct: ghost.latestAct)
  }
}
