// SPDX-License-Identifier: GPL-2.0-or-later

import Protocol

/// What an exploration of a scene says.
public struct ProtocolReport: Sendable {
  public enum Conclusion: Sendable {
    case held, violated, undetermined
  }

  public var model: DriverModel
  public var exploration: Exploration

  public init(model: DriverModel, exploration: Exploration) {
    self.model = model
    self.exploration = exploration
  }

  /// What breaks an economy only is shown, and is no violation. A bound on the depth is part of the
  /// claim; an interruption, a full table or a counter at its end leaves it open.
  public var conclusion: Conclusion {
    if exploration.broken.contains(where: { !$0.isEconomy }) { return .violated }
    if exploration.passedBounds { return .undetermined }
    switch exploration.cut {
    case nil, .depth, .found: return .held
    case .states, .interrupted: return .undetermined
    }
  }
}
