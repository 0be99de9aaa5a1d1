// SPDX-License-Identifier: GPL-2.0-or-later

import AddressSpace
import Checking

extension Prover {
  /// For each row of whole calls that a random scenario breaks, the parts that the scenario is of.
  ///
  /// The row is refuted. What is asked there holds the solver against the scenario; what might be
  /// asked elsewhere could take minutes and would say nothing more.
  func partsOfBroken(_ plan: Plan, _ wanted: Set<String>) -> [String: Set<String>] {
    let rows = plan.rows.filter { $0.group == .bounded && wanted.contains($0.id) }
    guard let belief, !rows.isEmpty else { return [:] }
    let scope = ClaimScope(target)
    var generator = Generator(profile: Profile(target))
    var parts: [String: Set<String>] = [:]
    for row in rows {
      guard let clause = row.clause, case .bounded(let size)? = RowClaim(row),
        let seen = belief.random.broken(clause, within: .bounded(size))
      else { continue }
      let layouts = scope.layouts(of: generator.scenario(seed: seen.seed), size: size)
      parts[row.id] = Set(layouts.map { Plan.boundedPart(size, $0) })
    }
    return parts
  }
}
