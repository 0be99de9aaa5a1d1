// SPDX-License-Identifier: GPL-2.0-or-later

import Logic

/// Numbers of the unknowns, by name, under which all assertions of a query hold.
public struct Model: Equatable, Sendable {
  /// Numbers below 2^width. Unknowns that do not matter are absent: the assertions hold whatever
  /// these are.
  public var values: [String: UInt64]

  public init(values: [String: UInt64] = [:]) { self.values = values }

  /// The number of the unknown called `name`, or nil where it does not matter.
  public subscript(name: String) -> UInt64? { values[name] }

  /// An evaluation of `graph` under the model, with 0 for all unknowns that are absent.
  public func evaluation(of graph: ExpressionGraph) -> Evaluation {
    var assignment = values
    for variable in graph.variables {
      let name = graph.name(of: variable)
      if assignment[name] == nil { assignment[name] = 0 }
    }
    return Evaluation(of: graph, under: assignment)
  }
}
