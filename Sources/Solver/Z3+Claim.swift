// SPDX-License-Identifier: GPL-2.0-or-later

extension Z3 {
  /// The same as ``check(_:in:budget:tactic:)`` for a query that nothing is expected to satisfy: its
  /// weaker form is asked first, and where nothing satisfies that, nothing does the query.
  ///
  /// - Parameter weakened: the weaker forms of the graph that the query is of.
  public static func check(
    claim query: Query, _ weakened: inout WeakerQueries, budget: Budget = Budget()
  ) throws(SolverError) -> (answer: Answer, spent: Spent) {
    guard let weaker = weakened.weaker(query) else {
      return try check(query, in: weakened.graph, budget: budget)
    }
    let first = try check(weaker, in: weakened.graph, budget: budget)
    if first.answer == .unsatisfiable { return first }
    let second = try check(query, in: weakened.graph, budget: budget)
    return (second.answer, first.spent + second.spent)
  }
}
