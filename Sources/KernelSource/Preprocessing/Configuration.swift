// SPDX-License-Identifier: GPL-2.0-or-later

/// How the text is configured: the `CONFIG_` symbols that are on, as `make` would define them.
public struct Configuration: Hashable, Sendable {
  /// With their prefix: `CONFIG_HUGETLB_PAGE`. All others are off.
  public var enabled: Set<String>
  /// Macros defined before the first line, by name: what they stand for.
  public var definitions: [String: String]

  public init(enabled: Set<String> = [], definitions: [String: String] = [:]) {
    self.enabled = enabled
    self.definitions = definitions
  }

  /// What a `.config` file sets; modules count as built in.
  public init(file text: String) {
    let set = text.split(whereSeparator: \.isNewline).compactMap { line -> String? in
      let parts = line.split(separator: "=", maxSplits: 1)
      return parts.count == 2 && ["y", "m"].contains(parts[1]) ? String(parts[0]) : nil
    }
    self.init(enabled: Set(set))
  }
}

/// What keeps a hostile or broken text from taking all time or memory.
struct Bounds: Sendable {
  /// Tokens read, made and put out, together.
  var tokens = 2_000_000
  var includeDepth = 20
  /// Macros within macros, and arguments within arguments.
  var expansionDepth = 100
  /// Parentheses, blocks, declarators within each other.
  var nesting = 120
  /// Operands of operands.
  var treeDepth = 400
}
