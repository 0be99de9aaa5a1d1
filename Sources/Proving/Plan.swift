// SPDX-License-Identifier: GPL-2.0-or-later

import RangeFault

/// All obligations for a revision, and the work that they are.
///
/// A plan is made anew, and equal, in each process: a part is known to a worker by its id.
public struct Plan: Sendable {
  public let revision: Revision
  public private(set) var rows: [ProofRow] = []
  public private(set) var parts: [Part] = []

  /// Whether the cross-checks that take minutes are in it.
  public let isDeep: Bool

  public init(_ revision: Revision, isDeep: Bool = false) {
    self.revision = revision
    self.isDeep = isDeep
    addDecisions()
    addEntries()
    addWitness()
    addFrame()
    addBase()
    addProgress()
    addNeeded()
    addGroupSizes()
    addInduction()
    addBounded()
  }

  mutating func add(_ row: ProofRow) { rows.append(row) }
  mutating func add(_ part: Part) { parts.append(part) }
}
