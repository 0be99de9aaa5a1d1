// SPDX-License-Identifier: GPL-2.0-or-later

import AddressSpace

/// What a file holds: a counterexample, or a scenario that claims nothing.
public enum CaseFile: Equatable, Sendable {
  case counterexample(Counterexample)
  case scenario(Scenario)

  /// The scenario to run, whichever it is.
  public var scenario: Scenario {
    switch self {
    case .counterexample(let counterexample): counterexample.scenario
    case .scenario(let scenario): scenario
    }
  }
}
