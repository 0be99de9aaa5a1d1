// SPDX-License-Identifier: GPL-2.0-or-later

import AddressSpace
import Checking
import Logic

// `Measure` once more, as formulas. The tests compare the two on random scenarios.
extension SymbolicScenario {
  /// The measure of the scenario, in which every event happens (``everyEventIsDue``).
  ///
  /// - Parameter walks: the walks that the subject begins on it.
  public func measure(walks: Half, in graph: ExpressionGraph) -> SymbolicMeasure {
    let scenario = skeleton.scenario
    return SymbolicMeasure(
      pages: scenario.count, passes: scenario.passes, walks: walks,
      events: events.count, faults: outcomes.count, fields: fields, values: values(graph))
  }

  /// No event is put off for ever: that would be a scenario of fewer events.
  var everyEventIsDue: Bit {
    events.reduce(true) { $0 .& ($1.at .!= Half(constant: Self.never)) }
  }

  /// How many fields differ from those of a plain scenario.
  private var fields: Half {
    let scenario = skeleton.scenario
    let plain = Scenario(geometry: scenario.geometry, start: scenario.start, count: scenario.count)
    var differing: [Bit] = [
      Bit(constant: scenario.geometry != .small), Bit(constant: scenario.start != 0),
      defaultFlags .!= 0, pfnFlagsMask .!= Word(constant: .max),
      Bit(constant: scenario.snapshotCall), Bit(constant: scenario.mayDropLock), invalidated,
      pagemapLookups .!= Half(constant: Self.manyLookups), Bit(constant: scenario.accessedBits),
    ]
    differing += puds.map { $0 .!= .table } + pmds.map { $0 .!= .table }
    differing += ptes.map { $0 .!= .none } + requests.map { $0 .!= 0 }
    let isAlone = scenario.vmas.count == 1
    for (number, vma) in scenario.vmas.enumerated() {
      differing += [
        vmaFlags[number] .!= Byte(constant: UInt64(VMA.Flags.readWrite.rawValue)),
        Bit(constant: vma.hugetlb != .no), hasEnd(number),
        Bit(
          constant: isAlone
            && (vma.start != plain.vmas[0].start || vma.end != plain.vmas[0].end)),
      ]
    }
    let listed = (isAlone ? 0 : 1 + scenario.vmas.count) + scenario.unlocked.fields
    return sum(differing.map { Half.select($0, 1, 0) }) &+ Half(constant: UInt64(listed))
  }

  /// The sum of the values that are left.
  private func values(_ graph: ExpressionGraph) -> Half {
    /// A number below 2^32.
    func half(_ word: Word) -> Half {
      Half(graph.truncate(word.node(in: graph), to: Half.width), of: graph)
    }
    func half(_ byte: Byte) -> Half { half(Symbolic.widen(byte)) }
    func ones(_ word: Word) -> Half { half(Self.ones(word)) }
    let scenario = skeleton.scenario
    let looksUpAll = pagemapLookups .== Half(constant: Self.manyLookups)
    var parts = [
      Half(constant: UInt64(scenario.start + scenario.unlocked.values)),
      Half.select(looksUpAll, 0, pagemapLookups),
      ones(defaultFlags), ones(defaultFlags), ones(~pfnFlagsMask),
    ]
    parts += requests.map { ones($0) }
    parts += (puds + pmds + ptes + outcomes).map { half($0) }
    for event in events {
      parts += [event.at, half(event.index)]
      parts += [event.kind, event.target].map { half($0) }
    }
    for (number, vma) in scenario.vmas.enumerated() {
      let unlike = vmaFlags[number] ^ Byte(constant: UInt64(VMA.Flags.readWrite.rawValue))
      let known = UInt64(vma.hugetlb.rawValue) + UInt64(min(vma.start, 9999))
      parts += [
        ones(Symbolic.widen(unlike)), Half(constant: known), Half.select(hasEnd(number), 1, 0),
      ]
    }
    return sum(parts)
  }

  private func hasEnd(_ vma: Int) -> Bit {
    endOfFile[vma] .!= Byte(constant: UInt64(skeleton.scenario.count))
  }

  private func sum(_ parts: [Half]) -> Half { parts.reduce(0) { $0 &+ $1 } }

  /// How many bits of a word are set.
  private static func ones(_ word: Word) -> Word {
    // Neighbours are added in parallel: bits, pairs, fours, and so on.
    let masks: [(shift: UInt64, mask: UInt64)] = [
      (1, 0x5555_5555_5555_5555), (2, 0x3333_3333_3333_3333), (4, 0x0f0f_0f0f_0f0f_0f0f),
      (8, 0x00ff_00ff_00ff_00ff), (16, 0x0000_ffff_0000_ffff), (32, 0x0000_0000_ffff_ffff),
    ]
    return masks.reduce(word) { word, step in
      let mask = Word(constant: step.mask)
      return (word & mask) &+ (word.shiftedRight(Word(constant: step.shift)) & mask)
    }
  }
}
