// SPDX-License-Identifier: GPL-2.0-or-later

import Checking
import Solver

/// What became of a case that was made as small as it can be.
public struct Minimized: Sendable {
  /// The case: with the least scenario that was found, and the record where there is a proof.
  public var found: Counterexample
  /// The measures of the scenario as it was and as it is.
  public var before: Measure
  public var after: Measure
  /// Why a smaller case may exist; nil where none does.
  public var undetermined: String?
  /// Questions that the solver was asked.
  public var questions: Int

  /// Makes a case as small as it can be.
  ///
  /// - Parameter budget: of each question to the solver.
  /// - Throws: ``ProvingError``, `Shrinker.Unstable` and `SolverError` where hmmcheck disagrees with
  ///   itself or the solver fails.
  public init(_ found: Counterexample, budget: Budget = Budget()) throws {
    var minimizer = try Minimizer(found, budget: budget)
    before = minimizer.measure
    let outcome = try minimizer.run()
    after = minimizer.measure
    questions = minimizer.questions
    self.found = found
    if minimizer.scenario != found.scenario {
      self.found.replace(minimizer.scenario, clause: minimizer.symptom.clause)
    }
    switch outcome {
    case .proved(let minimality): self.found.minimality = minimality
    case .undetermined(let reason): undetermined = reason
    }
  }
}

extension Minimized: CustomStringConvertible {
  /// Some lines about it, the first one with the case's name.
  public var description: String {
    var lines: [String] = []
    lines.append(after == before ? "\(after)" : "smaller: \(before) -> \(after)")
    if let undetermined { lines.append("undetermined: \(undetermined)") }
    if let minimality = found.minimality, undetermined == nil {
      lines.append("minimal: proved for \(minimality.bound)")
      let free = minimality.free
      lines.append("does not matter: \(free.isEmpty ? "nothing" : free.joined(separator: " "))")
      lines.append(minimality.unique ? "the only one of its size" : "others are as small")
    }
    return ([found.name] + lines.map { "  " + $0 }).joined(separator: "\n")
  }
}
