// SPDX-License-Identifier: GPL-2.0-or-later

import AddressSpace
import Logic
import Testing

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
    #expect(differing == all, "nothing is said of \(all.subtracting(differing).sorted())")
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
}
