// SPDX-License-Identifier: GPL-2.0-or-later

/// An obligation: a row of the table.
public struct ProofRow: Codable, Equatable, Sendable {
  /// The groups of obligations, in the order of the table.
  public enum Group: String, CaseIterable, Codable, Sendable {
    case decisions, entries, witness, frame, text, base, progress, invariant, groups, induction,
      bounded

    /// Its rows are steps of an induction: they rest on the invariant, and on each other.
    public var isInductive: Bool {
      [.witness, .frame, .text, .progress, .groups, .induction].contains(self)
    }
  }

  /// `witness.C6`.
  public var id: String
  public var group: Group
  /// The clause that it is about; nil where it is about something else.
  public var clause: String?
  /// What is proved.
  public var statement: String
  /// For what: `any length, any restarts`, `3 pages, 4 restarts`.
  public var bound: String
  /// Why nothing is asked; nil where something is.
  public var exemption: String?

  /// Whether `name` means it: its id or the beginning of it, up to a point, or its clause.
  public func isNamed(_ name: String) -> Bool {
    name == clause || id == name || id.hasPrefix(name + ".")
  }

  init(
    _ group: Group, _ name: String, clause: String? = nil, _ statement: String, bound: String,
    exemption: String? = nil
  ) {
    id = "\(group.rawValue).\(name)"
    self.group = group
    self.clause = clause
    self.statement = statement
    self.bound = bound
    self.exemption = exemption
  }
}
