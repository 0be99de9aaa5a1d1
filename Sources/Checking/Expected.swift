// SPDX-License-Identifier: GPL-2.0-or-later

/// What `--expect` names: clauses that are known to break, obligations that are known to fail.
public struct Expected: Equatable, Sendable {
  public var known: Set<String>
  /// What a thing does that is found, and what one does not that is known: `is broken`.
  public var verb: String
  public var negated: String
  /// All that is known must be found; not so for one of several combinations.
  public var isWhole: Bool

  public init(known: Set<String>, verb: String, negated: String, isWhole: Bool = true) {
    self.known = known
    self.verb = verb
    self.negated = negated
    self.isWhole = isWhole
  }

  /// Clauses.
  public init(clauses: Set<String>) {
    self.init(known: clauses, verb: "is broken", negated: "is not broken")
  }

  /// A line for each thing that was found and is not known.
  public func unexpected(_ found: Set<String>) -> [String] {
    found.subtracting(known).sorted().map { "\($0) \(verb), which --expect does not name" }
  }

  /// A line for each thing that is known and was not found.
  public func missing(_ found: Set<String>) -> [String] {
    isWhole
      ? known.subtracting(found).sorted().map { "\($0) \(negated), which --expect names" } : []
  }
}
