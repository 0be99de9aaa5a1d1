// SPDX-License-Identifier: GPL-2.0-or-later

import AddressSpace
import KernelSource
import KernelWalk
import RangeFault
import Specification

extension Campaign {
  /// Runs and judges scenarios that no seed draws, and counts in what of the text they run.
  ///
  /// What they break for a reason that no seed has shown is a finding of no seed.
  ///
  /// - Throws: ``Shrinker/Unstable`` where a case did not replay to the same verdict.
  public func judge(_ scenarios: [Scenario], into outcome: inout Outcome) throws {
    var walk = Runnable(target, counts: true)
    var diagnosis = Diagnosis(target)
    for scenario in scenarios {
      let verdict = walk.run(scenario)
      if let reason = walk.unjudged(verdict) {
        outcome.undetermined += 1
        outcome.unjudged.add(reason, seed: first)
      }
      for clause in verdict.violated.intersection(clauses).indices {
        let found = try finding(scenario, clause, &diagnosis)
        let isKnown = outcome.findings.contains {
          $0.clause == clause && $0.remedy == found.remedy
        }
        if !isKnown { outcome.findings.append(found) }
      }
    }
    outcome.findings.sort { ($0.clause, $0.seed) < ($1.clause, $1.seed) }
    if let run = try target.kernel?.coverage(walk.takeCounts()) { outcome.text?.merge(run) }
  }

  /// The finding that a scenario is: shrunk, with what mends it, and of no seed yet.
  func finding(
    _ scenario: Scenario, _ clause: Int, _ diagnosis: inout Diagnosis
  ) throws -> Finding {
    var shrinker = try Shrinker(scenario, clause: clause, target: target)
    shrinker.shrink()
    try shrinker.confirm()
    return Finding(
      clause: clause, remedy: diagnosis.remedy(shrinker.scenario, clause),
      scenario: shrinker.scenario, seed: 0, seeds: 0)
  }
}
