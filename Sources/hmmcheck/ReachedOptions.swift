// SPDX-License-Identifier: GPL-2.0-or-later

import ArgumentParser
import Checking
import Foundation

/// Whether every line of the text must be reached, and which need not be.
struct ReachedOptions: ParsableArguments {
  private static let name = "--require-reached"

  @Option(
    name: .customLong("require-reached"),
    help: ArgumentHelp(
      """
      With --kernel: a line that no scenario reached makes the status 125, but for those of a file \
      or a list: FUNCTION:FIRST-LAST REASON, or FUNCTION "TEXT OF THE LINE" REASON.
      """, valueName: "file or list"))
  var required: String?

  /// The option may stand alone, which the parser does not know of: it gets an empty list then.
  static func completed(_ arguments: [String]) -> [String] {
    var completed: [String] = []
    for (index, argument) in arguments.enumerated() {
      completed.append(argument)
      let next = index + 1 < arguments.count ? arguments[index + 1] : "-"
      if argument == name, next.hasPrefix("-") { completed.append("") }
    }
    return completed
  }

  /// - Throws: a validation error where the option does not go with the others, or is no list.
  func check(_ kernel: KernelOptions) throws {
    if required == nil { return }
    if kernel.tree == nil { throw ValidationError("\(Self.name) goes with --kernel TREE") }
    if kernel.configuration.contains(KernelOptions.every) {
      throw ValidationError("\(Self.name) is of one configuration: without --config all")
    }
    _ = try leftOut()
  }

  /// The lines that need not be reached; nil where none must be.
  func leftOut() throws -> LinesLeftOut? {
    guard let required else { return nil }
    do {
      if FileManager.default.fileExists(atPath: required) {
        guard let text = try? String(contentsOfFile: required, encoding: .utf8) else {
          throw ValidationError("\(Self.name) \(required) cannot be read as text")
        }
        return try LinesLeftOut(file: text, name: required)
      }
      if !required.isEmpty, !required.contains(where: \.isWhitespace) {
        throw ValidationError(
          "\(Self.name) \(required) is no file, and no list as in 'hmm_vma_walk_pud:12-14 REASON'")
      }
      return try LinesLeftOut(list: required)
    } catch let refusal as LinesLeftOut.Refusal {
      throw ValidationError("\(refusal)")
    }
  }
}
