// SPDX-License-Identifier: GPL-2.0-or-later

import AddressSpace
import Checking
import RangeFault

/// Makes a scenario that tells two revisions apart as small as it can, in the order of ``Measure``.
///
/// A candidate is taken where it is valid for both, is smaller, still differs in the same kind after
/// the blocked changes too, and belongs to no other change than before: it may lose alternatives,
/// or one of several changes may turn out to be enough.
struct DifferenceShrinker {
  let kind: DifferenceKind
  let blocked: [Change]
  private(set) var trial: DifferenceTrial
  private(set) var scenario: Scenario
  private(set) var attribution: Attribution
  private var measure: Measure

  /// - Precondition: the scenario differs in the kind, also after the blocked changes.
  init(_ scenario: Scenario, _ kind: DifferenceKind, blocked: [Change], _ trial: DifferenceTrial) {
    self.kind = kind
    self.blocked = blocked
    self.trial = trial
    self.scenario = scenario
    self.trial.run(scenario)
    measure = Measure(scenario, walks: self.trial.walks)
    attribution = self.trial.attribution(scenario, kind, blocked: blocked)
  }

  /// Shrinks until no candidate is taken.
  mutating func shrink() {
    while let smaller = scenario.simpler.first(where: { take($0) }) { scenario = smaller }
    trial.run(scenario)
    attribution = trial.attribution(scenario, kind, blocked: blocked)
  }

  private mutating func take(_ candidate: Scenario) -> Bool {
    guard candidate != scenario, candidate.isValid, trial.pair.common.refusal(candidate) == nil
    else { return false }
    trial.run(candidate)
    let size = Measure(candidate, walks: trial.walks)
    guard size < measure, trial.differ(in: kind),
      blocked.isEmpty || trial.differ(in: kind, after: blocked, candidate)
    else { return false }
    let single = trial.singleChanges(candidate, kind, blocked: blocked)
    let known = Set(attribution.changes)
    if !single.allSatisfy(known.contains) { return false }
    if single.isEmpty {
      if attribution.together.isEmpty { return false }
      let others = attribution.isOnTop ? blocked : []
      if trial.differ(in: kind, after: others + attribution.together, candidate) { return false }
    } else {
      attribution = Attribution(alternatives: single)
    }
    measure = size
    return true
  }
}
