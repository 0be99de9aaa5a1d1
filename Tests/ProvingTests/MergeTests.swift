// SPDX-License-Identifier: GPL-2.0-or-later

import Logic
import RangeFault
import Testing

@testable import AddressSpace
@testable import KernelSource
@testable import KernelWalk

/// Merging is written by hand: a stored property that it forgets keeps the value of one side, and a
/// proof would follow a run that is none.
@Suite struct MergeTests {
  /// The stored properties of a value, as text.
  private func properties(_ value: Any) -> [(name: String, text: String)] {
    Mirror(reflecting: value).children.map { ($0.label ?? "", String(reflecting: $0.value)) }
  }

  /// Takes the other side, and must be it, in all that no branch leaves alone.
  private func expectTaken<State: Mergeable>(
    _ one: State, _ other: State, knownInAllBranches known: Set<String> = [],
    sourceLocation: SourceLocation = #_sourceLocation
  ) where State.Domain == Concrete {
    var merged = one
    merged.merge(false, else: other)
    var differing: Set<String> = []
    for ((name, text), (mine, theirs)) in zip(
      properties(merged), zip(properties(one).map(\.text), properties(other).map(\.text)))
    where !known.contains(name) {
      if mine != theirs { differing.insert(name) }
      #expect(text == theirs, "\(name) is not merged", sourceLocation: sourceLocation)
    }
    let all = Set(properties(one).map(\.name)).subtracting(known)
    #expect(
      differing == all, "nothing is said of \(all.subtracting(differing).sorted())",
      sourceLocation: sourceLocation)
  }

  @Test func everyGhostIsMerged() {
    var other = Ghost<Concrete>()
    other.mmapLock = false
    for bit in [
      \Ghost<Concrete>.pageTableLock, \.hugetlbLock, \.sleptWithLock, \.unbalanced,
      \.unlockedAccess,
      \.droppedUnasked, \.interrupted, \.isFresh, \.hasTried, \.overdue, \.isOutside,
      \.uninitialised, \.wildPointer, \.wildTable, \.undefined, \.warned, \.notUnderstood,
      \.outOfMemory, \.progressed, \.disturbed, \.lostRequest, \.skippedEntry, \.stalled, \.endless,
      \.historyLost,
    ] { other[keyPath: bit] = true }
    other.limitIsNew = false
    (other.maps, other.limitBegan, other.limitRuns) = (1, 1, 1)
    (other.faults, other.waits, other.walks, other.cursor) = (1, 1, 1, 1)
    other.latestAct = 1
    expectTaken(Ghost(), other)
  }

  @Test func everyPartOfTheWorldIsMerged() {
    var one = World<Concrete>()
    var scenario = Scenario(count: 1)
    scenario.vmas = [VMA(start: 0, end: 16)]
    one.load(scenario, Convention(encoding: .sticky))
    one.beginCall(pass: 1)
    var other = one
    other.puds[0].kind = UInt8(Kind.none.rawValue)
    other.pmds[0].kind = UInt8(Kind.none.rawValue)
    other.pages[0].word = 7
    other.remember(0..<1)
    (other.nextFrame, other.loads, other.nextEvent, other.nextEventAt) = (9, 1, 1, 1)
    (other.nextOutcome, other.pagemapLookups, other.result, other.resultPages) = (1, 1, 1, 1)
    (other.jiffies, other.moments, other.lockAttempts) = (1, 1, 1)
    other.invalidated = true
    other.ghost.faults = 1
    expectTaken(
      one, other,
      knownInAllBranches: [
        "layout", "convention", "snapshotCall", "mayDropLock", "accessedBits", "walkBudget",
        "trace",
        "looks", "interference", "vmaFlags", "endOfFile", "defaultFlags", "pfnFlagsMask",
        "invalidatedBefore", "events", "outcomes", "outside",
        "hasUnaskedDrops",
      ])
  }

  @Test func everyPartOfAPageIsMerged() {
    var other = Page<Concrete>()
    other.pte.kind = 1
    (other.input, other.word, other.storedIn, other.effects, other.splitIn) = (1, 1, 1, 1, 1)
    other.view.order = 1
    // What no branch put anywhere is the same on both sides: see the histories' own tests.
    expectTaken(Page(), other, knownInAllBranches: ["moments", "happened"])
    expectTaken(Entry(kind: 0, pfn: 0), Entry(kind: 1, pfn: 1))
    expectTaken(View(kind: 0, pfn: 0, order: 0), View(kind: 1, pfn: 1, order: 1))
  }

  @Test func everyPartOfAPortIsMerged() {
    let one = Walk<Concrete>(revision: .conforming)
    var other = one
    other.world.result = 1
    (other.last, other.begin, other.status) = (1, 1, 1)
    other.pending.active = true
    (other.refused, other.faulted, other.again) = (true, true, true)
    expectTaken(one, other, knownInAllBranches: ["revision", "convention", "pass", "surroundings"])
    var fault = PendingFault<Concrete>()
    (fault.active, fault.from, fault.to, fault.write) = (true, 1, 1, true)
    (fault.cpuValid, fault.cpuWrite) = (true, true)
    expectTaken(PendingFault(), fault)
  }

  @Test func everyPartOfATextsWorldIsMerged() throws {
    let kernel = try TodayFixture.kernel()
    var one = KernelWorld<Concrete>(kernel.interface)
    one.known = KnownPMD(pmd: 0, word: 0)
    one.broken = [false]
    one.heads = [LookHead(place: .walker, isMade: true, state: [0], counts: [0])]
    var other = one
    other.world.result = 1
    (other.answer, other.last, other.sequence) = (1, 1, 1)
    (other.isEndless, other.goesOn, other.hasBegun, other.looksDiffer) = (true, true, true, true)
    other.known?.word = 1
    other.broken = [true]
    other.looksForEver = true
    other.heads = [LookHead(place: .walker, isMade: false, state: [1], counts: [1], latestAct: 1)]
    expectTaken(
      one, other,
      knownInAllBranches: [
        "objects", "interface", "plan", "text", "tags", "surroundings", "sites",
        // The first that is known stays.
        "lookSite",
        // VMAs change in concrete runs only, and only those tell where a call has no end.
        "vmas", "seenChanges", "usedVMAs", "endlessSite",
      ])
    var site = other
    site.lookSite = 7
    one.merge(true, else: site)
    #expect(one.lookSite == 7)
  }

  @Test func everyPartOfAMachineIsMerged() throws {
    let kernel = try TodayFixture.kernel()
    let bound = BoundProgram<KernelWorld<Concrete>>(kernel.version(.small).program)
    var one = Machine(bound, KernelWorld<Concrete>(kernel.interface), fuel: 9)
    _ = one.memory.add([8], isDefined: true)
    var other = one
    other.environment.answer = 1
    other.error = 1
    let cell = one.memory.values.count - 1
    other.memory.values[cell] = 1
    other.memory.defined[cell] = false
    (one.cameBy, other.cameBy) = ([false], [true])
    expectTaken(
      one, other,
      knownInAllBranches: [
        "bound", "mostDecisions", "mostTurns", "sought", "depth", "site", "activations",
        // The smaller one counts.
        "fuel",
        // Of concrete runs.
        "counts", "unread",
      ])
    other.fuel = 8
    one.merge(true, else: other)
    #expect(one.fuel == 8)
    expectTaken(one.memory, other.memory, knownInAllBranches: ["sizes", "objects"])
  }
}
