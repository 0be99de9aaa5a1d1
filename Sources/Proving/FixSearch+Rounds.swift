// SPDX-License-Identifier: GPL-2.0-or-later

import Checking
import Logic
import RangeFault
import Solver

// What a fix is good for in the inductive proof: a row that goes for any length, that is proved of the
// walk with the fix, and that is not proved of the walk without it.
extension FixSearch {
  /// Asks the rounds of each window until one breaks a row that the walk with the fix keeps there.
  func searchRounds(_ fix: Fix, _ finding: inout FixFinding) throws {
    let begin = ContinuousClock.now
    defer { finding.roundSeconds = (ContinuousClock.now - begin) / .seconds(1) }
    let broken = Plan(fix.shownIn.without([fix]))
    if let exemption = broken.exemption {
      finding.roundsExempt = exemption
      return
    }
    let whole = Plan(fix.shownIn)
    for part in broken.parts where part.isRound {
      let rows = try brokenRows(part)
      if rows.isEmpty { continue }
      // Of a revision that breaks rows by itself, only those count that the fix mends.
      let known =
        fix.shownIn == .conforming
        ? [] : try whole.parts.first { $0.id == part.id }.map { try brokenRows($0) } ?? []
      let mended = rows.subtracting(known)
      let clauses = mended.filter { row in fix.record.clauses.contains { row == "witness.\($0)" } }
      if let row = clauses.min() ?? mended.min() {
        finding.unbounded = row
        return
      }
    }
  }

  /// The rows that some round of a part breaks, or does not keep.
  private func brokenRows(_ part: Part) throws -> Set<String> {
    try ExpressionGraph.with { graph throws in
      let claims = part.pose(graph, Set(part.rows)).filter { $0.kind == .claim }
      var weakened = WeakerQueries(of: graph)
      var broken: Set<String> = []
      for common in Set(claims.map { $0.common.map { $0.node(in: graph) } }) {
        var open = claims.filter { $0.common.map { $0.node(in: graph) } == common }
        while let first = open.first {
          let any: Symbolic.Bit = open.reduce(false) { any, claim in
            any .| claim.rest.reduce(true) { $0 .& $1 }
          }
          let query = Query(name: part.id, assertions: first.common + [any])
          let (answer, _) = try Z3.check(claim: query, &weakened, budget: budget)
          guard case .satisfiable(let model) = answer else { break }
          var evaluation = model.evaluation(of: graph)
          let rows = Set(
            try open.filter { claim in
              try claim.assertions.allSatisfy { try evaluation.value(of: $0) }
            }.map(\.row))
          if rows.isEmpty { break }
          broken.formUnion(rows)
          open.removeAll { rows.contains($0.row) }
        }
      }
      return broken
    }
  }
}

extension Part {
  /// It asks about a round of the restart loop.
  fileprivate var isRound: Bool { id.hasPrefix("witness ") || id.hasPrefix("progress ") }
}
