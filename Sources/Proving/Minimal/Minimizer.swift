// SPDX-License-Identifier: GPL-2.0-or-later

import AddressSpace
import Checking
import Logic
import RangeFault
import Solver

/// Finds the least case that shows the same as a given one, in the order of ``Measure``, and proves
/// that it is.
///
/// What the solver finds is run before it is believed: a scenario that does not show what it should
/// is a ``ProvingError``.
public struct Minimizer {
  public enum Outcome: Equatable, Sendable {
    case proved(Counterexample.Minimality)
    /// Something smaller may exist: why that was not decided.
    case undetermined(String)
  }

  let symptom: Symptom
  let budget: Budget
  public private(set) var scenario: Scenario
  public private(set) var measure: Measure
  /// The measure of the case as it was.
  public let original: Measure
  /// Questions that the solver was asked.
  public internal(set) var questions = 0

  /// - Parameter budget: of each question to the solver.
  /// - Throws: ``ProvingError`` where the case does not do what it says.
  public init(_ found: Counterexample, budget: Budget = Budget()) throws {
    symptom = try Symptom(found)
    self.budget = budget
    scenario = found.scenario
    measure = symptom.measure(found.scenario)
    original = measure
  }

  /// Makes the case as small as it can be.
  public mutating func run() throws -> Outcome {
    try shrink(scenario)
    if measure.pages > SearchSpace.maximumPages {
      return .undetermined("only up to \(SearchSpace.maximumPages) pages are searched")
    }
    if measure.passes > 1 { return .undetermined("only cases of one pass are searched") }
    if let reason = try search() { return .undetermined(reason) }
    let (free, open) = try freeFields()
    if let open { return .undetermined(open) }
    guard let unique = try isUnique() else { return .undetermined("uniqueness: out of budget") }
    let space = SearchSpace(symptom, measure)
    return .proved(Counterexample.Minimality(bound: space.bound, free: free, unique: unique))
  }

  /// Goes on from smaller cases as long as there are any.
  ///
  /// - Returns: why it was not decided that there are none; nil where it was.
  private mutating func search() throws -> String? {
    var undecided: String?
    // What was searched for cases below a larger measure need not be searched again.
    for place in SearchSpace(symptom, measure).places {
      while true {
        switch try find(place, { [limit = measure] in $0.isLess(than: limit) }) {
        case .found(let smaller):
          try shrink(smaller)
          continue
        case .undecided(let reason): undecided = undecided ?? "\(place.skeleton.name): \(reason)"
        case .nothing: break
        }
        break
      }
    }
    return undecided
  }

  /// Takes a scenario, after the shrinker made what it can of it.
  private mutating func shrink(_ smaller: Scenario) throws {
    func take(_ candidate: Scenario) {
      let size = symptom.measure(candidate)
      if size < measure && symptom.isShown(by: candidate) {
        scenario = candidate
        measure = size
      }
    }
    take(smaller)
    var shrinker = try Shrinker(scenario, clause: symptom.clause, revision: symptom.subject)
    shrinker.shrink()
    take(shrinker.scenario)
  }
}
