// SPDX-License-Identifier: GPL-2.0-or-later

import Checking
import RangeFault

/// All obligations for a target, and the work that they are.
///
/// A plan is made anew, and equal, in each process: a part is known to a worker by its id.
public struct Plan: Sendable {
  public let target: Target
  public private(set) var rows: [ProofRow] = []
  public private(set) var parts: [Part] = []

  /// Whether the cross-checks that take minutes are in it.
  public let isDeep: Bool

  public init(_ revision: Revision, isDeep: Bool = false) {
    self.init(.revision(revision), isDeep: isDeep)
  }

  public init(_ target: Target, isDeep: Bool = false) {
    self.target = target
    self.isDeep = isDeep
    if let kernel = target.kernel { addTextDecisions(kernel) } else { addDecisions() }
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

  var revision: Revision { target.revision }

  mutating func add(_ row: ProofRow) { rows.append(row) }
  mutating func add(_ part: Part) { parts.append(part) }
}
