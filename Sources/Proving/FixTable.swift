// SPDX-License-Identifier: GPL-2.0-or-later

import Foundation
import RangeFault
import Solver
import Workers

/// What finds the defect of each fix: random scenarios, the solver, or both.
public struct FixTable: Sendable {
  public var findings: [FixFinding]
  public var isInterrupted: Bool

  init(findings: [FixFinding], isInterrupted: Bool) {
    self.findings = findings
    self.isInterrupted = isInterrupted
  }

  /// - Parameters:
  ///   - fixes: those to take out, each alone.
  ///   - asksRounds: whether a row for any length is to be unproved without each fix.
  ///   - pool: workers that answer ``Prover/answer(_:)``.
  /// - Throws: ``WorkerError`` where no worker can be started.
  public init(
    _ fixes: [Fix], budget: Budget, asksRounds: Bool = false, pool: WorkerPool,
    isStopped: () -> Bool = { false }
  ) throws(WorkerError) {
    let jobs = fixes.enumerated().map { number, fix in
      let request = FixSearch(fix: fix.id, budget: budget, asksRounds: asksRounds)
      return Job(id: number, request: Prover.line(request), seconds: Prover.hardLimit)
    }
    var found: [Int: FixFinding] = [:]
    var isInterrupted = false
    func note(_ job: Job, _ result: JobResult) {
      let fix = fixes[job.id]
      var problem = FixFinding(fix: fix.id, revision: fix.shownIn.name)
      problem.isOpen = true
      switch result {
      case .answered(let line):
        let finding = try? JSONDecoder().decode(FixFinding.self, from: Data(line.utf8))
        problem.problem = "a worker answered what is no answer"
        found[job.id] = finding ?? problem
      case .timedOut(let seconds):
        problem.problem = "not done after \(Int(seconds)) s"
        found[job.id] = problem
      case .failed(let message):
        problem.problem = "the worker \(message)"
        found[job.id] = problem
      case .cancelled: isInterrupted = true
      }
    }
    var dead: [Job] = []
    try pool.run(jobs, isCancelled: isStopped) { job, result in
      if case .failed = result { dead.append(job) } else { note(job, result) }
    }
    // A worker that dies, for lack of memory for example, need not do so again.
    try pool.run(dead, isCancelled: isStopped, finished: note)
    findings = fixes.indices.compactMap { found[$0] }
    self.isInterrupted = isInterrupted
  }

  /// Whether rounds were asked about.
  public var asksRounds: Bool {
    findings.contains { $0.roundsExempt != FixFinding.notAsked }
  }

  /// What the table comes to. Proved: each defect was found by the solver, in a bounded obligation and
  /// in a round; refuted: one is not there in any. An interruption, a bound that was reached and a worker that was killed
  /// tell neither.
  public var conclusion: ProofReport.Conclusion {
    if findings.contains(where: \.isDisagreement) { return .disagreed }
    let missed = findings.filter {
      $0.obligation == nil || !$0.isRowAsNamed
    }
    if missed.contains(where: { !$0.isOpen }) { return .refuted }
    return isInterrupted || findings.isEmpty || !missed.isEmpty ? .undetermined : .proved
  }
}
