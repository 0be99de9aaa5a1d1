// SPDX-License-Identifier: GPL-2.0-or-later

import KernelSource
import KernelWalk

/// A small change of a kernel's text, which its author could have made by mistake.
public struct Mutation: Sendable, Identifiable {
  /// `hmm_vma_fault:74:not:1`: the function, the line, the kind, and a number among those of the
  /// same three. The same text always gives the same ids.
  public let id: String
  public let function: String
  /// The file's name and the first line that changes.
  public let file: String
  public let line: Int
  /// All lines of which something changes.
  public let lines: ClosedRange<Int>
  public let kind: MutationKind
  /// What the line is, or the lines are, before and after, on one line each.
  public let before: String
  public let after: String

  let edits: [Edit]
  private let body: [WrittenToken]

  init(_ draft: Draft, number: Int, in function: WrittenFunction, _ text: String) {
    self.function = function.name
    file = function.file
    lines = draft.lines(in: function.body)
    line = lines.lowerBound
    kind = draft.kind
    id = "\(function.name):\(line):\(kind.rawValue):\(number)"
    edits = draft.edits
    body = function.body
    before = Mutation.shown(text, lines)
    after = Mutation.shown(draft.edits.applied(to: text, function.body), lines)
  }

  /// The text of the function's file after the change.
  func applied(to text: String) -> String { edits.applied(to: text, body) }

  /// The tokens of the function's body after the change.
  var stream: [String] { edits.stream(body) }

  private static func shown(_ text: String, _ lines: ClosedRange<Int>) -> String {
    text.split(separator: "\n", omittingEmptySubsequences: false)
      .dropFirst(lines.lowerBound - 1).prefix(lines.count)
      .joined(separator: " ")
      .split(whereSeparator: \.isWhitespace).joined(separator: " ")
  }
}

/// A mutation before it has its number.
struct Draft {
  let kind: MutationKind
  let edits: [Edit]

  init(_ kind: MutationKind, _ edits: Edit...) {
    self.kind = kind
    self.edits = edits
  }

  /// The lines of which something changes.
  func lines(in body: [WrittenToken]) -> ClosedRange<Int> {
    let lines = edits.map { $0.lines(body) }
    return (lines.first?.lowerBound ?? 0)...(lines.last?.upperBound ?? 0)
  }
}
