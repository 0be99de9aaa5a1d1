// SPDX-License-Identifier: GPL-2.0-or-later

import Foundation

/// One run of a pool: the jobs not given out yet, and the workers.
struct Dispatcher {
  private let pool: WorkerPool
  private let jobs: [Job]
  /// The index of the first job that no worker got.
  private var next = 0
  /// Those that are alive, as far as is known. While we wait, each has a job.
  private var workers: [Worker] = []

  /// In seconds; how soon a cancellation is noticed.
  private static let patience = 0.05

  init(pool: WorkerPool, jobs: [Job]) {
    self.pool = pool
    self.jobs = jobs
  }

  mutating func run(
    isCancelled: () -> Bool, finished: (Job, JobResult) -> Void
  ) throws(WorkerError) {
    // Those that are left when it throws.
    defer { for worker in workers { worker.end() } }
    while true {
      if isCancelled() {
        cancel(finished)
        return
      }
      try assign()
      if workers.isEmpty { return }
      try wait()
      advance(finished)
    }
  }

  /// Gives jobs to idle workers, then to new ones; ends those that there are no more jobs for.
  private mutating func assign() throws(WorkerError) {
    for worker in workers where worker.isIdle {
      worker.checkIdle()
      if !worker.isAlive { continue }
      if next < jobs.count { give(worker) } else { worker.end() }
    }
    workers.removeAll { !$0.isAlive }
    while next < jobs.count && workers.count < pool.count {
      let worker = try Worker(pool)
      workers.append(worker)
      // At once, so that a worker that dies as soon as it starts fails a job: idle, it would only
      // be replaced, for ever.
      give(worker)
    }
  }

  private mutating func give(_ worker: Worker) {
    let job = jobs[next]
    worker.assign(.init(index: next, request: job.request, deadline: now() + job.seconds))
    next += 1
  }

  /// Waits until a worker says something or dies, the next deadline, or the next time to ask whether
  /// to go on.
  private func wait() throws(WorkerError) {
    var entries = workers.flatMap(\.pollEntries)
    let deadline = workers.compactMap(\.assignment?.deadline).min() ?? .infinity
    // `max` gives 0 for a deadline that is no number.
    let seconds = max(0, min(deadline - now(), Dispatcher.patience))
    // Rounded up: rounded down, the last millisecond would be spent spinning.
    let milliseconds = Int32((seconds * 1000).rounded(.up))
    if poll(&entries, nfds_t(entries.count), milliseconds) < 0 && errno != EINTR && errno != EAGAIN
    {
      throw WorkerError(pool.executable, code: errno)
    }
  }

  private mutating func advance(_ finished: (Job, JobResult) -> Void) {
    // Taken before anything is read: an answer that was there at its deadline counts, even if we
    // were stopped meanwhile, by Ctrl-Z for example.
    let now = now()
    for worker in workers {
      guard let assignment = worker.assignment else { preconditionFailure("idle ones have ended") }
      let job = jobs[assignment.index]
      switch worker.advance(now) {
      case .working: break
      case .answered(let line): finished(job, .answered(line))
      case .late: finished(job, .timedOut(seconds: job.seconds))
      case .died(let reason): finished(job, .failed(reason))
      }
    }
    workers.removeAll { !$0.isAlive }
  }

  private mutating func cancel(_ finished: (Job, JobResult) -> Void) {
    let begun = workers.compactMap(\.assignment?.index).sorted()
    for worker in workers { worker.end() }
    workers = []
    for index in begun + Array(next..<jobs.count) { finished(jobs[index], .cancelled) }
    next = jobs.count
  }

  /// In seconds, from some moment in the past; a machine that sleeps does not count.
  private func now() -> Double {
    var time = timespec()
    clock_gettime(CLOCK_MONOTONIC, &time)
    return Double(time.tv_sec) + Double(time.tv_nsec) * 1e-9
  }
}
