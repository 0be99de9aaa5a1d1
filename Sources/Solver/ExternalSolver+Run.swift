// SPDX-License-Identifier: GPL-2.0-or-later

import Dispatch
import Foundation

extension ExternalSolver {
  /// What a program wrote until it ended.
  struct Output: Sendable {
    /// Of its output and of its errors.
    var text: String
    var isSuccess: Bool
    /// Whether it was stopped because its time was over.
    var isKilled: Bool
  }

  /// Runs the program at `path` on a file, for at most `seconds`.
  func run(_ path: String, on file: String, seconds: Double) throws -> Output {
    let process = Process()
    let pipe = Pipe()
    process.executableURL = URL(fileURLWithPath: path)
    process.arguments = arguments + [file]
    process.standardInput = FileHandle.nullDevice
    process.standardOutput = pipe
    process.standardError = pipe
    try process.run()
    let identifier = process.processIdentifier
    let killer = DispatchSource.makeTimerSource()
    killer.setEventHandler { kill(identifier, SIGKILL) }
    killer.schedule(deadline: .now() + seconds)
    killer.resume()
    // The pipe ends when the program does, so that it is still ours to kill until then.
    let data = try pipe.fileHandleForReading.readToEnd() ?? Data()
    killer.cancel()
    process.waitUntilExit()
    let isKilled = process.terminationReason == .uncaughtSignal && process.terminationStatus == 9
    return Output(
      text: String(decoding: data, as: UTF8.self),
      isSuccess: process.terminationReason == .exit && process.terminationStatus == 0,
      isKilled: isKilled)
  }
}
