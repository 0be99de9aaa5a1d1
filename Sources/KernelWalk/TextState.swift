// SPDX-License-Identifier: GPL-2.0-or-later

import AddressSpace
import KernelSource
import Logic

/// What is known of a cell of the text's own wherever a walk begins.
public enum TextFact: String, Codable, CaseIterable, Comparable, Sendable {
  // From the strongest down.
  /// It holds what it held when the first walk of the call began.
  case keepsFirst = "keeps its first value"
  /// It is the address at which the walk begins; once pages were walked nothing reads it before the
  /// text has written it anew.
  case isCursor = "is where the walk begins"
  /// Nothing reads it before the text has written it anew.
  case isWrittenFirst = "is written before it is read"
  /// It is not below what it held when the first walk began.
  case neverFalls = "never falls below its first value"
  /// It has some value.
  case isSet = "has a value"
  /// Nothing, not even that it was written.
  case nothing = "may hold anything, or nothing"

  /// It says that the cell is not read where it may hold anything.
  var isOfReads: Bool { self == .isCursor || self == .isWrittenFirst }

  private var rank: Int { Self.allCases.firstIndex(of: self) ?? 0 }

  public static func < (left: Self, right: Self) -> Bool { left.rank < right.rank }

  /// The next weaker one; nil below the last.
  public var weaker: TextFact? {
    rank + 1 < Self.allCases.count ? Self.allCases[rank + 1] : nil
  }
}

/// The text's own memory as a round of its loop finds it: arbitrary, but for facts that are proved of
/// the same text.
///
/// A cell without a fact is an unknown of its own, anew wherever pages outside of the window can have
/// been walked. Each fact is looked at where the next walk begins, and behind the pages that were
/// walked: ``broken`` says of each whether it failed.
public final class TextState<D: Domain> {
  /// The facts that are taken for granted, by the names of cells; ``TextFact/keepsFirst`` for others.
  public let facts: [String: TextFact]
  let word: (String) -> D.Word
  let bit: (String) -> D.Bit
  /// Pages before the range can have been walked in this round.
  let hasPagesBefore: Bool
  /// The rules of the unknowns.
  public private(set) var rules: [D.Bit] = []

  /// All cells, in the order of ``KernelWorld/broken``.
  public private(set) var cells: [TextCell] = []
  private var first: [(word: D.Word, isSet: D.Bit)] = []
  private var firstAddress: D.Word = 0
  private var callSites: [Int] = []
  private var unknowns = 0

  /// - Parameters:
  ///   - word: an unknown of the name.
  ///   - bit: likewise.
  public init(
    facts: [String: TextFact], hasPagesBefore: Bool,
    word: @escaping (String) -> D.Word, bit: @escaping (String) -> D.Bit
  ) {
    self.facts = facts
    self.hasPagesBefore = hasPagesBefore
    self.word = word
    self.bit = bit
  }

  public func fact(_ cell: TextCell) -> TextFact { facts[cell.name] ?? .keepsFirst }

  // MARK: Where a round begins

  /// Takes down what the cells hold, and makes them what they may be when any round begins.
  ///
  /// - Parameters:
  ///   - address: where the walk of the round begins.
  ///   - firstAddress: where the first walk of the call would.
  /// - Returns: whether it is the first time; a text that comes to a first walk in more than one way
  ///   is not understood.
  func begin(
    _ machine: inout Machine<KernelWorld<D>>, at address: D.Word, first firstAddress: D.Word
  ) -> Bool {
    if !cells.isEmpty { return false }
    self.firstAddress = firstAddress
    cells = machine.textCells(machine.environment.tags)
      .filter { !machine.environment.isModels($0) }
    callSites = machine.callSites
    first = cells.map { machine.value(of: $0) }
    for (index, cell) in cells.enumerated() {
      switch fact(cell) {
      case .keepsFirst: break
      case .isWrittenFirst: machine.set(cell, 0, isSet: false)
      case .isCursor: machine.set(cell, address)
      default: loosen(index, cell, &machine)
      }
    }
    machine.environment.broken = Array(repeating: false, count: cells.count)
    return true
  }

  /// Pages outside of the window were walked: what is in memory and has no fact is unknown anew.
  func loosen(_ machine: inout Machine<KernelWorld<D>>) {
    for (index, cell) in cells.enumerated() where cell.isInMemory && fact(cell) != .keepsFirst {
      loosen(index, cell, &machine)
    }
  }

  private func loosen(
    _ index: Int, _ cell: TextCell, _ machine: inout Machine<KernelWorld<D>>
  ) {
    if fact(cell) == .isWrittenFirst || fact(cell) == .isCursor {
      // An unknown that no run can read would only be in the way.
      machine.set(cell, 0, isSet: false)
      return
    }
    unknowns += 1
    let value = word("\(cell.name), \(unknowns)")
    let isSet: D.Bit = fact(cell) == .nothing ? bit("\(cell.name) is set, \(unknowns)") : true
    if fact(cell) == .neverFalls { rules.append(first[index].word .<= value) }
    machine.set(cell, value, isSet: isSet)
  }

  // MARK: Where facts are looked at

  /// The next walk begins: all facts must hold there.
  ///
  /// - Returns: whether it is the same walk of the text's.
  func end(_ machine: inout Machine<KernelWorld<D>>, at address: D.Word) -> Bool {
    guard machine.callSites == callSites else { return false }
    look(&machine) { fact, index, now in
      switch fact {
      case .isCursor: now.isSet .& (now.word .== address)
      default: holds(fact, index, now)
      }
    }
    return true
  }

  /// The walk goes on behind the window: what is in memory must keep its facts there, too. Where the
  /// next walk will begin is not known yet.
  func lookBehind(_ machine: inout Machine<KernelWorld<D>>, where goesOn: D.Bit) {
    look(&machine, where: goesOn) { fact, index, now in holds(fact, index, now) }
  }

  private func look(
    _ machine: inout Machine<KernelWorld<D>>, where condition: D.Bit = true,
    _ holds: (TextFact, Int, (word: D.Word, isSet: D.Bit)) -> D.Bit
  ) {
    for (index, cell) in cells.enumerated() {
      let isKept = holds(fact(cell), index, machine.value(of: cell))
      machine.environment.broken[index] =
        machine.environment.broken[index] .| (condition .& .!isKept)
    }
  }

  private func holds(
    _ fact: TextFact, _ index: Int, _ now: (word: D.Word, isSet: D.Bit)
  ) -> D.Bit {
    let before = first[index]
    switch fact {
    case .keepsFirst:
      // A cell that had no value may not have got one, nor may one that had lose it.
      return D.Bit.select(before.isSet, now.isSet .& (now.word .== before.word), .!now.isSet)
    case .isSet: return now.isSet
    case .neverFalls: return now.isSet .& (before.word .<= now.word)
    // Whoever reads it errs, which is looked at when the round is over.
    case .isCursor, .isWrittenFirst, .nothing: return true
    }
  }

  /// Whether a cell has the fact when the first walk of a call begins.
  public func holdsAtFirst(_ index: Int, _ fact: TextFact) -> D.Bit {
    let before = first[index]
    switch fact {
    case .keepsFirst, .nothing: return true
    // A register says nothing of whether it was written.
    case .isWrittenFirst: return D.Bit(constant: cells[index].isInMemory)
    case .isCursor: return before.isSet .& (before.word .== firstAddress)
    case .neverFalls, .isSet: return before.isSet
    }
  }
}
