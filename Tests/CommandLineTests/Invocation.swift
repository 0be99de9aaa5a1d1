// SPDX-License-Identifier: GPL-2.0-or-later

import Foundation

/// One run of the built command, as a process.
struct Invocation {
  var status: Int32
  var output: String
  var errors: String

  /// Runs `hmmcheck` with arguments in the package's directory.
  ///
  /// - Parameters:
  ///   - interruptAfter: seconds after which the process gets SIGINT.
  ///   - path: a directory in which programs are looked for first.
  ///   - directory: where it runs, where that is not the package's directory.
  ///   - environment: variables that are set besides.
  init(
    _ arguments: String..., interruptAfter: Double? = nil, path: String? = nil,
    directory: URL = Invocation.package, environment: [String: String] = [:]
  ) throws {
    try self.init(
      arguments, interruptAfter: interruptAfter, path: path, directory: directory,
      environment: environment)
  }

  init(
    _ arguments: [String], interruptAfter: Double? = nil, path: String? = nil,
    directory: URL = Invocation.package, environment more: [String: String] = [:]
  ) throws {
    let process = Process()
    process.executableURL = URL(fileURLWithPath: CommandLine.arguments[0])
      .deletingLastPathComponent().appendingPathComponent("hmmcheck")
    process.arguments = arguments
    process.currentDirectoryURL = directory
    var environment = ProcessInfo.processInfo.environment
    // Nothing is left behind in the cache of whoever runs the tests.
    environment["XDG_CACHE_HOME"] = "/nonexistent"
    if let path {
      environment["PATH"] = [path, environment["PATH"]].compactMap(\.self).joined(separator: ":")
    }
    process.environment = environment.merging(more) { $1 }
    let output = Pipe()
    let errors = Pipe()
    process.standardOutput = output
    process.standardError = errors
    process.standardInput = FileHandle.nullDevice
    try process.run()
    if let interruptAfter {
      Thread.sleep(forTimeInterval: interruptAfter)
      process.interrupt()
    }
    // Reports are smaller than a pipe's buffer only by luck: read while the process runs.
    let data = output.fileHandleForReading.readDataToEndOfFile()
    self.errors = String(
      decoding: errors.fileHandleForReading.readDataToEndOfFile(), as: UTF8.self)
    process.waitUntilExit()
    self.output = String(decoding: data, as: UTF8.self)
    status = process.terminationStatus
  }

  /// The top of the repository.
  static let package = URL(fileURLWithPath: #filePath)
    .deletingLastPathComponent().deletingLastPathComponent().deletingLastPathComponent()
}

/// A directory of its own for a test, gone when the test is.
final class Scratch {
  let url: URL
  var path: String { url.path }

  init() throws {
    url = FileManager.default.temporaryDirectory
      .appendingPathComponent("hmmcheck-\(UUID().uuidString)")
    try FileManager.default.createDirectory(at: url, withIntermediateDirectories: true)
  }

  deinit { try? FileManager.default.removeItem(at: url) }

  func file(_ name: String) -> String { url.appendingPathComponent(name).path }

  var contents: [String] {
    ((try? FileManager.default.contentsOfDirectory(atPath: path)) ?? []).sorted()
  }
}
