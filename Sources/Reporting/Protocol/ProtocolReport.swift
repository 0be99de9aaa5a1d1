// SPDX-License-Identifier: GPL-2.0-or-later

import Protocol

/// What an exploration says.
public struct ProtocolReport: Sendable {
  public enum Conclusion: String, Sendable {
    case held, violated, undetermined
  }

  /// What was explored, in a line.
  public var title: String
  public var model: any ProtocolModel
  public var exploration: Exploration
  /// The properties that were asked for.
  public var only: PropertySet

  public init(
    title: String, model: any ProtocolModel, exploration: Exploration, only: PropertySet = .all
  ) {
    self.title = title
    self.model = model
    self.exploration = exploration
    self.only = only
  }

  /// What random schedules found; nil where everything was explored.
  public var random: RandomExploration?

  public init(
    title: String, model: any ProtocolModel, random: RandomExploration, only: PropertySet
  ) {
    self.title = title
    self.model = model
    self.only = only
    self.random = random
    exploration = Exploration(model: model)
    exploration.findings = random.findings
  }

  /// The properties that were broken, of those asked for.
  public var broken: [Property] { exploration.broken.filter(only.contains) }

  /// The properties that can be said to hold, where they are not broken: whether somebody turns for
  /// ever is known only where all was seen.
  public var judged: [Property] {
    exploration.properties.filter { property in
      only.contains(property) && !(property == .progress && exploration.cut == .depth)
    }
  }

  /// What breaks an economy only is shown, and is no violation unless it was asked for. A bound on
  /// the depth is part of the claim; an interruption, a full table or a counter at its end leaves it
  /// open.
  public var conclusion: Conclusion {
    if broken.contains(where: { !$0.isEconomy || only != .all }) { return .violated }
    if exploration.passedBounds { return .undetermined }
    switch exploration.cut {
    case nil, .depth, .found: return .held
    case .states, .interrupted: return .undetermined
    }
  }
}
