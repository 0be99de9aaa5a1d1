// SPDX-License-Identifier: GPL-2.0-or-later

import RangeFault

/// All obligations for a revision, and the work that they are.
///
/// A plan is made anew, and equal, in each process: a part is known to a worker by its id.
public struct Plan: Sendable {
  public let revision: Revision
  public private(set) var rows: [ProofRow] = []
  public private(set) var parts: [Part] = []

  /// How much is asked.
  public enum Depth: String, Codable, Sendable {
    /// Everything.
    case full
    /// What finds a defect fast: decisions, and calls of one and two pages.
    case search
  }

  public init(_ revision: Revision, depth: Depth = .full) {
    self.revision = revision
    addDecisions()
    if depth == .full {
      addEntries()
      addWitness()
      addFrame()
      addBase()
      addProgress()
      addNeeded()
      addGroupSizes()
      addInduction()
    }
    addBounded(depth)
  }

  mutating func add(_ row: ProofRow) { rows.append(row) }
  mutating func add(_ part: Part) { parts.append(part) }
}
