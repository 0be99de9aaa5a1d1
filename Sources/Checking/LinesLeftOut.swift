// SPDX-License-Identifier: GPL-2.0-or-later

import KernelSource

/// Lines of a kernel's text that need not be reached, each with the reason.
///
/// An entry is `hmm_vma_walk_pud:491-500 REASON`, or `hmm_vma_walk_pud "goto out;" REASON` with the
/// text of the line, spaces aside: such an entry stays right where lines move.
public struct LinesLeftOut: Equatable, Sendable {
  public struct Entry: Equatable, Sendable {
    enum Lines: Equatable, Sendable {
      case numbers(ClosedRange<Int>)
      case text(String)
    }

    public let function: String
    let lines: Lines
    public let reason: String
    /// Where the entry stands, for messages: `list.txt:3`.
    let place: String
    /// What it names, as it is written.
    let name: String
  }

  /// Why a list cannot be read: one line.
  public struct Refusal: Error, Equatable, CustomStringConvertible {
    public let description: String

    public init(description: String) { self.description = description }
  }

  public let entries: [Entry]

  /// The entries of a file: one a line; lines that begin with `#` are comments.
  ///
  /// - Parameter name: of the file, for messages.
  public init(file text: String, name: String) throws(Refusal) {
    var entries: [Entry] = []
    let lines = text.split(omittingEmptySubsequences: false, whereSeparator: \.isNewline)
    for (index, line) in lines.enumerated() {
      let trimmed = line.trimmedSpaces
      if trimmed.isEmpty || trimmed.hasPrefix("#") { continue }
      entries.append(try Entry(trimmed, at: "\(name):\(index + 1)"))
    }
    self.entries = entries
  }

  /// The entries of a list as the command line has it, with commas between them.
  public init(list: String) throws(Refusal) {
    var entries: [Entry] = []
    for part in LinesLeftOut.parts(list) {
      entries.append(try Entry(part, at: "--require-reached"))
    }
    self.entries = entries
  }

  /// What stands between commas that are not quoted.
  private static func parts(_ list: String) -> [String] {
    var parts = [""]
    var isQuoted = false
    for character in list {
      if character == "\"" { isQuoted.toggle() }
      if character == ",", !isQuoted {
        parts.append("")
      } else {
        parts[parts.count - 1].append(character)
      }
    }
    return parts.map { $0[...].trimmedSpaces }.filter { !$0.isEmpty }
  }
}

extension LinesLeftOut.Entry {
  fileprivate init(_ entry: String, at place: String) throws(LinesLeftOut.Refusal) {
    self.place = place
    func refused(_ what: String) -> LinesLeftOut.Refusal {
      LinesLeftOut.Refusal(
        description: "\(place): \(what); an entry is FUNCTION:FIRST-LAST REASON, or"
          + " FUNCTION \"TEXT OF THE LINE\" REASON")
    }
    let word = entry.prefix { !$0.isWhitespace && $0 != "\"" }
    let rest = entry.dropFirst(word.count)[...].trimmedSpaces
    if rest.hasPrefix("\""), !word.isEmpty, !word.contains(":") {
      guard let end = rest.dropFirst().firstIndex(of: "\"") else {
        throw refused("the text of '\(word)' has no closing quote")
      }
      let text = rest[rest.index(after: rest.startIndex)..<end].trimmedSpaces
      function = String(word)
      lines = .text(text)
      reason = rest[rest.index(after: end)...].trimmedSpaces
      name = "\(word) \"\(text)\""
    } else {
      let parts = word.split(separator: ":", omittingEmptySubsequences: false)
      let bounds = parts.count == 2 ? parts[1].split(separator: "-").map { Int($0) } : []
      guard let first = bounds.first ?? nil, let last = bounds.last ?? nil, bounds.count <= 2,
        first > 0, first <= last, !parts[0].isEmpty
      else { throw refused("'\(word)' names no lines of a function") }
      function = String(parts[0])
      lines = .numbers(first...last)
      reason = rest
      name = String(word)
    }
    if reason.isEmpty { throw refused("'\(name)' has no reason") }
  }
}

extension Substring {
  fileprivate var trimmedSpaces: String {
    split(whereSeparator: \.isWhitespace).joined(separator: " ")
  }
}
