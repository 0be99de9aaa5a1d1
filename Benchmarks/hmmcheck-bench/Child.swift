// SPDX-License-Identifier: GPL-2.0-or-later

import Foundation

/// A command that was run to its end.
struct Child {
  var status: Int32
  var output: String
  /// Seconds that it had a core, of the user and of the system.
  var seconds: Double

  /// Runs a command of the search path, or a path.
  ///
  /// - Parameter directory: Where it runs, and where its output goes to a file.
  init(_ command: String, _ arguments: [String], in directory: URL) throws {
    guard let path = Child.path(of: command) else { throw Missing(command: command) }
    let file = directory.appendingPathComponent("output")
    _ = FileManager.default.createFile(atPath: file.path, contents: nil)
    let handle = try FileHandle(forWritingTo: file)
    let process = Process()
    process.executableURL = URL(fileURLWithPath: path)
    process.arguments = arguments
    process.currentDirectoryURL = directory
    process.standardOutput = handle
    process.standardError = handle
    let before = Child.reaped
    try process.run()
    process.waitUntilExit()
    seconds = Child.reaped - before
    try handle.close()
    status = process.terminationStatus
    output = try String(contentsOf: file, encoding: .utf8)
  }

  /// A command that is not installed.
  struct Missing: Error, CustomStringConvertible {
    var command: String

    var description: String {
      "\(command) is not installed: apt-get install \(command)"
    }
  }

  /// Where a command is; nil: nowhere.
  static func path(of command: String) -> String? {
    if command.contains("/") { return command }
    let folders = ProcessInfo.processInfo.environment["PATH"] ?? ""
    return folders.split(separator: ":").map { "\($0)/\(command)" }
      .first { FileManager.default.isExecutableFile(atPath: $0) }
  }

  /// Seconds of all children that have ended.
  private static var reaped: Double {
    var usage = rusage()
    getrusage(__rusage_who_t(RUSAGE_CHILDREN.rawValue), &usage)
    let seconds = Double(usage.ru_utime.tv_sec + usage.ru_stime.tv_sec)
    return seconds + Double(usage.ru_utime.tv_usec + usage.ru_stime.tv_usec) / 1e6
  }
}
