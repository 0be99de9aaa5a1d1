// SPDX-License-Identifier: GPL-2.0-or-later

import CZ3
import Logic

/// The solver Z3, as a library in this process.
///
/// Each check has a context of its own, so that no query can change the answer, or the count of
/// steps, of another. Checks may run on several threads at a time, but Z3 shares some state between
/// contexts: processes are the safer way to run many.
public enum Z3 {
  /// The version of the library, such as `4.8.12`.
  public static var version: String {
    var parts: (UInt32, UInt32, UInt32, UInt32) = (0, 0, 0, 0)
    Z3_get_version(&parts.0, &parts.1, &parts.2, &parts.3)
    return "\(parts.0).\(parts.1).\(parts.2)"
  }

  /// Decides whether there are values for which all assertions of `query`, which are of `graph`,
  /// hold.
  ///
  /// A model is evaluated by ``Evaluation`` before it is given out. An assertion that is known to be
  /// false, or none that is unknown, needs no solver.
  ///
  /// - Throws: ``SolverError`` where Z3 fails, memory ran out or a model does not satisfy the
  ///   query.
  public static func check(
    _ query: Query, in graph: ExpressionGraph, budget: Budget = Budget(),
    tactic: Tactic = .standard
  ) throws(SolverError) -> (answer: Answer, spent: Spent) {
    if query.isTriviallyFalse { return (.unsatisfiable, Spent()) }
    let roots = query.roots(in: graph)
    if roots.isEmpty { return (.satisfiable(Model()), Spent()) }
    let clock = ContinuousClock()
    let start = clock.now
    let session = try Session()
    let run = Interruption.register(session)
    defer {
      // Not before: an interrupt uses the session's context.
      Interruption.unregister(run)
      extendLifetime(session)
    }
    let lowering = try Lowering(of: graph.cone(of: roots), in: graph, into: session)
    let solver = try session.makeSolver(tactic, budget: budget)
    for definition in lowering.definitions { try session.assert(definition, in: solver) }
    for root in roots { try session.assert(try lowering.term(root), in: solver) }
    let before = try session.rlimitCount(of: solver)
    let verdict = try session.check(solver, run)
    // Z3 counts in 32 bits; what a check adds is less than that, wherever it started.
    let steps = try session.rlimitCount(of: solver) &- before
    let answer: Answer
    switch verdict {
    case .unsatisfiable: answer = .unsatisfiable
    case .unknown(let reason): answer = .unknown(reason: reason)
    case .satisfiable:
      let model = try session.model(of: solver, lowering.variables)
      try verify(model, query, in: graph)
      answer = .satisfiable(model)
    }
    return (answer, Spent(rlimit: UInt64(steps), seconds: (clock.now - start) / .seconds(1)))
  }

  private static func verify(
    _ model: Model, _ query: Query, in graph: ExpressionGraph
  ) throws(SolverError) {
    var evaluation = model.evaluation(of: graph)
    for (index, assertion) in query.assertions.enumerated() {
      let holds: Bool
      do {
        holds = try evaluation.value(of: assertion)
      } catch {
        throw SolverError(message: "\(query.name): Z3's model has no value: \(error)")
      }
      guard holds else {
        throw SolverError(
          message: "\(query.name): assertion \(index) is false under the model of Z3")
      }
    }
  }
}
