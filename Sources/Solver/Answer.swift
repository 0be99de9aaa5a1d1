// SPDX-License-Identifier: GPL-2.0-or-later

/// What a solver says of a query.
public enum Answer: Equatable, Sendable {
  /// There are no values under which all assertions hold.
  case unsatisfiable
  /// All assertions hold under the model, which has been evaluated.
  case satisfiable(Model)
  /// The solver gave up: a bound was reached, or it was interrupted. This says nothing of the query.
  case unknown(reason: String)
}
