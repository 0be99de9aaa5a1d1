// SPDX-License-Identifier: GPL-2.0-or-later

import AddressSpace
import Checking
import Logic
import Solver

extension Minimizer {
  /// What there is at a place.
  enum Find {
    case found(Scenario), nothing
    case undecided(String)
  }

  /// Looks for a scenario that shows the symptom and whose measure is as `wanted` says.
  ///
  /// - Parameter excluded: a scenario that does not count.
  mutating func find(
    _ place: SearchSpace.Place, excluding excluded: Scenario? = nil,
    _ wanted: (SymbolicMeasure) -> Symbolic.Bit
  ) throws -> Find {
    var demand = Demand()
    while true {
      let (answer, scenario) = try ask(place, demand, excluding: excluded, wanted)
      switch answer {
      case .unsatisfiable: return .nothing
      case .unknown(let reason): return .undecided(reason)
      case .satisfiable:
        guard let scenario else { return .nothing }
        if symptom.isShown(by: scenario) { return .found(scenario) }
        let more = symptom.demand(demand, against: scenario)
        if more == demand {
          throw ProvingError(
            "\(place.skeleton.name): the solver's scenario does not show what it should when run")
        }
        demand = more
      }
    }
  }

  /// One question to the solver; where it says yes, with the scenario.
  private mutating func ask(
    _ place: SearchSpace.Place, _ demand: Demand, excluding excluded: Scenario?,
    _ wanted: (SymbolicMeasure) -> Symbolic.Bit
  ) throws -> (Answer, Scenario?) {
    let symptom = symptom
    let budget = budget
    var asked = false
    let found = try ExpressionGraph.with { graph -> (Answer, Scenario?) in
      let scenario = SymbolicScenario(place.skeleton, for: symptom.searched, in: graph)
      // What is too large whatever the walk does needs no walk.
      let least = scenario.measure(walks: 0, in: graph)
      if wanted(least).constant == false && excluded == nil { return (.unsatisfiable, nil) }
      var (walks, assertions) = symptom.conditions(scenario, walks: place.walks, demand)
      assertions.append(wanted(scenario.measure(walks: walks, in: graph)))
      if let excluded {
        let fixed = SymbolicScenario(fixed: excluded, for: symptom.subject)
        if scenario.hasSkeleton(of: fixed) { assertions.append(.!scenario.equals(fixed)) }
      }
      asked = true
      let (answer, _) = try Z3.check(
        Query(name: place.skeleton.name, assertions: assertions), in: graph, budget: budget)
      guard case .satisfiable(let model) = answer else { return (answer, nil) }
      return (answer, try scenario.scenario(model))
    }
    if asked { questions += 1 }
    return found
  }
}
