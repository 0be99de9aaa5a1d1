// SPDX-License-Identifier: GPL-2.0-or-later

/// A step of one actor, as a number that means something in the model that made it. It is never
/// stored: files name actor and step (``StepName``).
public struct Step: Hashable, Sendable {
  public var actor: UInt8
  /// What is done, in the actor's own numbers.
  public var code: UInt8
  public var page: UInt8
  public var choice: UInt8

  @inlinable @inline(__always)
  public init(actor: Int, code: UInt8, page: Int = 0, choice: UInt8 = 0) {
    self.actor = UInt8(truncatingIfNeeded: actor)
    self.code = code
    self.page = UInt8(truncatingIfNeeded: page)
    self.choice = choice
  }
}

/// A step as files and reports name it.
public struct StepName: Hashable, Sendable {
  public var actor: String
  public var step: String

  public init(actor: String, step: String) {
    self.actor = actor
    self.step = step
  }
}

/// What can be explored: states, and the steps from each.
public protocol ProtocolModel: Sendable {
  /// The states in which it begins, without repetition.
  var roots: [PackedState] { get }
  /// The actors' names, in the order of their columns.
  var actors: [String] { get }
  /// The properties that it can break.
  var properties: [Property] { get }

  /// Makes every step that can be made, each on a copy of `state`.
  ///
  /// - Parameters:
  ///   - onlyLocal: Asks for a reduction: where an actor can make a step that commutes with all that
  ///     others may do before it, and that no property sees, that step alone.
  ///   - body: Is given the step, the state behind it, and the properties that it breaks.
  /// - Returns: How many of the steps somebody has to make some day: the others are choices of actors
  ///   that may as well do nothing for ever.
  func expand(
    _ state: PackedState, onlyLocal: Bool, _ body: (Step, PackedState, UInt64) -> Void
  ) -> Int

  /// Whether it is the choice of an actor that may as well do nothing for ever.
  func isOptional(_ step: Step) -> Bool

  /// Whether every actor is done, or may stay as it is for ever.
  func isFinished(_ state: PackedState) -> Bool

  func name(_ step: Step, in state: PackedState) -> StepName

  /// The thread that makes a step: the place of its name among ``actors``.
  func thread(of step: Step) -> Int

  /// What is shown beside a schedule, and how wide that is at most.
  var watched: [(title: String, width: Int)] { get }

  /// What stands there in a state, one for each of ``watched``.
  func watch(_ state: PackedState) -> [String]
}
