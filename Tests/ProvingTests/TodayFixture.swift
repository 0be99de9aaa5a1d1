// SPDX-License-Identifier: GPL-2.0-or-later

import Checking
import Foundation
import KernelSource
import KernelWalk
import Testing

/// A tree of our own whose `mm/hmm.c` has the shape of 7.3 and keeps the contract, whole or changed.
enum TodayFixture {
  static let url = URL(fileURLWithPath: #filePath).deletingLastPathComponent()
    .deletingLastPathComponent().appendingPathComponent("Fixtures/today")

  /// The tree's files, with parts of `mm/hmm.c` replaced one after the other. Each part must be
  /// there once when its turn comes; lines are not indented.
  static func files(_ edits: [(old: String, new: String)] = []) throws -> KernelFiles {
    let files = try KernelTree(url.path).read()
    var walk = files.walk.split(separator: "\n", omittingEmptySubsequences: false)
      .map { $0.trimmingCharacters(in: .whitespaces) }.joined(separator: "\n")
    for (old, new) in edits {
      try #require(walk.ranges(of: old).count == 1, "not there once: \(old)")
      walk = walk.replacing(old, with: new)
    }
    return KernelFiles(
      name: files.name, place: files.place, version: files.version, walk: walk,
      header: files.header)
  }

  /// The text with all its symbols on.
  static func kernel(_ edits: [(old: String, new: String)] = []) throws -> Kernel {
    let files = try files(edits)
    return try Kernel(files, Configuration(enabled: try files.configurationSymbols()))
  }

  static func target(_ edits: [(old: String, new: String)] = []) throws -> Target {
    Target(try kernel(edits))
  }
}
