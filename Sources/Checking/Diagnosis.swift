// SPDX-License-Identifier: GPL-2.0-or-later

import AddressSpace
import Logic
import RangeFault
import Specification

/// Tries fixes out: which of them make a violation go away.
public struct Diagnosis {
  public let revision: Revision
  /// What the revision does not have, in the order of the catalogue.
  public let missing: [Fix]
  private var walk: Walk<Concrete>
  /// The text of a kernel that loads entries in other numbers than the revision does.
  private var text: Runnable?
  private var port: Runnable

  public init(revision: Revision) { self.init(.revision(revision)) }

  public init(_ target: Target) {
    revision = target.revision
    missing = FixSet.all.subtracting(revision.fixes).fixes
    walk = Walk(revision: revision)
    port = Runnable(.revision(revision))
    if target.kernel != nil {
      var subject = Runnable(target)
      if Moments.differ(&subject, port: &port, Profile(target)) { text = subject }
    }
  }

  /// The scenario as it is for the revision: with its events at the moments at which they are for
  /// the text.
  private mutating func placed(_ scenario: Scenario) -> Scenario {
    guard var text, !scenario.events.isEmpty else { return scenario }
    let moved = Moments.moved(scenario, from: &text, to: &port)
    self.text = text
    return moved
  }

  /// The clauses that a scenario breaks with `fixes` added to the revision.
  private mutating func violated(_ scenario: Scenario, with fixes: FixSet) -> ClauseSet {
    walk.revision.fixes = revision.fixes.union(fixes)
    return walk.run(scenario).violated
  }

  /// For each clause of `clauses`, the fixes that alone make its violation go away.
  public mutating func singleFixes(
    _ scenario: Scenario, _ clauses: ClauseSet
  ) -> [(clause: Int, fixes: FixSet)] {
    fixes(placed(scenario), clauses)
  }

  private mutating func fixes(
    _ scenario: Scenario, _ clauses: ClauseSet
  ) -> [(clause: Int, fixes: FixSet)] {
    var mends = clauses.indices.map { (clause: $0, fixes: FixSet(rawValue: 0)) }
    // What only the text of a kernel breaks, no fix of the revision is known to mend.
    let broken = violated(scenario, with: FixSet(rawValue: 0))
    for fix in missing {
      let left = violated(scenario, with: [fix])
      for index in mends.indices
      where broken.contains(mends[index].clause) && !left.contains(mends[index].clause) {
        mends[index].fixes = mends[index].fixes.union([fix])
      }
    }
    return mends
  }

  /// The fixes that alone make the violation of one clause go away.
  public mutating func singleFixes(_ scenario: Scenario, clause: Int) -> FixSet {
    fixes(placed(scenario), clause: clause)
  }

  private mutating func fixes(_ scenario: Scenario, clause: Int) -> FixSet {
    var only = ClauseSet()
    only.insert(clause)
    return fixes(scenario, only)[0].fixes
  }

  /// What makes a violation of `clause` go away.
  ///
  /// History comes first: what kernels did about it, one fix or several together, and only where
  /// that does not help what is proposed.
  public mutating func remedy(_ scenario: Scenario, _ clause: Int) -> Remedy {
    let scenario = placed(scenario)
    let single = fixes(scenario, clause: clause)
    let historic = single.subtracting(Revision.proposed)
    if historic.rawValue != 0 { return Remedy(alternatives: historic.fixes, together: []) }
    let history = FixSet(missing).subtracting(Revision.proposed)
    if let together = together(scenario, clause, history) {
      return Remedy(alternatives: [], together: together)
    }
    if single.rawValue != 0 { return Remedy(alternatives: single.fixes, together: []) }
    return Remedy(alternatives: [], together: together(scenario, clause, FixSet(missing)) ?? [])
  }

  /// A smallest part of `fixes` that mends the violation; nil where all of them do not.
  private mutating func together(
    _ scenario: Scenario, _ clause: Int, _ fixes: FixSet
  ) -> [Fix]? {
    var needed = fixes
    if violated(scenario, with: needed).contains(clause) { return nil }
    for fix in fixes.fixes {
      let fewer = needed.subtracting([fix])
      if !violated(scenario, with: fewer).contains(clause) { needed = fewer }
    }
    return needed.fixes
  }
}

/// What makes a violation go away, as found by trying.
public struct Remedy: Equatable, Hashable, Sendable {
  /// Each of these alone.
  public var alternatives: [Fix]
  /// These only together; empty where one alone does, and where nothing known does.
  public var together: [Fix]

  public init(alternatives: [Fix], together: [Fix]) {
    self.alternatives = alternatives
    self.together = together
  }

  public var fixes: [Fix] { alternatives + together }
}
