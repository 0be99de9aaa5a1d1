// SPDX-License-Identifier: GPL-2.0-or-later

import AddressSpace
import Logic
import RangeFault
import Specification

/// Makes a violating scenario as small as it can be, in the order of ``Measure``.
///
/// Each pass proposes candidates; a candidate is taken where it is a valid scenario that the
/// revision could be given, still breaks the same clause, still for the same reason, and is
/// smaller. The passes are repeated until none of them finds anything: a fixpoint of all together.
public struct Shrinker {
  /// Runs a case twice, and says if the two differ: nothing in a run may depend on anything else
  /// than the scenario.
  public struct Unstable: Error, CustomStringConvertible {
    public var description: String
  }

  private let target: Target
  private let clause: Int
  /// The fixes that alone make the violation go away. Candidates may lose some of them, since that
  /// tells more of the cause, but never all, and never gain one: that would be another defect.
  private var remedies: FixSet
  private var walk: Runnable
  private var diagnosis: Diagnosis

  public private(set) var scenario: Scenario
  private var measure: Measure
  /// Candidates run.
  public private(set) var tries = 0

  public init(_ scenario: Scenario, clause: Int, revision: Revision) throws(Unstable) {
    try self.init(scenario, clause: clause, target: .revision(revision))
  }

  /// - Throws: ``Unstable`` where the scenario does not break the clause, or not every time.
  public init(
    _ scenario: Scenario, clause: Int, target: Target
  ) throws(Unstable) {
    self.target = target
    self.clause = clause
    self.scenario = scenario
    walk = Runnable(target)
    diagnosis = Diagnosis(target)
    remedies = diagnosis.singleFixes(scenario, clause: clause)
    let first = walk.run(scenario)
    let second = walk.run(scenario)
    measure = Measure(scenario, walks: first.walks)
    guard first == second, first.violated.contains(clause) else {
      throw Unstable(
        description: "a case that broke \(Contract.clauses[clause].id) did not do so again")
    }
  }

  /// Shrinks to the fixpoint.
  public mutating func shrink() {
    cutBehindViolation()
    var before: Scenario
    repeat {
      before = scenario
      for pass in Shrinker.passes { pass(&self) }
    } while scenario != before
  }

  /// Runs what came out on a walk that has run nothing before.
  ///
  /// - Throws: ``Unstable`` where it does not break the clause there.
  public func confirm() throws(Unstable) {
    var fresh = Runnable(target)
    guard fresh.run(scenario).violated.contains(clause) else {
      throw Unstable(
        description: "a shrunk case broke \(Contract.clauses[clause].id) on a used walk only")
    }
  }

  /// The passes, those with the largest steps first.
  private static let passes: [@Sendable (inout Shrinker) -> Void] = [
    { $0.shrinkPages() }, { $0.shrinkPasses() }, { $0.shrinkScript() },
    { $0.shrinkEventsToEntries() }, { $0.shrinkVMAs() },
    { $0.shrinkTables() }, { $0.shrinkRequests() }, { $0.shrinkSwitches() }, { $0.shrinkEvents() },
    { $0.shrinkUnlocked() },
  ]

  /// Takes a candidate where it is smaller and shows the same.
  @discardableResult
  mutating func consider(_ change: (inout Scenario) -> Void) -> Bool {
    var candidate = scenario
    change(&candidate)
    if candidate == scenario || !candidate.isValid || target.revision.refusal(candidate) != nil {
      return false
    }
    tries += 1
    let verdict = walk.run(candidate)
    guard verdict.violated.contains(clause), !verdict.undetermined else { return false }
    let size = Measure(candidate, walks: verdict.walks)
    guard size < measure else { return false }
    let mends = diagnosis.singleFixes(candidate, clause: clause)
    if mends.subtracting(remedies).rawValue != 0 { return false }
    if mends.rawValue == 0 && remedies.rawValue != 0 { return false }
    remedies = mends
    scenario = candidate
    measure = size
    return true
  }

  /// What happens after the violation cannot matter to it.
  private mutating func cutBehindViolation() {
    let verdict = walk.run(scenario)
    consider { $0.passes = max(verdict.violatingPass, 1) }
    let shorter = walk.run(scenario)
    consider { candidate in candidate.events.removeAll { $0.at > shorter.loads } }
    consider { candidate in
      candidate.faults.removeLast(max(candidate.faults.count - shorter.faults, 0))
    }
  }
}

extension Scenario {
  /// Whether the scenario is one that can be run.
  public var isValid: Bool {
    do { try validate() } catch { return false }
    return true
  }
}
