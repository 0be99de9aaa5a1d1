// SPDX-License-Identifier: GPL-2.0-or-later

import Checking
import RangeFault
import Specification

/// All obligations for a target, and the work that they are.
///
/// A plan is made anew, and equal, in each process: a part is known to a worker by its id.
public struct Plan: Sendable {
  public let target: Target
  /// What the inductive rows take for granted.
  public let basis: Basis
  public private(set) var rows: [ProofRow] = []
  public private(set) var parts: [Part] = []
  private var exempt: Set<String> = []

  public init(_ revision: Revision) { self.init(.revision(revision)) }

  public init(_ target: Target, _ basis: Basis = Basis()) {
    self.target = target
    self.basis = basis
    if let kernel = target.kernel { addTextDecisions(kernel) } else { addDecisions() }
    addEntries()
    addWitness()
    addFrame()
    addText()
    addBase()
    addProgress()
    addRounds()
    addNeeded()
    addGroupSizes()
    addInduction()
    addBounded()
  }

  var revision: Revision { target.revision }

  mutating func add(_ row: ProofRow) {
    var row = row
    row.exemption = row.exemption ?? absence(of: row.clause)
    if row.exemption != nil { exempt.insert(row.id) }
    rows.append(row)
  }

  mutating func add(_ part: Part) {
    var part = part
    part.rows.removeAll(where: exempt.contains)
    if !part.rows.isEmpty { parts.append(part) }
  }

  /// Why a clause says nothing of this target: its format lacks what the clause is about.
  private func absence(of clause: String?) -> String? {
    let encoding = target.convention.encoding
    switch clause {
    case C18.id where encoding.orderShift == nil: return "the format has no map order"
    case C21.id where encoding.sticky == 0: return "the format has no sticky bits"
    default: return nil
    }
  }
}
