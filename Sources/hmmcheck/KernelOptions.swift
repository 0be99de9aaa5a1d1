// SPDX-License-Identifier: GPL-2.0-or-later

import ArgumentParser
import Checking
import Foundation
import KernelSource
import KernelWalk

extension PageWalker: ExpressibleByArgument {}

/// Whose text is checked, and how it is configured.
struct KernelOptions: ParsableArguments {
  @Option(
    name: .customLong("kernel"),
    help: ArgumentHelp(
      "Checks this tree's mm/hmm.c itself: a directory, a source archive, or linux@v6.6.",
      valueName: "tree"))
  var tree: String?

  @Option(
    name: .customLong("config"),
    help: ArgumentHelp(
      "With --kernel: a .config file, SYM=y or SYM=n, or all; may be given several times.",
      valueName: "file or symbol"))
  var configuration: [String] = []

  @Option(
    name: .customLong("pagewalk"),
    help: ArgumentHelp(
      "With --kernel: whose page walker runs: the model's, or the tree's mm/pagewalk.c."))
  var pageWalker: PageWalker?

  @OptionGroup var cache: CacheOptions

  /// The text that is meant, in its configuration; nil without --kernel.
  func kernel() throws -> Kernel? {
    guard let tree else {
      if !configuration.isEmpty { throw ValidationError("--config goes with --kernel TREE") }
      if pageWalker != nil { throw ValidationError("--pagewalk goes with --kernel TREE") }
      return nil
    }
    return try KernelOptions.kernel(tree, configuration, pageWalker ?? .model, cache.cache)
  }

  /// The text of a tree, configured by what --config says.
  ///
  /// - Parameter tellsPlace: the kernel's name says which tree it is.
  static func kernel(
    _ tree: String, _ configuration: [String], _ pageWalker: PageWalker, _ cache: ArchiveCache?,
    tellsPlace: Bool = false
  ) throws -> Kernel {
    do {
      let files = try KernelTree(tree).read(pageWalker: pageWalker, cache: cache)
      return try Kernel(
        files, try settings(configuration, of: files), tellsPlace: tellsPlace)
    } catch let problem as KernelProblem {
      throw problem.ending
    }
  }

  /// Every symbol that the text mentions is on, but for what is said.
  private static func settings(
    _ configuration: [String], of files: KernelFiles
  ) throws -> Configuration {
    let known = try files.configurationSymbols()
    var enabled = known
    for setting in configuration {
      if setting == every {
        throw ValidationError(
          "--config all is check's; here one configuration is meant, as in --config SYM=n")
      }
      if FileManager.default.fileExists(atPath: setting) {
        guard let text = try? String(contentsOfFile: setting, encoding: .utf8) else {
          throw ValidationError("--config \(setting) cannot be read as text")
        }
        enabled.formIntersection(Configuration(file: text).enabled)
        continue
      }
      let (symbol, isOn) = try symbol(setting, known)
      if isOn { enabled.insert(symbol) } else { enabled.remove(symbol) }
    }
    return Configuration(enabled: enabled)
  }

  /// What `SYM=y` or `SYM=n` says.
  static func symbol(
    _ setting: String, _ known: Set<String>
  ) throws -> (symbol: String, isOn: Bool) {
    let parts = setting.split(separator: "=", maxSplits: 1).map(String.init)
    guard parts.count == 2, ["y", "m", "n"].contains(parts[1]) else {
      throw ValidationError(
        "--config \(setting) is neither a file nor a setting such as HUGETLB_PAGE=n")
    }
    let symbol = parts[0].hasPrefix("CONFIG_") ? parts[0] : "CONFIG_" + parts[0]
    if !known.contains(symbol) {
      throw ValidationError(
        "The text tests no \(symbol); \(suggestion(for: symbol, among: known.sorted()))")
    }
    return (symbol, parts[1] != "n")
  }
}
