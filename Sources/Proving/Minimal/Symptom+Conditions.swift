// SPDX-License-Identifier: GPL-2.0-or-later

import AddressSpace
import Checking
import Logic
import RangeFault
import Specification

/// How much of a symptom is asked for. Less is many times faster and misses nothing, but what it
/// finds may show something else: then more is asked.
struct Demand: Equatable {
  /// Gives all calls as many walks as their concrete runs have. Otherwise they have one more than the
  /// subject's, and do what they should where they are cut off.
  var isWhole = false
  /// Other clauses that the subject must break, or keep, as in the case.
  var clauses = ClauseSet()
  /// Which of ``Symptom/breaking`` must break the clause.
  var revisions: [Int] = []
}

extension Symptom {
  /// What must be asked for besides `demand`, so that `scenario` is no answer.
  func demand(_ demand: Demand, against scenario: Scenario) -> Demand {
    var more = demand
    if let mends {
      let now = mended(scenario)
      more.clauses = more.clauses.union(now.subtracting(mends)).union(mends.subtracting(now))
    }
    more.revisions += breaking.indices.filter {
      !demand.revisions.contains($0) && !isBroken(scenario, byRevision: $0)
    }
    if more == demand { more.isWhole = true }
    return more
  }

  /// That the unknowns are a scenario which shows it in at most `walks` walks.
  ///
  func conditions(
    _ scenario: SymbolicScenario, walks: Int, _ demand: Demand
  ) -> (walks: Symbolic.Half, conditions: [Symbolic.Bit]) {
    // With one walk more than wanted, those that are cut off are told by their walks.
    let trial = Trial(scenario, subject, claims, walks: walks + 1)
    let begun = trial.world.ghost.walks
    var conditions = [
      scenario.isValid, scenario.everyEventIsDue, begun .<= Symbolic.Half(constant: UInt64(walks)),
      .!trial.world.ghost.historyLost, trial.broken,
    ]
    let limit = demand.isWhole ? nil : walks + 1
    if let other {
      let mended = Trial(scenario, other, claims, walks: limit)
      conditions.append(mended.cut .| (otherBreaks ? mended.broken : .!mended.broken))
      for index in demand.clauses.indices {
        let clause = ClauseClaims.all[index]
        let isMended = clause.isBroken(trial) .& .!clause.isBroken(mended)
        let isAsInCase = mends?.contains(index) == true ? isMended : .!isMended
        conditions.append(mended.cut .| isAsInCase)
      }
    }
    for index in demand.revisions {
      let breaks = Trial(scenario, breaking[index], claims, walks: limit)
      conditions.append(breaks.cut .| breaks.broken)
    }
    return (begun, conditions)
  }
}

extension ClauseClaims {
  /// The clause is broken in a call that was not cut off.
  fileprivate func isBroken(_ trial: Trial) -> Symbolic.Bit {
    violations(trial.world).reduce(false) { $0 .| $1.violated }
  }
}
