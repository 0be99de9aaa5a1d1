// SPDX-License-Identifier: GPL-2.0-or-later

import Foundation
import Workers

/// A run of a pool with one job for each request, and what came of it.
struct Run {
  /// In the order of the requests.
  private(set) var results: [JobResult] = []
  /// The numbers of the jobs in the order in which they finished.
  private(set) var order: [Int] = []

  /// - Parameters:
  ///   - command: the executable and its arguments.
  ///   - seconds: the limits of some requests; the others have one that is never reached.
  init(
    _ requests: [String], by command: [String], count: Int = 2, seconds: [String: Double] = [:],
    isCancelled: () -> Bool = { false }, finished: (JobResult) -> Void = { _ in }
  ) throws {
    let pool = WorkerPool(
      executable: URL(fileURLWithPath: command[0]), arguments: Array(command.dropFirst()),
      count: count)
    try self.init(requests, pool, seconds, isCancelled, finished)
  }

  init(
    _ requests: [String], by executable: String, count: Int = 2
  ) throws { try self.init(requests, by: [executable], count: count) }

  init(
    _ requests: [String], _ pool: WorkerPool, _ seconds: [String: Double] = [:],
    _ isCancelled: () -> Bool = { false }, _ finished: (JobResult) -> Void = { _ in }
  ) throws {
    let jobs = requests.enumerated().map { index, request in
      Job(id: index, request: request, seconds: seconds[request] ?? 600)
    }
    var found: [Int: JobResult] = [:]
    var order: [Int] = []
    try pool.run(jobs, isCancelled: isCancelled) { job, result in
      precondition(found[job.id] == nil, "a job has one result")
      found[job.id] = result
      order.append(job.id)
      finished(result)
    }
    results = jobs.indices.compactMap { found[$0] }
    precondition(results.count == jobs.count, "every job has a result")
    self.order = order
  }

  /// Of the jobs that were answered.
  var answers: [String] {
    results.compactMap { if case .answered(let line) = $0 { line } else { nil } }
  }
}

/// A worker that does this for each line, `$l`.
func script(_ body: String) -> [String] {
  ["/bin/sh", "-c", "while read -r l; do\n\(body)\ndone"]
}
