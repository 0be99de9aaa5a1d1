// SPDX-License-Identifier: GPL-2.0-or-later

/// A piece of work for a worker process.
public struct Job: Equatable, Sendable {
  /// The caller's own number; the pool only hands it back.
  public var id: Int
  /// One line of any length, without a newline.
  public var request: String
  /// The hard limit in seconds, from when a worker is given the job, which may include starting the
  /// worker. One that has not answered by then is killed. May be infinite.
  public var seconds: Double

  public init(id: Int, request: String, seconds: Double) {
    self.id = id
    self.request = request
    self.seconds = seconds
  }
}

/// What became of a job.
public enum JobResult: Equatable, Sendable {
  /// The worker's answer: one line, without its newline.
  case answered(String)
  /// The worker was killed at the job's limit, which is given in seconds.
  case timedOut(seconds: Double)
  /// The worker died before it answered: its status or signal, and the last line that it wrote on
  /// standard error. One line.
  case failed(String)
  /// The run was cancelled before the job was done.
  case cancelled
}
