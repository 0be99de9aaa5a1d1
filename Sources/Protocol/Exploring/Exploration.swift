// SPDX-License-Identifier: GPL-2.0-or-later

/// What an exploration saw.
public struct Exploration: Sendable {
  /// Why an exploration ended before it had seen everything.
  public enum Cut: String, Sendable {
    case depth, states, interrupted
    /// What was looked for was found.
    case found
  }

  public var states = 0
  public var transitions = 0
  /// The most steps that a state needs.
  public var depth = 0
  /// Nil where everything was seen.
  public var cut: Cut?
  /// The shortest schedule that breaks each property.
  public var findings: [Property: Schedule] = [:]
  public var seconds = 0.0
  /// What the search for circles took behind that.
  public var circleSeconds = 0.0
  /// The bytes of all states and of the table of their places.
  public var bytes = 0
  /// What the model can break.
  public var properties: [Property]

  public init(model: some ProtocolModel) { properties = model.properties }

  /// Whether a counter of the states was at its end, so that something was not looked at.
  public var passedBounds: Bool { findings[.bounds] != nil }

  /// The promises that were broken.
  public var broken: [Property] {
    Property.allCases.filter { findings[$0] != nil && $0 != .bounds }
  }
}

/// Steps from the beginning, the last of which breaks a property; for ``Property/progress``, those
/// to a state in which everybody waits.
public struct Schedule: Sendable {
  public var property: Property
  public var begin: PackedState
  public var steps: [Step]
}
