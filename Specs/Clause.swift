// SPDX-License-Identifier: GPL-2.0-or-later

import AddressSpace
import Logic

/// A clause of the contract of hmm_range_fault: one thing that it promises.
///
/// A clause is a function from a run to "violated". It knows what the caller asked, what the world
/// was and became, and what came out; it does not know how a walk goes about its work.
public protocol Clause: SendableMetatype {
  /// `C6`.
  static var id: String { get }
  static var statement: String { get }
  /// Where the kernel says so.
  static var source: String { get }
  static var weight: Weight { get }

  /// Whether the run breaks the clause.
  static func violated<D: Domain>(by run: Run<D>) -> D.Bit

  /// Whether the clause had something to say about the run: it could have been broken.
  static func exercised<D: Domain>(by run: Run<D>) -> D.Bit
}

/// How much a clause weighs.
public enum Weight: String, Sendable {
  /// Documented: breaking it is a violation.
  case promise
  /// What a careful reader expects, though nobody promised it: breaking it is a note.
  case economy
}

extension Clause {
  public static var weight: Weight { .promise }
}
