// SPDX-License-Identifier: GPL-2.0-or-later

import AddressSpace
import Checking
import Logic
import RangeFault
import Specification

/// What a case shows, and a smaller one must show as well: a subject breaks a clause, the same fixes
/// mend it, and nothing but the same other clauses with it, and the same revisions break it.
struct Symptom {
  let subject: Revision
  /// The clause's index in ``Contract/clauses``.
  let clause: Int
  /// The subject with the fixes that mend it; where nothing known does, with all that it lacks. Nil
  /// where the case names no fix though there is one.
  let other: Revision?
  /// Whether the other breaks the clause too: then the violation is of no known defect.
  let otherBreaks: Bool
  /// The clauses that the subject breaks and the fixes mend; nil where the case names no fix.
  private(set) var mends: ClauseSet?
  /// The revisions that break the clause as they are.
  let breaking: [Revision]

  /// The subject, with those kinds of entries only that all of ``breaking`` have too.
  var searched: Revision {
    var searched = subject
    searched.kinds = breaking.reduce(subject.kinds) { $0.intersection($1.kinds) }
    return searched
  }

  /// - Throws: ``ProvingError`` where the case does not do what it says.
  init(_ found: Counterexample) throws {
    let names = found.subject
    guard let revision = Revision.named(names.revision),
      let clause = Contract.clauses.firstIndex(where: { $0.id == found.clause })
    else { throw ProvingError("\(found.name): an unknown revision or clause") }
    subject = revision.without(FixSet(names.without.compactMap { Fix(id: $0) }))
    self.clause = clause
    breaking = found.violates.compactMap { Revision.named($0) }
    let mending = FixSet(found.fixedBy.compactMap { Fix(id: $0) })
    let namesFix = mending.rawValue != 0
    var other = subject
    other.fixes = other.fixes.union(namesFix ? mending : .all)
    var walk = Walk<Concrete>(revision: other)
    let breaks = walk.run(found.scenario).violated.contains(clause)
    self.other = namesFix || breaks ? other : nil
    otherBreaks = !namesFix
    if namesFix { mends = mended(found.scenario) }
    // Where the fixes do not mend the clause itself, the file is wrong.
    if mends?.contains(clause) == false || !isShown(by: found.scenario) {
      throw ProvingError("\(found.name): does not break \(found.clause) as the file says")
    }
  }

  var claims: ClauseClaims { ClauseClaims.all[clause] }

  /// Whether a scenario shows it when it is run.
  func isShown(by scenario: Scenario) -> Bool {
    scenario.isValid && isOfSubject(scenario)
      && breaking.indices.allSatisfy { isBroken(scenario, byRevision: $0) }
  }

  /// Whether the subject breaks the clause, and the fixes mend what they should.
  func isOfSubject(_ scenario: Scenario) -> Bool {
    if subject.refusal(scenario) != nil { return false }
    var walk = Walk<Concrete>(revision: subject)
    let verdict = walk.run(scenario)
    if !verdict.violated.contains(clause) || verdict.undetermined { return false }
    if let mends { return mended(scenario) == mends }
    guard let other else { return true }
    var walkOfOther = Walk<Concrete>(revision: other)
    return walkOfOther.run(scenario).violated.contains(clause) == otherBreaks
  }

  /// Whether one of ``breaking`` does so.
  func isBroken(_ scenario: Scenario, byRevision index: Int) -> Bool {
    if breaking[index].refusal(scenario) != nil { return false }
    var walk = Walk<Concrete>(revision: breaking[index])
    return walk.run(scenario).violated.contains(clause)
  }

  /// The clauses that the subject breaks and the other does not.
  func mended(_ scenario: Scenario) -> ClauseSet {
    var broken = Walk<Concrete>(revision: subject)
    var kept = Walk<Concrete>(revision: other ?? subject)
    return broken.run(scenario).violated.subtracting(kept.run(scenario).violated)
  }

  /// The measure of a scenario on the subject.
  func measure(_ scenario: Scenario) -> Measure {
    var walk = Walk<Concrete>(revision: subject)
    return Measure(scenario, walks: walk.run(scenario).walks)
  }
}
