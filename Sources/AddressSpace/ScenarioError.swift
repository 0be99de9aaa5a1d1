// SPDX-License-Identifier: GPL-2.0-or-later

/// Why a scenario is refused: the first rule that it breaks.
public struct ScenarioError: Error, Equatable, Sendable, CustomStringConvertible {
  /// The offending field, as in files: `vmas[1].end`, `ptes[3]`, `events[0].kind`.
  public var path: String
  /// What is wrong, and what would be right; one line.
  public var message: String

  public init(path: String, message: String) {
    self.path = path
    self.message = message
  }

  public var description: String { "\(path): \(message)" }

  /// Throws unless `condition` holds. The texts are made only then: validation runs once for each
  /// candidate of the shrinker.
  @inline(__always)
  static func require(
    _ condition: Bool, _ path: @autoclosure () -> String, _ message: @autoclosure () -> String
  ) throws(ScenarioError) {
    if !condition { throw ScenarioError(path: path(), message: message()) }
  }

  /// Throws unless `value` lies in `range`.
  @inline(__always)
  static func require(
    _ value: Int, in range: ClosedRange<Int>, _ path: @autoclosure () -> String
  ) throws(ScenarioError) {
    try require(
      range.contains(value), path(), "\(value); must be \(range.lowerBound) to \(range.upperBound)")
  }
}
