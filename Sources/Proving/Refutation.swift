// SPDX-License-Identifier: GPL-2.0-or-later

import AddressSpace
import Checking
import Logic
import RangeFault
import Specification

/// A model of the solver as a case: run in the concrete domain, where it must break the same clause,
/// and shrunk.
struct Refutation {
  let counterexample: Counterexample

  /// - Parameters:
  ///   - clause: the id of the clause that the scenario breaks, as the solver says.
  ///   - without: the ids of the fixes that were taken out of the revision.
  /// - Throws: ``ProvingError`` where the concrete run does not break it.
  init(
    _ scenario: Scenario, clause: String, revision: Revision, without: [String]
  ) throws {
    try self.init(scenario, clause: clause, target: .revision(revision), without: without)
  }

  init(
    _ scenario: Scenario, clause: String, target: Target, without: [String]
  ) throws {
    guard let index = Contract.clauses.firstIndex(where: { $0.id == clause }) else {
      throw ProvingError("there is no clause \(clause)")
    }
    var walk = Runnable(target)
    let verdict = walk.run(scenario)
    guard verdict.violated.contains(index) else {
      throw ProvingError(
        "the solver's scenario breaks \(verdict.violated.ids.joined(separator: ", ")) when it is"
          + " run, and not \(clause): \(scenario)")
    }
    var shrinker: Shrinker
    do {
      shrinker = try Shrinker(scenario, clause: index, target: target)
      shrinker.shrink()
      try shrinker.confirm()
    } catch {
      throw ProvingError("\(error)")
    }
    var diagnosis = Diagnosis(target)
    let finding = Finding(
      clause: index, remedy: diagnosis.remedy(shrinker.scenario, index),
      scenario: shrinker.scenario, seed: 0, seeds: 0)
    var found = Counterexample(
      finding, revision: target.revision, without: without.compactMap(Fix.init(id:)))
    found.provenance = Counterexample.Provenance()
    counterexample = found
  }

  /// The text of its file.
  var text: String { CounterexampleFile.encode(.counterexample(counterexample)) }
}
