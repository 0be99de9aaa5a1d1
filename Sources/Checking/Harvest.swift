// SPDX-License-Identifier: GPL-2.0-or-later

import AddressSpace
import KernelWalk
import RangeFault

/// What one thread found.
struct Harvest: Sendable {
  /// A clause and the fixes that alone make its violation go away.
  struct Reason: Hashable, Sendable {
    var clause: Int
    var fixes: UInt64
  }

  struct Sighting: Sendable {
    /// The least scenario of them.
    var size: Measure
    /// Its seed, counted from the first of the check, and which variation of it.
    var offset: UInt64
    var variation: UInt64
    var seeds: UInt64

    /// The least case comes first; of equal ones seeds come before variations. So the case of a reason
    /// is the same however lanes are shared out.
    func isBefore(_ other: Sighting) -> Bool {
      if size != other.size { return size < other.size }
      return (variation == 0 ? 0 : 1, offset, variation)
        < (other.variation == 0 ? 0 : 1, other.offset, other.variation)
    }
  }

  var reasons: [Reason: Sighting] = [:]
  var coverage = Coverage()
  var counts = KernelCounts()
  var seeds: UInt64 = 0
  var variations: UInt64 = 0
  /// Variations that reached something new in their lane.
  var reaching: [Draw] = []
  var violatingSeeds: UInt64 = 0
  var undetermined: UInt64 = 0
  var unjudged = UnjudgedTally()
  var warned: UInt64 = 0
  /// Counted from the first of the check.
  var firstWarned: UInt64?

  mutating func leaveOut(_ reason: Unjudged, _ offset: UInt64) {
    undetermined += 1
    unjudged.add(reason, offset: offset)
  }

  mutating func warn(_ offset: UInt64) {
    warned += 1
    firstWarned = min(firstWarned ?? offset, offset)
  }

  mutating func record(
    _ scenario: Scenario, _ offset: UInt64, _ variation: UInt64,
    _ mends: [(clause: Int, fixes: FixSet)]
  ) {
    let size = Measure(scenario, walks: 0)
    for mend in mends {
      let reason = Reason(clause: mend.clause, fixes: mend.fixes.rawValue)
      add(reason, Sighting(size: size, offset: offset, variation: variation, seeds: 1))
    }
  }

  private mutating func add(_ reason: Reason, _ sighting: Sighting) {
    guard let known = reasons[reason] else {
      reasons[reason] = sighting
      return
    }
    reasons[reason] = sighting.isBefore(known) ? sighting : known
    reasons[reason]?.seeds = known.seeds + sighting.seeds
  }

  mutating func merge(_ other: Harvest) {
    for (reason, sighting) in other.reasons { add(reason, sighting) }
    coverage.merge(other.coverage)
    counts.merge(other.counts)
    seeds += other.seeds
    variations += other.variations
    reaching += other.reaching
    violatingSeeds += other.violatingSeeds
    undetermined += other.undetermined
    unjudged.merge(other.unjudged)
    warned += other.warned
    if let first = other.firstWarned { firstWarned = min(firstWarned ?? first, first) }
  }
}
