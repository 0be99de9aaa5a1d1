// SPDX-License-Identifier: GPL-2.0-or-later

import ArgumentParser
import Foundation

/// Where the report goes, and in which form.
struct OutputOptions: ParsableArguments {
  enum Format: String, CaseIterable, ExpressibleByArgument {
    case text, json, ktap, junit
  }

  @Option(help: "The form of the report.")
  var format: Format = .text

  @Option(
    name: [.customShort("o"), .long],
    help: ArgumentHelp("Writes the report there instead of standard output.", valueName: "file"))
  var output: String?

  /// Prepares the output, before any work is done for it.
  func open() throws -> Output { try Output(path: output) }
}

/// An output that is written at once: beside the file first, then renamed.
struct Output {
  private let path: String?
  private let temporary: String?

  /// - Throws: a validation error where the place cannot be written to.
  init(path: String?) throws {
    self.path = path
    guard let path else {
      temporary = nil
      return
    }
    var isDirectory: ObjCBool = false
    if FileManager.default.fileExists(atPath: path, isDirectory: &isDirectory),
      isDirectory.boolValue
    {
      throw ValidationError("cannot write \(path): it is a directory; name a file")
    }
    // A device or a pipe is written to as it is.
    if FileManager.default.fileExists(atPath: path), !Output.isRegular(path) {
      temporary = nil
      return
    }
    let beside = path + ".\(ProcessInfo.processInfo.processIdentifier).tmp"
    guard FileManager.default.createFile(atPath: beside, contents: nil) else {
      throw ValidationError("cannot write \(path): \(String(cString: strerror(errno)))")
    }
    temporary = beside
  }

  private static func isRegular(_ path: String) -> Bool {
    let attributes = try? FileManager.default.attributesOfItem(atPath: path)
    let type = attributes?[.type] as? FileAttributeType
    return type == .typeRegular || type == .typeSymbolicLink
  }

  /// Writes the whole text.
  func write(_ text: String) throws {
    let data = Data(text.utf8)
    guard let path else {
      FileHandle.standardOutput.write(data)
      return
    }
    do {
      if let temporary {
        try data.write(to: URL(fileURLWithPath: temporary))
        if rename(temporary, path) != 0 { throw CocoaError(.fileWriteUnknown) }
      } else {
        try data.write(to: URL(fileURLWithPath: path))
      }
    } catch {
      discard()
      throw ValidationError("cannot write \(path): \(error.localizedDescription)")
    }
  }

  /// Leaves nothing behind where no report came about.
  func discard() {
    if let temporary { unlink(temporary) }
  }
}
