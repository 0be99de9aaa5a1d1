// SPDX-License-Identifier: GPL-2.0-or-later

/// Which lines of a text ran, how often, and which ways its branches went.
///
/// A line counts where code of the configuration that was read begins in it. A branch is a condition
/// of `if`, a loop or `?:`, or a case of a `switch`; `a && b` of what cannot fail is one condition.
public struct TextCoverage: Equatable, Sendable {
  /// In the order of the text, those of the header last.
  public var functions: [FunctionCoverage]

  public init(functions: [FunctionCoverage]) { self.functions = functions }

  /// Those that some call that is judged can reach, and those that none is known to call.
  public var counted: [FunctionCoverage] { functions.filter { $0.exemption == nil } }

  /// Lines and outcomes of branches that ran, of those that there are in ``counted``.
  public var lines: (reached: Int, all: Int) {
    let lines = counted.flatMap(\.lines)
    return (lines.count { $0.runs > 0 }, lines.count)
  }

  public var outcomes: (reached: Int, all: Int) {
    let outcomes = counted.flatMap(\.lines).flatMap(\.branches).flatMap(\.outcomes)
    return (outcomes.count { $0.runs > 0 }, outcomes.count)
  }

  /// The coverage of a line of a file; nil where it has no code.
  public func line(_ number: Int, in file: String) -> LineCoverage? {
    for function in functions where function.file == file {
      if let line = function.lines.first(where: { $0.number == number }) { return line }
    }
    return nil
  }

  /// Whether something of these lines of a function ran. Lines without code belong to the statement
  /// that begins before them.
  public func isReached(_ lines: ClosedRange<Int>, of name: String, in file: String) -> Bool {
    guard let function = functions.first(where: { $0.name == name && $0.file == file }) else {
      return false
    }
    let own = function.lines.filter { lines.contains($0.number) }
    if !own.isEmpty { return own.contains { $0.runs > 0 } }
    let before = function.lines.last { $0.number < lines.lowerBound }
    return (before ?? function.lines.first).map { $0.runs > 0 } ?? false
  }

  /// Counts in what ran of the same text, perhaps in another configuration.
  public mutating func merge(_ other: TextCoverage) {
    for function in other.functions {
      let own = functions.firstIndex { $0.file == function.file && $0.name == function.name }
      if let own { functions[own].merge(function) } else { functions.append(function) }
    }
  }
}

/// What ran of one function.
public struct FunctionCoverage: Equatable, Sendable {
  public let name: String
  public let file: String
  /// The lines from its head to the end of its body.
  public let extent: ClosedRange<Int>
  /// Why it could not be read: nothing of it can run then.
  public let refusal: String?
  /// Why it is no part of what is counted: only calls that are not judged reach it.
  public var exemption: String?
  /// Those with code, ascending.
  public var lines: [LineCoverage]

  mutating func merge(_ other: FunctionCoverage) {
    for line in other.lines {
      if let own = lines.firstIndex(where: { $0.number == line.number }) {
        lines[own].merge(line)
      } else {
        lines.append(line)
      }
    }
    lines.sort { $0.number < $1.number }
  }

  /// The lines that did not run, in stretches between which there is no line that did.
  public var gaps: [ClosedRange<Int>] {
    var gaps: [ClosedRange<Int>] = []
    var isOpen = false
    for line in lines {
      if line.runs > 0 {
        isOpen = false
      } else if isOpen, let last = gaps.popLast() {
        gaps.append(last.lowerBound...line.number)
      } else {
        gaps.append(line.number...line.number)
        isOpen = true
      }
    }
    return gaps
  }
}

/// How often one line ran.
public struct LineCoverage: Equatable, Sendable {
  public let number: Int
  /// What the line is, without the spaces around it.
  public let text: String
  /// Of its most frequent part.
  public var runs: UInt64
  /// In the order of the line.
  public var branches: [BranchCoverage]

  mutating func merge(_ other: LineCoverage) {
    runs += other.runs
    for branch in other.branches {
      if let own = branches.firstIndex(where: { $0.place == branch.place }) {
        branches[own].merge(branch)
      } else {
        branches.append(branch)
      }
    }
  }
}

/// Which ways one branch went.
public struct BranchCoverage: Equatable, Sendable {
  /// The column of its condition, and its number among those of the same column, as a macro has them.
  public struct Place: Hashable, Comparable, Sendable {
    public let column: Int
    public let number: Int

    public static func < (left: Place, right: Place) -> Bool {
      (left.column, left.number) < (right.column, right.number)
    }
  }

  public struct Outcome: Equatable, Sendable {
    /// `true` and `false`; of a case of a switch `case`, and with the last one `no case`.
    public let name: String
    public var runs: UInt64
  }

  public let place: Place
  public var outcomes: [Outcome]

  mutating func merge(_ other: BranchCoverage) {
    for outcome in other.outcomes {
      if let own = outcomes.firstIndex(where: { $0.name == outcome.name }) {
        outcomes[own].runs += outcome.runs
      } else {
        outcomes.append(outcome)
      }
    }
  }
}
