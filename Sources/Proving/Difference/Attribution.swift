// SPDX-License-Identifier: GPL-2.0-or-later

import AddressSpace
import RangeFault

/// What a difference belongs to, as found by trying: changes that, made in the older revision, make
/// it go away.
public struct Attribution: Equatable, Hashable, Sendable {
  /// Each of these alone.
  public var alternatives: [Change] = []
  /// These only together; empty where one alone does.
  public var together: [Change] = []
  /// ``together`` does so only on top of all that earlier differences of this kind belong to.
  public var isOnTop = false

  public init(alternatives: [Change] = [], together: [Change] = [], isOnTop: Bool = false) {
    self.alternatives = alternatives
    self.together = together
    self.isOnTop = isOnTop
  }

  public var changes: [Change] { alternatives + together }

  /// What is made in the older revision before the search goes on: one that is enough.
  var blocked: [Change] { alternatives.prefix(1) + together }
}

extension DifferenceTrial {
  /// What the difference of the latest scenario belongs to.
  ///
  /// - Parameters:
  ///   - blocked: changes that earlier differences belong to, after which this one is still there.
  /// - Returns: at least one change that is not blocked: with all changes made there is no
  ///   difference.
  mutating func attribution(
    _ scenario: Scenario, _ kind: DifferenceKind, blocked: [Change]
  ) -> Attribution {
    let single = singleChanges(scenario, kind, blocked: blocked)
    if !single.isEmpty { return Attribution(alternatives: single) }
    let fewest = smallest(of: pair.changes, on: [], scenario, kind)
    if fewest.contains(where: { !blocked.contains($0) }) { return Attribution(together: fewest) }
    let open = pair.changes.filter { !blocked.contains($0) }
    return Attribution(together: smallest(of: open, on: blocked, scenario, kind), isOnTop: true)
  }

  /// The changes, but blocked ones, that alone make the difference go away.
  mutating func singleChanges(
    _ scenario: Scenario, _ kind: DifferenceKind, blocked: [Change]
  ) -> [Change] {
    var single: [Change] = []
    for change in pair.changes where !blocked.contains(change) {
      if !differ(in: kind, after: [change], scenario) { single.append(change) }
    }
    return single
  }

  /// A part of `changes`, none of which can be left out, that makes the difference go away on top of
  /// others; two of them where two are enough.
  private mutating func smallest(
    of changes: [Change], on others: [Change], _ scenario: Scenario, _ kind: DifferenceKind
  ) -> [Change] {
    for (number, change) in changes.enumerated() {
      for second in changes[(number + 1)...] {
        let two = [change, second]
        if !differ(in: kind, after: others + two, scenario) { return two }
      }
    }
    var needed = changes
    for change in changes {
      let fewer = needed.filter { $0 != change }
      if !differ(in: kind, after: others + fewer, scenario) { needed = fewer }
    }
    return needed
  }
}
