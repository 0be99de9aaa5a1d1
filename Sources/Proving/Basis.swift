// SPDX-License-Identifier: GPL-2.0-or-later

import AddressSpace
import KernelWalk
import Logic
import RangeFault

/// What the inductive rows of one run take for granted: the largest set of conjuncts of the invariant
/// that keep each other on the target, and what is known of a text's own memory.
///
/// A run begins with all of them, and takes out what turns out not to be kept (``Prover``).
public struct Basis: Codable, Hashable, Sendable {
  /// Conjuncts that are not assumed, by ``Conjunct/name``.
  public var dropped: Set<String> = []
  /// Facts of the text's cells that are weaker than ``TextFact/keepsFirst``.
  public var facts: [String: TextFact] = [:]

  public init() {}

  func assumes(_ conjunct: Conjunct) -> Bool { !dropped.contains(conjunct.name) }
}

/// A part of the invariant that is assumed or dropped as a whole.
enum Conjunct: Hashable, Sendable {
  /// All of ``Invariant`` but what it says of clauses.
  case invariant(Invariant)
  /// Outputs below the cursor do not break a clause.
  case outputs(ClauseID)
  /// Nothing that breaks a clause was noted down by ``Ghost`` since the call began.
  case noted(ClauseID)

  typealias ClauseID = String

  static let all: [Conjunct] =
    Invariant.allCases.map { .invariant($0) }
    + ClauseClaims.all.filter(\.isOnOutputs).map { .outputs($0.id) }
    + noted.map { .noted($0.clause) }

  typealias Note = WritableKeyPath<Ghost<Symbolic>, Symbolic.Bit> & Sendable

  /// What ``Ghost`` only notes down, so that nothing but its clause depends on it.
  static let noted: [(clause: ClauseID, notes: [Note])] = [
    ("C15", [\.lostRequest, \.skippedEntry]), ("C19", [\.unlockedAccess]), ("C23", [\.stalled]),
    ("C26", [\.sleptWithLock, \.unbalanced]), ("C27", [\.uninitialised]),
  ]

  /// Those that the state of a window has by the way it is made, and that cannot be dropped from it:
  /// nothing is locked, and what is below the cursor was stored.
  static let writtenIntoWindows: [Conjunct] = [.invariant(.clean), .invariant(.outputsRight)]

  /// `requests-kept`, `outputs-right.C6`, `clean.C26`.
  var name: String {
    switch self {
    case .invariant(let invariant): invariant.rawValue
    case .outputs(let clause): "\(Invariant.outputsRight.rawValue).\(clause)"
    case .noted(let clause): "\(Invariant.clean.rawValue).\(clause)"
    }
  }

  /// The rows that prove it: that a round keeps it, and that it holds when a call begins.
  var rows: [String] {
    switch self {
    case .invariant(let invariant):
      ["witness.\(invariant.rawValue)", "base.\(invariant.rawValue)"]
    case .outputs(let clause): ["witness.\(clause)", "base.\(Invariant.outputsRight.rawValue)"]
    case .noted(let clause): ["witness.\(clause)", "base.\(Invariant.clean.rawValue)"]
    }
  }
}
