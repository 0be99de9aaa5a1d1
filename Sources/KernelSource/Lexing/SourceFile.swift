// SPDX-License-Identifier: GPL-2.0-or-later

/// A file of C text, under the name by which locations call it.
public struct SourceFile: Sendable {
  /// As in a tree of the kernel: `mm/hmm.c`.
  public let name: String
  public let text: String

  public init(name: String, text: String) {
    self.name = name
    self.text = text
  }
}
