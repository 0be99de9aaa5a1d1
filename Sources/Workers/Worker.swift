// SPDX-License-Identifier: GPL-2.0-or-later

import Foundation
import Processes

/// A worker process and its job, if it has one. Nothing here waits, except ``end()`` for a process
/// that has been killed.
final class Worker {
  struct Assignment {
    /// Which of the jobs.
    var index: Int
    var request: String
    /// On the clock that ``advance(_:)`` is told.
    var deadline: Double
  }

  enum Progress {
    case working
    case answered(String)
    case late
    /// With how it died.
    case died(String)
  }

  private let process: WorkerProcess
  private(set) var isAlive = true
  private(set) var assignment: Assignment?
  /// What it has not been sent yet.
  private var unsent: ArraySlice<UInt8> = []
  private var said = LineBuffer()
  private var complaint = LineTail()
  /// Standard error may end before the process does; `poll` must not wake us for it for ever.
  private var complains = true

  init(_ pool: WorkerPool) throws(WorkerError) { process = try WorkerProcess(pool) }

  var isIdle: Bool { assignment == nil }

  func assign(_ assignment: Assignment) {
    precondition(isAlive && isIdle, "a worker has one job at a time")
    precondition(!assignment.request.utf8.contains(newline), "a request is one line")
    self.assignment = assignment
    unsent = Array(assignment.request.utf8)[...] + [newline]
    complaint = LineTail()
    send()
  }

  /// What to wait for.
  var pollEntries: [pollfd] {
    let events = unsent.isEmpty ? POLLIN : POLLIN | POLLOUT
    let talk = pollfd(fd: process.talk.descriptor, events: Int16(events), revents: 0)
    if !complains { return [talk] }
    return [talk, pollfd(fd: process.errors.descriptor, events: Int16(POLLIN), revents: 0)]
  }

  /// Moves its job on; ends the worker where it cannot be given another one.
  func advance(_ now: Double) -> Progress {
    guard let deadline = assignment?.deadline else { preconditionFailure("it has a job") }
    send()
    let isOpen = receive()
    if let answer = said.next() {
      assignment = nil
      // What it says beyond its answer would be taken for the next answer.
      if !isOpen || !said.isEmpty { end() }
      return .answered(answer)
    }
    if !isOpen { return .died(end()) }
    if now < deadline { return .working }
    end()
    return .late
  }

  /// Ends a worker without a job if it is dead, or spoke.
  func checkIdle() {
    let isOpen = receive()
    if !isOpen || !said.isEmpty { end() }
  }

  /// Kills the worker, if it is not dead yet, and all that it has started.
  ///
  /// - Returns: how it died, in one line.
  @discardableResult func end() -> String {
    if !isAlive { return "" }
    isAlive = false
    assignment = nil
    let status = process.kill().description
    _ = process.errors.receive { complaint.append($0) }
    process.close()
    return complaint.line.isEmpty ? status : "\(status): \(complaint.line)"
  }

  /// Sends as much of the request as the worker takes. That it takes no more because it is dead
  /// shows when we read.
  private func send() {
    while !unsent.isEmpty {
      let count = process.talk.send(unsent)
      if count == 0 { return }
      unsent = unsent.dropFirst(count)
    }
  }

  /// Takes what the worker has said; false once it can say no more.
  private func receive() -> Bool {
    if complains { complains = process.errors.receive { complaint.append($0) } }
    return process.talk.receive { said.append($0) }
  }
}
