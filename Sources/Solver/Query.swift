// SPDX-License-Identifier: GPL-2.0-or-later

import Logic

/// One question: are there values of the unknowns for which all assertions hold?
public struct Query: Sendable {
  /// What the question is about, for messages and for files.
  public var name: String
  /// Conditions of one graph; none is a question that holds.
  public var assertions: [Symbolic.Bit]

  public init(name: String, assertions: [Symbolic.Bit]) {
    self.name = name
    self.assertions = assertions
  }

  /// Whether an assertion is known to be false, so that no values can satisfy the query.
  var isTriviallyFalse: Bool { assertions.contains { $0.constant == false } }

  /// The nodes of the assertions that are not known.
  func roots(in graph: ExpressionGraph) -> [NodeID] {
    assertions.filter { $0.constant == nil }.map { $0.node(in: graph) }
  }
}
