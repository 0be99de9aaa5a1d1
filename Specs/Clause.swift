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

/// A clause on single pages: a run breaks it where a page of the range does.
public protocol PageClause: Clause {
  /// Whether the run lets the clause speak at all: most do so on success only.
  static func speaks<D: Domain>(of run: Run<D>) -> D.Bit

  /// Whether a page breaks the clause, in a run of which it speaks. Pages: 0 ..< `run.count`.
  static func violated<D: Domain>(by run: Run<D>, at page: Int) -> D.Bit
}

extension PageClause {
  @inlinable
  public static func speaks<D: Domain>(of run: Run<D>) -> D.Bit { run.succeeded }

  @inlinable
  public static func violated<D: Domain>(by run: Run<D>) -> D.Bit {
    let speaks = speaks(of: run)
    if speaks.constant == false { return false }
    return speaks .& run.anyPage { violated(by: run, at: $0) }
  }
}
