// SPDX-License-Identifier: GPL-2.0-or-later

import AddressSpace
import Checking
import Logic
import RangeFault
import Solver

// Fields that do not matter: whatever such a field is, all others being as they are, the clause is
// broken.
extension Minimizer {
  /// A field, and what makes it unknown: it is taken from the other scenario.
  private typealias Opening = (
    path: String, open: (inout SymbolicScenario, SymbolicScenario) -> Void
  )

  /// The paths of the fields that do not matter, in the order of files; and why one of them could
  /// not be decided, if so. A field that can be nothing else is not among them.
  mutating func freeFields() throws -> (free: [String], undecided: String?) {
    var free: [String] = knownFields.filter { isFree($0.values) }.map(\.path)
    for opening in openings {
      guard let matters = try matters(opening) else {
        return ([], "\(opening.path): out of budget")
      }
      if !matters { free.append(opening.path) }
    }
    let order = [
      "start", "vmas", "puds", "pmds", "ptes", "requests", "defaultFlags", "pfnFlagsMask",
      "snapshotCall", "mayDropLock", "invalidated", "pagemapLookups", "accessedBits", "faults",
      "events",
    ]
    return (order.flatMap { name in free.filter { $0.prefix(while: \.isLetter) == name } }, nil)
  }

  /// Fields that a solver takes as known: all their values are run.
  private var knownFields: [(path: String, values: [Scenario])] {
    func with<Value>(
      _ path: WritableKeyPath<Scenario, Value>, _ values: some Sequence<Value>
    ) -> [Scenario] {
      values.map { value in
        var changed = scenario
        changed[keyPath: path] = value
        return changed
      }
    }
    var fields: [(path: String, values: [Scenario])] = [
      ("start", with(\.start, 0..<scenario.geometry.pagesPerPUD))
    ]
    let seen = BoundedSize.variants(Skeleton.plain(pages: 1), symptom.subject).map(\.scenario)
    func sees(_ path: KeyPath<Scenario, Bool>) -> Bool { seen.contains { $0[keyPath: path] } }
    for (name, path) in [
      ("snapshotCall", \Scenario.snapshotCall), ("mayDropLock", \.mayDropLock),
      ("accessedBits", \.accessedBits),
    ] where sees(path) {
      fields.append((name, with(path, [false, true])))
    }
    if !symptom.subject.has(.noPagemapLookup) {
      let numbers = (0...Scenario.maximumPagemapLookups).map { Optional($0) }
      fields.append(("pagemapLookups", with(\.pagemapLookups, numbers + [nil])))
    }
    return fields
  }

  private func isFree(_ values: [Scenario]) -> Bool {
    var walk = Walk<Concrete>(revision: symptom.subject)
    let possible = values.filter { $0.isValid && symptom.subject.refusal($0) == nil }
    return possible.count > 1
      && possible.allSatisfy { walk.run($0).violated.contains(symptom.clause) }
  }

  /// Every unknown on its own.
  private var openings: [Opening] {
    var openings: [Opening] = []
    func add<Value>(_ path: String, _ field: WritableKeyPath<SymbolicScenario, Value>) {
      openings.append((path, { $0[keyPath: field] = $1[keyPath: field] }))
    }
    for index in scenario.vmas.indices {
      add("vmas[\(index)].flags", \.vmaFlags[index])
      add("vmas[\(index)].endOfFile", \.endOfFile[index])
    }
    for index in scenario.puds.indices { add("puds[\(index)]", \.puds[index]) }
    for index in scenario.pmds.indices { add("pmds[\(index)]", \.pmds[index]) }
    for index in scenario.ptes.indices { add("ptes[\(index)]", \.ptes[index]) }
    for index in scenario.requests.indices { add("requests[\(index)]", \.requests[index]) }
    add("defaultFlags", \.defaultFlags)
    add("pfnFlagsMask", \.pfnFlagsMask)
    add("invalidated", \.invalidated)
    for index in scenario.faults.indices { add("faults[\(index)]", \.outcomes[index]) }
    for index in scenario.events.indices {
      add("events[\(index)].at", \.events[index].at)
      add("events[\(index)].target", \.events[index].target)
      add("events[\(index)].index", \.events[index].index)
      add("events[\(index)].kind", \.events[index].kind)
    }
    return openings
  }

  /// Whether some value of a field keeps the clause, or it has one value only; nil where that was
  /// not decided.
  private mutating func matters(_ opening: Opening) throws -> Bool? {
    let symptom = symptom
    let budget = budget
    let current = scenario
    questions += 1
    return try ExpressionGraph.with { graph -> Bool? in
      let fixed = SymbolicScenario(fixed: current, for: symptom.subject)
      var scenario = fixed
      opening.open(&scenario, SymbolicScenario(fixed.skeleton, for: symptom.subject, in: graph))
      let trial = Trial(scenario, symptom.subject, symptom.claims)
      func ask(_ condition: Symbolic.Bit) throws -> Answer {
        let query = Query(name: opening.path, assertions: [scenario.isValid, condition])
        return try Z3.check(query, in: graph, budget: budget).answer
      }
      switch try ask(.!trial.broken) {
      case .unknown: return nil
      case .satisfiable(let model):
        let kept = try scenario.scenario(scenario.named(model.evaluation(of: graph)))
        var walk = Walk<Concrete>(revision: symptom.subject)
        if walk.run(kept).violated.contains(symptom.clause) {
          throw ProvingError("\(opening.path): the solver's value breaks the clause when run")
        }
        return true
      case .unsatisfiable: break
      }
      switch try ask(.!scenario.equals(fixed)) {
      case .unknown: return nil
      case .satisfiable: return false
      case .unsatisfiable: return true
      }
    }
  }
}
