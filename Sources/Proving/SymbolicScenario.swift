// SPDX-License-Identifier: GPL-2.0-or-later

import AddressSpace
import Logic
import RangeFault

/// A scenario of unknowns on a known skeleton: requests, defaults, mask, entries of all levels,
/// flags of the VMAs, ends of files, the sequence, and the script.
public struct SymbolicScenario {
  public typealias Bit = Symbolic.Bit
  public typealias Byte = Symbolic.Byte
  public typealias Half = Symbolic.Half
  public typealias Word = Symbolic.Word

  public let skeleton: Skeleton
  /// The kinds of entries that exist.
  public let kinds: KindSet
  /// Special PTEs stand in VMAs with IO, PFNMAP or MIXEDMAP only.
  public let specialNeedsMap: Bool

  public var ptes: [Byte]
  public var pmds: [Byte]
  public var puds: [Byte]
  /// In the layout of ``PfnWord``.
  public var requests: [Word]
  public var defaultFlags: Word
  public var pfnFlagsMask: Word
  public var vmaFlags: [Byte]
  /// The first page of the range behind the end of a VMA's file; the count where there is none.
  public var endOfFile: [Byte]
  public var invalidated: Bit
  /// Successful look-ups of page maps: 0 to 3, or ``manyLookups``.
  public var pagemapLookups: Half
  public var outcomes: [Byte]
  public var events: [ScriptedEvent<Symbolic>]

  /// Stands for "all of them": more than any bounded run makes.
  static let manyLookups: UInt64 = UInt64(Int32.max)
  /// An event that never happens is due here.
  static let never = UInt64(Scenario.maximumLoad)

  /// Everything that `revision` can see is unknown; what it cannot see keeps its default.
  public init(_ skeleton: Skeleton, for revision: Revision, in graph: ExpressionGraph) {
    let scenario = skeleton.scenario
    self.skeleton = skeleton
    kinds = revision.kinds
    specialNeedsMap = revision.ways.specialNeedsMap
    ptes = scenario.ptes.indices.map { graph.kind("pte\($0)") }
    func upper(_ name: String) -> Byte {
      skeleton.upperEntries == .tables ? Byte(.table) : graph.kind(name)
    }
    pmds = scenario.pmds.indices.map { upper("pmd\($0)") }
    puds = scenario.puds.indices.map { upper("pud\($0)") }
    requests = scenario.requests.indices.map { graph.word("request\($0)") }
    defaultFlags = graph.word("defaultFlags")
    pfnFlagsMask = graph.word("pfnFlagsMask")
    vmaFlags = scenario.vmas.indices.map { graph.byte("vma\($0)") }
    endOfFile = scenario.vmas.indices.map { graph.byte("endOfFile\($0)") }
    invalidated = graph.bit("invalidated")
    let looksUp = !revision.has(.noPagemapLookup)
    pagemapLookups = looksUp ? graph.half("pagemapLookups") : Half(constant: Self.manyLookups)
    outcomes = scenario.faults.indices.map { graph.byte("outcome\($0)") }
    events = scenario.events.indices.map {
      ScriptedEvent(
        at: graph.half("at\($0)"), target: graph.byte("target\($0)"),
        index: graph.word("index\($0)"), kind: graph.kind("kind\($0)"))
    }
  }

  /// Lays the scenario out in a world that has been loaded with nothing yet.
  public func load(into world: inout World<Symbolic>, _ convention: Convention) {
    let scenario = skeleton.scenario
    world.load(scenario, convention)
    world.setCommonRequest(defaults: defaultFlags, mask: pfnFlagsMask)
    for page in ptes.indices {
      world.setRequest(page, requests[page], defaults: defaultFlags, mask: pfnFlagsMask)
      world.pages[page].pte = Entry(kind: ptes[page], pfn: frame(ofPTE: page))
    }
    for pmd in pmds.indices {
      let frame = Word(constant: Frame.pmd(world.layout, pmd))
      world.pmds[pmd] = Entry(
        kind: pmds[pmd], pfn: Word.select(pmds[pmd] .== .none, 0, frame))
    }
    for pud in puds.indices {
      let frame = Word(constant: Frame.pud(world.layout, pud))
      world.puds[pud] = Entry(
        kind: puds[pud], pfn: Word.select(puds[pud] .== .none, 0, frame))
    }
    for vma in vmaFlags.indices {
      world.vmaFlags[vma] = vmaFlags[vma]
      let count = UInt64(scenario.count)
      let end = Symbolic.widen(endOfFile[vma])
      world.endOfFile[vma] = Word.select(
        end .== Word(constant: count), Word(constant: UInt64(VMA.noEnd)), end)
    }
    world.invalidatedBefore = invalidated
    world.pagemapLookups = pagemapLookups
    world.outcomes = outcomes
    world.events = events
    world.armNextEvent()
  }

  /// The frame of a PTE follows from its place, as in a scenario.
  private func frame(ofPTE page: Int) -> Word {
    Word.select(
      ptes[page] .== .zeroPage, Word(constant: Frame.zero),
      Word.select(
        ptes[page].isIn(.frameless), 0, Word(constant: Frame.pte(.readOnly, page))))
  }
}

extension ExpressionGraph {
  /// The unknown kind of entry called `name`: the number of a ``Kind``, or one that is none.
  func kind(_ name: String) -> Symbolic.Byte { byte(name, width: 6) }
}
