// SPDX-License-Identifier: GPL-2.0-or-later

import AddressSpace
import Foundation
import Workers

// A course that ends as soon as it is known that no row that is wanted will be proved: for who has a
// text of which it is known that it is wrong, and asks whether anything of it is proved all the same.
extension ProofCourse {
  /// Asks the rows that are wanted, then what they rest on, and again on what is left of that, until
  /// the former have failed or the latter is kept: first in a few windows, then in all. Less can be
  /// assumed in each pass, so that what has failed once fails for good.
  mutating func runUntilFailure(isStopped: () -> Bool) throws {
    beginInduction()
    let isOfFew = Self.rounds(of: fewWindows)
    for isWhole in [false, true] {
      let parts = isWhole ? { (_: String) in true } : isOfFew
      var isKept = false
      // Each pass takes something out of a basis that has an end.
      while !isKept {
        let plan = Plan(prover.target, basis)
        var wanted = plan.rows.filter(prover.isWanted)
        if wanted.contains(where: { $0.id == Plan.restarting }) {
          wanted += plan.rows.filter { $0.id == Plan.ending && !prover.isWanted($0) }
        }
        if try haveFailed(plan, wanted, isStopped, parts) || isInterrupted { return }
        let known = Set(wanted.map(\.id)).union(failedEarly.keys)
        let support = plan.rows.filter {
          asksInduction && isSupport($0) && !known.contains($0.id)
        }
        let limit = isWhole ? Self.longPatience : Self.patience
        // What was not answered is not kept, and all of it would rest on that.
        var isLost = false
        isKept = try !weaken(
          plan, support, { isLost || isStopped() }, parts, limit: limit,
          seen: { _, result in
            switch result {
            case .timedOut, .failed: isLost = true
            case .answered, .cancelled: break
            }
          })
        if isInterrupted {
          isInterrupted = isStopped()
          leaveOpen()
          return
        }
        if !isKept || !isWhole { keepFailures(inAllParts: isWhole) }
      }
    }
    bringBackFailures()
    settle()
  }

  /// One window of each kind of VMA: most of what is not kept shows there.
  private var fewWindows: [Skeleton] {
    Self.plainest(of: VMA.Hugetlb.allCases, Plan(prover.target, basis).windows)
  }

  /// Asks rows until each of them has failed, or all parts were asked.
  private mutating func haveFailed(
    _ plan: Plan, _ rows: [ProofRow], _ isStopped: () -> Bool, _ parts: (String) -> Bool
  ) throws -> Bool {
    var open = Set(rows.filter(prover.isWanted).map(\.id))
    try ask(
      plan, rows, { isStopped() || open.isEmpty }, parts: parts, limit: Self.patience,
      seen: { request, result in
        for row in Self.failed(request, result) {
          open.remove(row == Plan.ending ? Plan.restarting : row)
        }
      })
    if !open.isEmpty { return false }
    isInterrupted = isStopped()
    failWithEnding()
    settle()
    return true
  }

  /// Seconds for the rows of a part, where a right text takes some twenty-eight at most; and where it
  /// takes two hundred. Wrong ones can take Z3 for ever.
  private static let patience = 90.0
  private static let longPatience = 300.0

  /// The rows of a request that cannot be proved any more: what is broken stays so where less is taken
  /// for granted, and what was not answered is no proof.
  private static func failed(_ request: WorkRequest, _ result: JobResult) -> [String] {
    switch result {
    case .cancelled: return []
    case .timedOut, .failed: return request.rows
    case .answered(let line):
      guard let answer = try? JSONDecoder().decode(WorkAnswer.self, from: Data(line.utf8)),
        answer.failure == nil
      else { return request.rows }
      return answer.questions.flatMap { outcome in
        switch outcome.kind {
        case .claim: outcome.answer == .unsatisfiable ? [] : [outcome.row]
        case .reach: outcome.answer == .unsatisfiable ? [] : request.rows
        case .example: [String]()
        }
      }
    }
  }
}
