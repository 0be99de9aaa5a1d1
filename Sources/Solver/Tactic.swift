// SPDX-License-Identifier: GPL-2.0-or-later

/// The steps by which Z3 decides a query, by Z3's names, in order. The last one must decide.
public struct Tactic: Equatable, Sendable, ExpressibleByArrayLiteral, CustomStringConvertible {
  public var steps: [String]

  public init(steps: [String]) {
    precondition(!steps.isEmpty, "a tactic has at least one step")
    self.steps = steps
  }

  public init(arrayLiteral steps: String...) { self.init(steps: steps) }

  public var description: String { steps.joined(separator: "; ") }

  /// Simplify, turn vectors into bits, and search: queries are over bit vectors and nothing else.
  public static let standard: Tactic = [
    "simplify", "propagate-values", "solve-eqs", "bit-blast", "sat",
  ]
}
