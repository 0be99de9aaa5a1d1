// SPDX-License-Identifier: GPL-2.0-or-later

import Checking
import Foundation
import RangeFault
import Solver
import Workers

/// Runs a plan on worker processes, and makes the table of what they answer.
public struct Prover: Sendable {
  public var target: Target
  /// The fixes that were taken out of the revision.
  public var without: [Fix]
  /// Prefixes of rows' ids, and ids of clauses; empty: all rows.
  public var only: [String] = []
  public var budget = Budget(rlimit: 200_000_000, seconds: 120)
  /// Worker processes: 1 or more.
  public var jobs = 1
  /// The executable and the arguments that make a worker.
  public var executable: URL
  public var arguments: [String]
  /// Where each query is written as SMT-LIB; nil: nowhere.
  public var smt: String?
  /// Seconds that a second solver has for each query; nil: it is not asked.
  public var secondOpinion: Double?
  /// Whether it may leave questions unanswered.
  public var allowsPartialOpinion = false
  /// What obligations spent before; nil: not compared.
  public var ledger: Ledger?
  /// Only whether any row is proved matters: a run ends once none can be.
  public var isForFailure = false
  /// What random scenarios say of the target; nil: they were not asked.
  public var belief: Belief?

  public init(
    _ target: Target, without: [Fix], executable: URL, arguments: [String]
  ) {
    self.target = target
    self.without = without
    self.executable = executable
    self.arguments = arguments
  }

  /// Whether `only` names a row.
  public func isWanted(_ row: ProofRow) -> Bool {
    only.isEmpty || only.contains(where: row.isNamed)
  }

  /// - Parameter isStopped: asked again and again; once true, the workers are killed and the table
  ///   so far is returned.
  /// - Throws: ``WorkerError`` where no worker can be started; where a kernel's text cannot be
  ///   written down for the workers, why.
  public func run(
    isStopped: () -> Bool = { false }
  ) throws -> ProofReport {
    let begin = ContinuousClock.now
    let kernel = try target.kernel.map { try KernelReference($0) }
    defer { kernel?.remove() }
    var course = ProofCourse(self, kernel)
    if isForFailure {
      try course.runUntilFailure(isStopped: isStopped)
    } else {
      try course.run(isStopped: isStopped)
    }
    var report = ProofReport(
      revision: target.name, without: without.map(\.id), z3: Z3.version)
    report.target = target
    if course.asksInduction { report.places = target.kernel?.places }
    report.results = course.results
    report.disagreements = course.disagreements
    report.isInterrupted = course.isInterrupted
    report.allowsPartialOpinion = allowsPartialOpinion
    report.askedAlone = course.askedAlone
    report.seconds = (ContinuousClock.now - begin) / .seconds(1)
    report.growth = growth(report, Plan(target))
    if let belief { report.believe(belief) }
    return report
  }

  /// Z3's own bounds come first; a worker that does not keep them is killed after so many seconds.
  static let hardLimit = 600.0
  /// The same, of this run, but for what a second solver may take.
  var limit = Prover.hardLimit
  /// Questions of a request at most, as far as it matters for how long a second solver may take.
  static let mostQuestions = 100.0
  /// Rows of one part that a worker takes at a time, where each question is asked alone.
  static let chunk = 6

  /// Queries that others are to see are asked one by one.
  private var isAskedTogether: Bool { smt == nil && secondOpinion == nil }

  func requests(
    _ plan: Plan, _ wanted: Set<String>, _ kernel: KernelReference?
  ) -> [WorkRequest] {
    let broken = partsOfBroken(plan, wanted)
    return plan.parts.flatMap { part in
      let rows = part.rows.filter { row in
        wanted.contains(row) && broken[row]?.contains(part.id) ?? true
      }
      let chunk = isAskedTogether ? max(rows.count, 1) : Prover.chunk
      return stride(from: 0, to: rows.count, by: chunk).map { first in
        WorkRequest(
          revision: target.revision.name, without: without.map(\.id), kernel: kernel,
          basis: plan.basis, part: part.id,
          rows: Array(rows[first..<min(first + chunk, rows.count)]), weight: part.weight,
          budget: budget,
          smt: smt, secondOpinion: secondOpinion)
      }
    }
  }

  /// Compared where it was recorded alike: questions asked one by one, or with some of those that
  /// they are asked with, cost a row more.
  private func growth(_ report: ProofReport, _ plan: Plan) -> [String] {
    guard let ledger, isAskedTogether, without.isEmpty, target.name == "conforming" else {
      return []
    }
    let results = report.results.filter { !$0.isSupport || only.isEmpty }
    let wanted = Set(results.map(\.row.id))
    let inPart = Set(plan.parts.map(\.rows).filter { !wanted.isSuperset(of: $0) }.joined())
    var spent: [String: UInt64] = [:]
    let elsewise = inPart.union(report.askedAlone)
    for result in results where result.verdict == .proved && !elsewise.contains(result.row.id) {
      spent[result.row.id] = result.rlimit
    }
    return ledger.exceeded(by: spent, z3: report.z3).map(\.description)
  }

  /// A request or an answer as the one line that the workers' protocol wants.
  public static func line(_ value: some Encodable) -> String {
    guard let data = try? JSONEncoder().encode(value) else {
      preconditionFailure("strings and numbers can be encoded")
    }
    return String(decoding: data, as: UTF8.self)
  }

  /// What a worker does with a line.
  public static func answer(_ line: String) -> String {
    let data = Data(line.utf8)
    if let search = try? JSONDecoder().decode(FixSearch.self, from: data) {
      return Prover.line(search.run())
    }
    if let search = try? JSONDecoder().decode(ReachRequest.self, from: data) {
      return Prover.line(search.answer())
    }
    guard let request = try? JSONDecoder().decode(WorkRequest.self, from: data) else {
      var answer = WorkAnswer()
      answer.failure = "a worker was asked what it does not understand"
      return Prover.line(answer)
    }
    return Prover.line(request.answer())
  }
}
