// SPDX-License-Identifier: GPL-2.0-or-later

import Logic

/// Queries as text in SMT-LIB 2.6, logic QF_BV, for any solver.
///
/// A node of 1 bit is a `Bool` and a wider one a vector. Each node that is no constant and no
/// unknown has a name of its own, so that nothing nests however deep the graph is.
public enum SMTLIB {
  /// `query`, whose assertions are of `graph`, with the command that decides it.
  public static func text(of query: Query, in graph: ExpressionGraph) -> String {
    var text = Text(graph: graph)
    text.append(comment: query.name)
    text.append("(set-logic QF_BV)\n")
    for id in graph.cone(of: query.roots(in: graph)) { text.append(node: id) }
    for assertion in query.assertions {
      text.append("(assert ")
      text.append(operand: assertion.node(in: graph))
      text.append(")\n")
    }
    text.append("(check-sat)\n")
    return String(decoding: text.bytes, as: UTF8.self)
  }
}
