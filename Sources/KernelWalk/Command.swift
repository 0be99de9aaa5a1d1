// SPDX-License-Identifier: GPL-2.0-or-later

import Foundation

/// Programs that are run for what they print.
enum Command {
  struct Result {
    let isSuccess: Bool
    let output: Data
    let error: String
  }

  /// - Throws: ``KernelProblem`` where there is no such program.
  static func run(_ arguments: [String]) throws(KernelProblem) -> Result {
    let process = Process()
    process.executableURL = URL(fileURLWithPath: "/usr/bin/env")
    process.arguments = arguments
    let output = Pipe()
    // A file, since two pipes would have to be read at a time.
    let errors = FileManager.default.temporaryDirectory
      .appendingPathComponent("hmmcheck-\(UUID().uuidString).log")
    defer { try? FileManager.default.removeItem(at: errors) }
    do {
      try Data().write(to: errors)
      process.standardOutput = output
      process.standardError = try FileHandle(forWritingTo: errors)
      process.standardInput = FileHandle.nullDevice
      try process.run()
    } catch {
      throw KernelProblem("cannot run \(arguments[0]): \(error.localizedDescription)")
    }
    let data = output.fileHandleForReading.readDataToEndOfFile()
    process.waitUntilExit()
    let text = (try? String(contentsOf: errors, encoding: .utf8)) ?? ""
    if process.terminationStatus == 127 {
      throw KernelProblem("there is no program \(arguments[0]) in PATH")
    }
    return Result(isSuccess: process.terminationStatus == 0, output: data, error: text)
  }
}
