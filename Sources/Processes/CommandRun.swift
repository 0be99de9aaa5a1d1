// SPDX-License-Identifier: GPL-2.0-or-later

import Foundation

/// A program that was run for what it prints, with bounds on its time and on what is read of it.
///
/// It is over when the program's own process ends, its time is over or it has printed too much,
/// whatever it has started and whoever still holds its output open. All of its group is killed then.
package struct CommandRun: Sendable {
  package enum Bound: Sendable {
    case time, length
  }

  /// What it wrote, on standard output and standard error.
  package private(set) var output: [UInt8] = []
  /// Which bound it was killed for; nil: none.
  package private(set) var exceeded: Bound?
  package private(set) var ending = Ending.unknown

  /// Where `PATH` has a program; nil where it has none.
  package static func path(of program: String) -> String? {
    let folders = ProcessInfo.processInfo.environment["PATH"] ?? ""
    return folders.split(separator: ":").lazy.map { "\($0)/\(program)" }
      .first { FileManager.default.isExecutableFile(atPath: $0) }
  }

  /// - Parameters:
  ///   - program: a path, not looked up in `PATH`.
  ///   - length: bytes of output at most.
  /// - Throws: where the program cannot be started.
  package init(
    _ program: String, _ arguments: [String],
    environment: [String: String] = ProcessInfo.processInfo.environment, seconds: Double,
    length: Int
  ) throws(Errno) {
    // A pipe, not a channel: a script may open `/dev/stderr`, which a socket does not allow.
    var ends: [Int32] = [-1, -1]
    if pipe(&ends) != 0 { throw Errno(code: errno) }
    defer { close(ends[0]) }
    // A process that another thread starts just now may hold these ends, too: nothing waits for them
    // to be closed.
    for end in ends { _ = fcntl(end, F_SETFD, FD_CLOEXEC) }
    let process: Spawned
    do throws(Errno) {
      process = try Spawned(program, arguments, environment: environment, .writing(to: ends[1]))
    } catch {
      close(ends[1])
      throw error
    }
    close(ends[1])
    wait(for: process, ends[0], seconds, length)
    ending = process.kill()
  }

  /// Reads until the process ends or a bound is reached.
  private mutating func wait(
    for process: Spawned, _ file: Int32, _ seconds: Double, _ length: Int
  ) {
    let end = ContinuousClock.now + .seconds(seconds)
    var isOpen = true
    // Once its output is closed it ends at any moment, as a rule.
    var pause = 0.001
    while true {
      // Asked before its output is read: all that it wrote is there then.
      let hasEnded = process.hasEnded
      if isOpen { isOpen = read(file, length) }
      if output.count > length { exceeded = .length }
      if hasEnded || exceeded != nil { return }
      let left = (end - .now) / .seconds(1)
      if left <= 0 {
        exceeded = .time
        return
      }
      if !isOpen { pause = min(2 * pause, CommandRun.patience) }
      let seconds = min(left, isOpen ? CommandRun.patience : pause)
      var entry = pollfd(fd: file, events: Int16(POLLIN), revents: 0)
      poll(&entry, isOpen ? 1 : 0, Int32((seconds * 1000).rounded(.up)))
    }
  }

  /// In seconds; how soon the end of a process is noticed whose output another one holds open.
  private static let patience = 0.02

  /// Takes what is there, up to one byte more than `length` in all; false once there will be no more.
  private mutating func read(_ file: Int32, _ length: Int) -> Bool {
    while output.count <= length {
      var entry = pollfd(fd: file, events: Int16(POLLIN), revents: 0)
      if poll(&entry, 1, 0) <= 0 { return true }
      var buffer = [UInt8](repeating: 0, count: length + 1 - output.count)
      let count = Foundation.read(file, &buffer, buffer.count)
      if count < 0 && errno == EINTR { continue }
      if count <= 0 { return false }
      output += buffer[..<count]
    }
    return true
  }
}
