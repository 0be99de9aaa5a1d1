// SPDX-License-Identifier: GPL-2.0-or-later

import Foundation

/// Worker processes that share a list of jobs.
///
/// Processes, not threads, because the solver heeds its time-outs only between its steps, and a step
/// can take minutes: a process can be killed. A worker gets a job as one line on standard input and
/// writes exactly one line on standard output, as ``WorkerLoop`` does; then it may get the next.
/// One that dies, is killed or says more than it was asked is replaced when there is more to do.
public struct WorkerPool: Sendable {
  let executable: URL
  let arguments: [String]
  let environment: [String: String]
  let count: Int

  /// Starts nothing yet.
  ///
  /// - Parameters:
  ///   - executable: a file, not looked up in `PATH`.
  ///   - arguments: those behind the executable's own name.
  ///   - count: how many workers there may be at a time; at least 1.
  public init(
    executable: URL, arguments: [String],
    environment: [String: String] = ProcessInfo.processInfo.environment, count: Int
  ) {
    precondition(count > 0, "a pool has workers")
    self.executable = executable
    self.arguments = arguments
    // The last line on standard error is to say why a worker died. Swift's backtrace would follow it.
    self.environment = environment.merging(["SWIFT_BACKTRACE": "enable=no"]) { $1 }
    self.count = count
  }

  /// Runs all jobs, in the order given, as workers become free. All workers have ended and are
  /// reaped when this returns or throws.
  ///
  /// - Parameters:
  ///   - isCancelled: asked at least every 50 ms, apart from the time that `finished` takes. Once it
  ///     is true, the workers are killed and the unfinished jobs reported, in the order given.
  ///   - finished: called with each job once, on the caller's thread, as the results come.
  /// - Throws: ``WorkerError`` where a worker cannot be started; the jobs that `finished` has not
  ///   been called with remain undone.
  public func run(
    _ jobs: [Job], isCancelled: () -> Bool = { false }, finished: (Job, JobResult) -> Void
  ) throws(WorkerError) {
    var dispatcher = Dispatcher(pool: self, jobs: jobs)
    try dispatcher.run(isCancelled: isCancelled, finished: finished)
  }
}
