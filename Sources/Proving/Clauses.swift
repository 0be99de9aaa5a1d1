// SPDX-License-Identifier: GPL-2.0-or-later

import AddressSpace
import Logic
import Specification

/// A clause as a solver is asked about it: where it speaks of pages, a page at a time, which is many
/// times faster.
struct ClauseClaims {
  let clause: any Clause.Type

  /// All clauses.
  static let all: [ClauseClaims] = Contract.clauses.map { ClauseClaims(clause: $0) }

  var id: String { clause.id }

  /// It speaks of the words that a call which succeeds leaves behind.
  var isOnOutputs: Bool {
    clause is any PageClause.Type && !["C5", "C24"].contains(id)
  }

  /// What breaks the clause in a run: a condition for each page where the clause is one on pages.
  func violations(_ run: Run<Symbolic>) -> [(name: String, violated: Symbolic.Bit)] {
    guard let clause = clause as? any PageClause.Type else {
      return [("call", clause.violated(by: run))]
    }
    func speaks<C: PageClause>(_ clause: C.Type) -> Symbolic.Bit { C.speaks(of: run) }
    let speaks = speaks(clause)
    return violations(run, at: 0..<run.count).map { ("page \($0.page)", speaks .& $0.violated) }
  }

  /// What breaks a clause on pages at some of them, whatever the call answers.
  func violations(
    _ run: Run<Symbolic>, at pages: Range<Int>
  ) -> [(page: Int, violated: Symbolic.Bit)] {
    func at<C: PageClause>(_ clause: C.Type) -> [(page: Int, violated: Symbolic.Bit)] {
      if C.speaks(of: run).constant == false { return [] }
      return pages.map { ($0, C.violated(by: run, at: $0)) }
    }
    guard let clause = clause as? any PageClause.Type else { return [] }
    return at(clause)
  }

  func isViolated(by run: Run<Symbolic>) -> Symbolic.Bit { clause.violated(by: run) }

  func exercised(_ run: Run<Symbolic>) -> Symbolic.Bit { clause.exercised(by: run) }
}
