// SPDX-License-Identifier: GPL-2.0-or-later

import Foundation
import Workers

/// Asking requests, and once more those that a worker did not survive.
///
/// A request is many questions, and only one of them killed the worker: where memory is short, or a
/// step of Z3 takes for ever. So each loses its own answer and no other's.
extension Prover {
  /// A request, and what it met with.
  private struct Meeting {
    var request: WorkRequest
    var result: JobResult

    /// The worker was killed, by us or others.
    var isFatal: Bool {
      switch result {
      case .failed, .timedOut: true
      case .answered, .cancelled: false
      }
    }
    var isLate: Bool {
      if case .timedOut = result { true } else { false }
    }
  }

  /// Asks requests and counts their answers.
  ///
  /// One whose worker died is asked again as it is, which is all there is to do where it has one row,
  /// and then row by row. One that took too long would again, and is asked row by row at once. Each is
  /// asked by one worker at a time, so that nothing dies of what another one needs.
  ///
  /// - Parameter seen: called with each answer as it comes.
  /// - Returns: rows that were asked alone.
  func ask(
    _ requests: [WorkRequest], _ tally: inout Tally, isStopped: () -> Bool,
    seen: (WorkRequest, JobResult) -> Void = { _, _ in }
  ) throws(WorkerError) -> Set<String> {
    let limit = limit + Prover.mostQuestions * (secondOpinion ?? 0)
    var lost: [Meeting] = []
    for meeting in try meet(requests, workers: jobs, seconds: limit, isStopped, seen) {
      if meeting.isFatal {
        lost.append(meeting)
      } else {
        tally.add(meeting.request, meeting.result)
      }
    }
    if isForFailure {
      for meeting in lost { tally.add(meeting.request, meeting.result) }
      return []
    }
    if lost.isEmpty { return [] }

    let end = ContinuousClock.now + .seconds(Prover.patience * limit)
    let isOver = { isStopped() || ContinuousClock.now > end }
    let isSplit = { (meeting: Meeting) in meeting.request.rows.count > 1 }
    var fatal = lost.filter { isSplit($0) && $0.isLate }
    let again = lost.filter { !(isSplit($0) && $0.isLate) }
    let second = try meet(again.map(\.request), workers: 1, seconds: limit, isOver)
    for (old, new) in zip(again, second) {
      if new.isFatal && isSplit(new) {
        fatal.append(new)
      } else {
        count(new, after: old, "asked again", &tally, isStopped)
      }
    }

    let alone = fatal.flatMap { meeting in
      meeting.request.rows.map { row in
        var alone = meeting
        alone.request.rows = [row]
        return alone
      }
    }
    let third = try meet(
      alone.map(\.request), workers: 1, seconds: limit / Prover.shareOfOneRow, isOver)
    for (old, new) in zip(alone, third) { count(new, after: old, "asked alone", &tally, isStopped) }
    return Set(alone.flatMap(\.request.rows))
  }

  /// How many times a request's limit all that is asked again may take.
  private static let patience = 2.0
  /// A row that is asked alone has so many times less than the whole request.
  private static let shareOfOneRow = 4.0

  /// Counts what came of a request that was asked again; of one that there was no time for, what came
  /// of it before.
  private func count(
    _ new: Meeting, after old: Meeting, _ how: String, _ tally: inout Tally, _ isStopped: () -> Bool
  ) {
    switch new.result {
    case .cancelled: tally.add(new.request, isStopped() ? .cancelled : old.result)
    case .failed(let message): tally.add(new.request, .failed("\(message), also when \(how)"))
    case .answered, .timedOut: tally.add(new.request, new.result)
    }
  }

  /// What each request meets with, in their order.
  private func meet(
    _ requests: [WorkRequest], workers: Int, seconds: Double, _ isStopped: () -> Bool,
    _ seen: (WorkRequest, JobResult) -> Void = { _, _ in }
  ) throws(WorkerError) -> [Meeting] {
    var meetings = requests.map { Meeting(request: $0, result: .cancelled) }
    let jobs = requests.enumerated().map { number, request in
      Job(id: number, request: Prover.line(request), seconds: seconds)
    }
    let pool = WorkerPool(executable: executable, arguments: arguments, count: workers)
    // Where one failure is enough, the lightest may be all that is asked.
    func weight(_ job: Job) -> Int { (isForFailure ? 1 : -1) * requests[job.id].weight }
    let ordered = jobs.sorted { (weight($0), $0.id) < (weight($1), $1.id) }
    try pool.run(ordered, isCancelled: isStopped) { job, result in
      meetings[job.id].result = result
      seen(requests[job.id], result)
    }
    return meetings
  }
}
