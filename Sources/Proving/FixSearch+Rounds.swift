// SPDX-License-Identifier: GPL-2.0-or-later

import Checking
import Logic
import RangeFault
import Solver

// What a fix is good for in the inductive proof: a row that goes for any length, that is proved of the
// walk with the fix, and that is not proved of the walk without it.
extension FixSearch {
  /// Asks the rounds of each window, the quickest first, until one breaks a row that the walk with the
  /// fix keeps there: the row that is known for that, or else any.
  func searchRounds(_ fix: Fix, _ finding: inout FixFinding) throws {
    let begin = ContinuousClock.now
    defer { finding.roundSeconds = (ContinuousClock.now - begin) / .seconds(1) }
    let broken = Target.revision(fix.shownIn.without([fix]))
    let plan = Plan(broken)
    if let exemption = plan.exemption {
      finding.roundsExempt = exemption
      return
    }
    let unbounded = Set(
      plan.rows.filter { $0.isOfAnyLength && Self.ofRounds.contains($0.group) }.map(\.id))
    // The row that is known to tell comes first.
    let named = Set([fix.unboundedRow].compactMap { $0 })
    let parts = plan.parts.enumerated().sorted {
      ($0.element.weight, $0.offset) < ($1.element.weight, $1.offset)
    }.map(\.element)
    let known = fix.shownIn == .conforming ? [:] : Self.parts(of: .revision(fix.shownIn))
    var unanswered: String?
    for wanted in [named.intersection(unbounded), unbounded] {
      for part in parts {
        let rows = part.rows.filter(wanted.contains)
        if rows.isEmpty { continue }
        let found =
          try known[part.id].map { try mendedRow(part, $0, rows, &unanswered) }
          ?? brokenRow(broken, part, rows, &unanswered)
        if let found {
          finding.unbounded = found
          return
        }
      }
      if let unanswered { throw Unanswered(description: unanswered) }
    }
  }

  private static let ofRounds: Set<ProofRow.Group> = [.witness, .frame, .progress]

  private static func parts(of target: Target) -> [String: Part] {
    Dictionary(uniqueKeysWithValues: Plan(target).parts.map { ($0.id, $0) })
  }

  /// One of some rows that a round breaks, or does not keep.
  ///
  /// - Parameter unanswered: why a question was not answered, where one was not.
  private func brokenRow(
    _ target: Target, _ part: Part, _ rows: [String], _ unanswered: inout String?
  ) throws -> String? {
    let request = WorkRequest(
      revision: target.name, without: [], part: part.id, rows: rows, budget: budget,
      asksExamples: false)
    let answer = request.answer(target, part)
    if let disagreement = answer.disagreement { throw ProvingError(disagreement) }
    if let failure = answer.failure { throw Unanswered(description: failure) }
    let claims = answer.questions.filter { $0.kind == .claim }
    if let open = claims.first(where: { $0.answer == .unknown }) {
      unanswered = "\(open.row) of \(part.id): \(open.reason ?? "the solver gave up")"
    }
    return claims.filter { $0.answer == .satisfiable }.map(\.row).min()
  }

  /// The same of a revision that breaks rows by itself: a round counts that breaks the row without the
  /// fix, and that from the same state does not with it.
  private func mendedRow(
    _ broken: Part, _ whole: Part, _ rows: [String], _ unanswered: inout String?
  ) throws -> String? {
    try ExpressionGraph.with { graph throws in
      func claims(_ part: Part) -> [Question] {
        part.pose(graph, Set(rows)).filter { $0.kind == .claim }
      }
      let kept = claims(whole)
      for claim in claims(broken) {
        guard let same = kept.first(where: { $0.row == claim.row && $0.name == claim.name }) else {
          continue
        }
        let holds = .!same.rest.reduce(true) { $0 .& $1 }
        let query = Query(
          name: "\(claim.row) \(claim.name)", assertions: claim.assertions + same.common + [holds])
        switch try Z3.check(query, in: graph, budget: budget).0 {
        case .satisfiable: return claim.row
        case .unsatisfiable: break
        case .unknown(let reason): unanswered = "\(query.name) of \(broken.id): \(reason)"
        }
      }
      return nil
    }
  }
}

/// A question of a fix that came to nothing.
private struct Unanswered: Error, CustomStringConvertible {
  var description: String
}
