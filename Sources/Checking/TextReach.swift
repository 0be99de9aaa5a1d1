// SPDX-License-Identifier: GPL-2.0-or-later

import AddressSpace
import KernelSource

/// What a solver says of the places of a text that random scenarios did not come by.
public struct TextReach: Sendable {
  /// Places that a scenario of the solver's comes by.
  public var found: [(place: TextPlace, scenario: Scenario)] = []
  /// No call that is judged comes by them within ``bounds``.
  public var unreachable: [TextPlace] = []
  /// Places of which nothing is known, and why.
  public var open: [(place: TextPlace, reason: String)] = []
  /// Places of functions that no call that is judged can come to, whatever the bounds.
  public var uncalled: [TextPlace] = []
  /// What was searched: `1 page, 4 restarts, 1 open outcome`.
  public var bounds: [String] = []
  /// The entry points of the calls that were searched.
  public var entries: [String] = []
  /// Where the solver and the run disagree, in words: a fault of hmmcheck.
  public var disagreements: [String] = []

  public init() {}

  /// The scenarios that were found, each once.
  public var scenarios: [Scenario] {
    found.reduce(into: []) { scenarios, found in
      if !scenarios.contains(found.scenario) { scenarios.append(found.scenario) }
    }
  }
}
