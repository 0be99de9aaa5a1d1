// SPDX-License-Identifier: GPL-2.0-or-later

import Logic

/// A state, and what was broken on the way to it: what one branch of a step may change.
struct Turn<S: StateStorage>: Mergeable {
  typealias Domain = S.Domain

  var state: S
  /// A ``PropertySet``.
  var broken: S.Domain.Word

  @inline(__always)
  mutating func merge(_ condition: S.Domain.Bit, else other: Turn<S>) {
    state.merge(condition, else: other.state)
    broken.merge(condition, else: other.broken)
  }
}
