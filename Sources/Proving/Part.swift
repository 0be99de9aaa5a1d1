// SPDX-License-Identifier: GPL-2.0-or-later

import Logic

/// A piece of work for one worker: a graph, and the questions that are asked of it.
public struct Part: Sendable {
  /// `witness vvvv from 0, cursor 2`.
  public var id: String
  /// The rows that it has questions for.
  public var rows: [String]
  /// Builds the questions of some rows.
  public var pose: @Sendable (ExpressionGraph, _ rows: Set<String>) -> [Question]

  init(
    _ id: String, rows: [String],
    pose: @escaping @Sendable (ExpressionGraph, _ rows: Set<String>) -> [Question]
  ) {
    self.id = id
    self.rows = rows
    self.pose = pose
  }
}
