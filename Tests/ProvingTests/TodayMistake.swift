// SPDX-License-Identifier: GPL-2.0-or-later

import Testing

/// A mistake that is made in the text of ``TodayFixture``.
struct TodayMistake: Sendable, CustomTestStringConvertible {
  let name: String
  /// What is replaced in `mm/hmm.c`, for ``TodayFixture/files(_:)``.
  let edits: [(old: String, new: String)]
  /// The clause that it breaks; nil where the text comes to what cannot be understood.
  let clause: String?
  /// Obligations that are false of the text: none of them may be said to be proved.
  let rows: [String]
  let evidence: Evidence

  /// How it is known that the text is wrong.
  enum Evidence: Sendable, Equatable {
    /// A fresh walk breaks the clause, or is undetermined, on the scenario of this seed.
    case seed(UInt64)
    /// The same where a PMD has 512 pages: no range of the small geometry shows it.
    case realSeed(UInt64)
    /// No random scenario shows it, for this reason.
    case argument(String)
  }

  init(
    _ name: String, _ edits: [(old: String, new: String)], breaks clause: String?,
    rows: [String], _ evidence: Evidence
  ) {
    self.name = name
    self.edits = edits
    self.clause = clause
    self.rows = rows
    self.evidence = evidence
  }

  var testDescription: String { name }

  var isSeenAtRandom: Bool {
    if case .argument = evidence { false } else { true }
  }

  /// Whether only a geometry with PMDs of 512 pages shows it.
  var needsRealGeometry: Bool {
    if case .realSeed = evidence { true } else { false }
  }
}
