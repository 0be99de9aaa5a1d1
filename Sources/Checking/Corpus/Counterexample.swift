// SPDX-License-Identifier: GPL-2.0-or-later

import AddressSpace

/// A scenario in which a revision breaks a clause, and what is known of it.
///
/// The names of clauses, revisions and fixes are plain text here. Whether there are such is checked
/// where they are looked up.
public struct Counterexample: Equatable, Sendable {
  /// The revision that was run.
  public struct Subject: Equatable, Sendable {
    public var revision: String
    /// The ids of the fixes that were taken out of it.
    public var without: [String]

    public init(revision: String, without: [String] = []) {
      self.revision = revision
      self.without = without
    }
  }

  /// Where the scenario comes from.
  public struct Provenance: Equatable, Sendable {
    /// The seed that the generator made it from, before it was shrunk; nil where there was none.
    public var seed: UInt64?
    /// The version of the generator; 0: it was written by hand, or by a solver.
    public var generator: Int

    public init(seed: UInt64? = nil, generator: Int = 0) {
      self.seed = seed
      self.generator = generator
    }
  }

  /// That there is no smaller case, as a solver has proved it.
  public struct Minimality: Equatable, Sendable {
    /// What was searched for a smaller case, in words.
    public var bound: String
    /// The fields of the scenario that do not matter: the clause stays violated whatever one of them
    /// is, all others being as they are. Paths as in messages: `requests[0]`.
    public var free: [String]
    /// No other case within the bound is as small.
    public var unique: Bool

    public init(bound: String, free: [String] = [], unique: Bool) {
      self.bound = bound
      self.free = free
      self.unique = unique
    }
  }

  /// Lower-case words joined by hyphens; the file is called so, with `.json`.
  public var name: String
  /// What goes wrong, in one line.
  public var title: String
  /// The violated clause: `C6`.
  public var clause: String
  public var subject: Subject
  /// The revisions that violate the clause as they are.
  public var violates: [String]
  /// The revisions in which it holds.
  public var holds: [String]
  /// The ids of the fixes that make the difference.
  public var fixedBy: [String]
  public var provenance: Provenance
  /// Anything else that a reader should know; may have several lines.
  public var note: String?
  /// Nil where a smaller case may exist.
  public var minimality: Minimality?
  public var scenario: Scenario

  public init(
    name: String, title: String, clause: String, subject: Subject, violates: [String] = [],
    holds: [String] = [], fixedBy: [String] = [], provenance: Provenance = Provenance(),
    note: String? = nil, minimality: Minimality? = nil, scenario: Scenario
  ) {
    self.name = name
    self.title = title
    self.clause = clause
    self.subject = subject
    self.violates = violates
    self.holds = holds
    self.fixedBy = fixedBy
    self.provenance = provenance
    self.note = note
    self.minimality = minimality
    self.scenario = scenario
  }
}
