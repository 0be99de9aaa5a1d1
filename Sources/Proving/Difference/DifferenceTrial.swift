// SPDX-License-Identifier: GPL-2.0-or-later

import AddressSpace
import Checking
import Logic
import RangeFault

/// Runs scenarios on both revisions of a pair, and on the older one with changes made.
///
/// One call is made, the caller's first.
struct DifferenceTrial {
  let pair: RevisionPair
  private var older: Walk<Concrete>
  private var newer: Walk<Concrete>
  private var changed: Walk<Concrete>
  /// Walks begun by the two calls of the latest ``run(_:)``, the larger number.
  private(set) var walks = 0

  init(_ pair: RevisionPair) {
    self.pair = pair
    older = Walk(revision: pair.older)
    newer = Walk(revision: pair.newer)
    changed = Walk(revision: pair.older)
  }

  /// Runs a scenario on both; the questions below are on the latest one.
  mutating func run(_ scenario: Scenario) {
    older.load(scenario)
    older.call(pass: 1)
    newer.load(scenario)
    newer.call(pass: 1)
    walks = Int(max(older.world.ghost.walks, newer.world.ghost.walks))
  }

  /// Whether the two differ in a kind.
  func differ(in kind: DifferenceKind) -> Bool {
    Comparison(one: older.world, other: newer.world).differ(in: kind)
  }

  /// Whether they still do after changes were made in the older one.
  mutating func differ(
    in kind: DifferenceKind, after changes: some Sequence<Change>, _ scenario: Scenario
  ) -> Bool {
    changed.revision = pair.older(with: changes)
    changed.load(scenario)
    changed.call(pass: 1)
    return Comparison(one: changed.world, other: newer.world).differ(in: kind)
  }
}
