// SPDX-License-Identifier: GPL-2.0-or-later

import AddressSpace
import Logic
import RangeFault
import Testing

/// A clause, a run that breaks it, and a near miss: the same run but for one bit, kind or event.
struct ClauseCase: Sendable, CustomTestStringConvertible {
  var clause: String
  /// What the violating run does wrong.
  var what: String
  var revision: Revision
  var before: Suspect.Tampering
  var after: Suspect.Tampering
  var scenario: Scenario
  /// What the violating run breaks besides the clause.
  var also: [String]
  var nearMiss: Scenario
  /// What the near miss breaks, though not the clause.
  var nearBreaks: [String]

  init(
    _ clause: String, _ what: String, by revision: Revision, _ scenario: Scenario,
    before: @escaping Suspect.Tampering = { _ in }, after: @escaping Suspect.Tampering = { _ in },
    also: [String] = [], nearBreaks: [String] = [], near: (inout Scenario) -> Void
  ) {
    self.clause = clause
    self.what = what
    self.revision = revision
    self.before = before
    self.after = after
    self.scenario = scenario
    self.also = also
    self.nearBreaks = nearBreaks
    nearMiss = scenario.with(near)
  }

  /// Every clause that the violating run breaks, in the order of the contract.
  var breaks: [String] {
    (also + [clause]).sorted { (Int($0.dropFirst()) ?? 0) < (Int($1.dropFirst()) ?? 0) }
  }

  var suspect: Suspect { Suspect(revision, before: before, after: after) }

  var testDescription: String { "\(clause): \(what)" }
}

extension Revision {
  /// The conforming walk with the defects that some fixes repaired.
  static func lacking(_ fixes: FixSet) -> Revision { .conforming.without(fixes) }
}

extension World<Concrete> {
  /// Tampers with the answer.
  mutating func answer(_ code: Errno) { result = UInt32(code.rawValue) }
}
