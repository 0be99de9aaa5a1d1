// SPDX-License-Identifier: GPL-2.0-or-later

import Logic

/// A piece of work for one worker: a graph, and the questions that are asked of it.
public struct Part: Sendable {
  /// `witness vvvv from 0, cursor 2`.
  public var id: String
  /// The rows that it has questions for.
  public var rows: [String]
  /// How long it is likely to take, seen from others: the heaviest are asked first, so that no worker
  /// is left with one of them in the end.
  public var weight: Int
  /// Builds the questions of some rows.
  public var pose: @Sendable (ExpressionGraph, _ rows: Set<String>) -> [Question]

  init(
    _ id: String, rows: [String], weight: Int = 0,
    pose: @escaping @Sendable (ExpressionGraph, _ rows: Set<String>) -> [Question]
  ) {
    self.id = id
    self.rows = rows
    self.weight = weight
    self.pose = pose
  }
}
