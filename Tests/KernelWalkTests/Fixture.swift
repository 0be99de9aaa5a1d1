// SPDX-License-Identifier: GPL-2.0-or-later

import AddressSpace
import Checking
import Foundation
import KernelSource
import KernelWalk
import Logic
import Specification
import Testing

/// The tree of our own that keeps the contract, whole or changed.
enum Fixture {
  static let url = URL(fileURLWithPath: #filePath).deletingLastPathComponent()
    .deletingLastPathComponent().appendingPathComponent("Fixtures/tree")

  /// The tree's files, with parts of mm/hmm.c replaced. Each part must be there once; lines are not
  /// indented.
  static func files(_ edits: [(String, String)] = []) throws -> KernelFiles {
    let files = try KernelTree(url.path).read()
    return KernelFiles(
      name: files.name, place: files.place, version: files.version,
      walk: try edited(files.walk, edits), header: files.header)
  }

  /// The same with its own page walker, of which parts are replaced.
  static func filesWithPageWalk(_ edits: [(String, String)] = []) throws -> KernelFiles {
    let files = try KernelTree(url.path).read(pageWalker: .source)
    return KernelFiles(
      name: files.name, place: files.place, version: files.version, walk: files.walk,
      header: files.header, pageWalk: try edited(try #require(files.pageWalk), edits))
  }

  /// A text without indentation, with parts of it replaced. Each part must be there once.
  static func edited(_ text: String, _ edits: [(String, String)]) throws -> String {
    var text = text.split(separator: "\n", omittingEmptySubsequences: false)
      .map { $0.trimmingCharacters(in: .whitespaces) }.joined(separator: "\n")
    for (old, new) in edits {
      try #require(text.ranges(of: old).count == 1, "not there once: \(old)")
      text = text.replacing(old, with: new)
    }
    return text
  }

  /// The text with all its symbols on but for `off`.
  static func kernel(_ files: KernelFiles, off: [String] = []) throws -> Kernel {
    let symbols = try files.configurationSymbols()
    return try Kernel(files, Configuration(enabled: symbols.subtracting(off)))
  }

  /// The kernel whose hmm_range_fault is `body`, and whose header is the tree's.
  static func small(_ body: String, before: String = "") throws -> Kernel {
    let files = try files()
    let text = """
      #include <linux/hmm.h>
      \(before)
      int hmm_range_fault(struct hmm_range *range)
      {
      \(body)
      }
      """
    return try kernel(
      KernelFiles(
        name: "small", place: "small", version: files.version, walk: text, header: files.header))
  }
}

extension Verdict {
  /// The ids of the clauses that were broken.
  var broken: [String] { violated.indices.map { Contract.clauses[$0].id } }
}

/// A directory of its own for a test, gone when the test is.
final class Scratch {
  let url: URL

  init() throws {
    url = FileManager.default.temporaryDirectory
      .appendingPathComponent("hmmcheck-test-\(UUID().uuidString)")
    try FileManager.default.createDirectory(at: url, withIntermediateDirectories: true)
  }

  deinit { try? FileManager.default.removeItem(at: url) }

  func path(_ name: String) -> String { url.appendingPathComponent(name).path }

  func write(_ text: String, to name: String) throws {
    let file = url.appendingPathComponent(name)
    try FileManager.default.createDirectory(
      at: file.deletingLastPathComponent(), withIntermediateDirectories: true)
    try Data(text.utf8).write(to: file)
  }

  /// Runs a program in the directory.
  func run(_ arguments: String...) throws {
    let process = Process()
    process.executableURL = URL(fileURLWithPath: "/usr/bin/env")
    process.arguments = arguments
    process.currentDirectoryURL = url
    process.standardOutput = FileHandle.nullDevice
    process.standardError = FileHandle.nullDevice
    try process.run()
    process.waitUntilExit()
    try #require(process.terminationStatus == 0, "\(arguments)")
  }
}
