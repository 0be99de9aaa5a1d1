// SPDX-License-Identifier: GPL-2.0-or-later

import AddressSpace
import Checking
import Logic
import RangeFault
import Specification

// The inductive proof: a round from any state that the invariant allows keeps it, and a call that
// ends breaks no clause. Every page of a range of any length is a page of some window.
extension Plan {
  static let anyLength = "any length, any restarts"

  /// The windows: how a few neighbouring pages can lie. A whole PMD, one cut by the range or a VMA at
  /// either end, pages across a PMD boundary, gaps, VMA boundaries, and hugetlb of both sizes.
  ///
  /// The text of a kernel faults in the middle of its walk, once for every way to come there, so that
  /// its windows are of two pages, in a geometry of two pages a PMD.
  static func windows(_ target: Target) -> [Skeleton] {
    if target.kernel != nil { return Skeleton.pairs(for: target.revision) }
    let wanted = [
      "vvvv from 0", "vv from 3", "vV from 0", "v- from 0", "-v from 0",
      "2 hugetlb pmd from 0", "2 hugetlb pud from 0", "2 hugetlb pmd from 3", "vV from 3",
    ]
    let all = [2, 4].flatMap { Skeleton.all(pages: $0, for: target.revision) }
    return wanted.compactMap { name in all.first { $0.name == name } }
  }

  /// Whether rounds of the restart loop are all that a call of this revision is.
  var isOneLoop: Bool {
    hasRounds && target.kernel?.interface.keepsCursor ?? true
  }

  private var hasRounds: Bool {
    revision.ways.shape == .wholeRange && revision.has(.singleWalk) && !revision.ways.clearsTail
  }

  /// Why the inductive rows ask nothing; nil where they do.
  var exemption: String? {
    if isOneLoop { return nil }
    return hasRounds
      ? "the text keeps no cursor in hmm_vma_walk.last; bounded rows only"
      : "this revision's calls are not one loop of rounds; bounded rows only"
  }

  mutating func addWitness() {
    var ids: [String] = []
    for clause in ClauseClaims.all {
      let row = ProofRow(
        .witness, clause.id, clause: clause.id, clause.clause.statement, bound: Plan.anyLength,
        exemption: exemption)
      add(row)
      ids.append(row.id)
    }
    for invariant in Invariant.allCases {
      let row = ProofRow(
        .witness, invariant.rawValue, "each round keeps: \(invariant.statement)",
        bound: Plan.anyLength, exemption: exemption)
      add(row)
      ids.append(row.id)
    }
    if !isOneLoop { return }
    for skeleton in Plan.windows(target) {
      addWindow("witness", skeleton, rows: ids, setting: .inRange, examples: true)
    }
  }

  /// The cases of one window: its cursor at each of its pages, and behind it.
  mutating func addWindow(
    _ group: String, _ skeleton: Skeleton, rows: [String], setting: Window.Setting, examples: Bool
  ) {
    let target = target
    for cursor in 0...skeleton.scenario.count {
      add(
        Part("\(group) \(skeleton.name), cursor \(cursor)", rows: rows) { graph, wanted in
          let window = Window(
            skeleton, cursor: cursor, target: target, setting: setting, in: graph)
          return window.questions(group, wanted, examples: examples)
        })
    }
  }
}

extension Window {
  /// Everything that holds before the round.
  func assumptions(without dropped: Invariant? = nil) -> [Symbolic.Bit] {
    rules + Invariant.allCases.filter { $0 != dropped }.map { $0.holds(before) }
      + [.!after.world.ghost.endless, .!after.world.ghost.notUnderstood]
  }

  /// The claims of a round: an invariant is kept, a clause is not broken.
  ///
  /// - Parameter row: the part of the rows' ids before the point.
  func questions(_ row: String, _ wanted: Set<String>, examples: Bool) -> [Question] {
    let assumptions = assumptions()
    var questions: [Question] = []
    for (id, name, broken) in claims(row) where wanted.contains(id) {
      questions.append(Question(id, name, assumptions, [broken]))
    }
    if !examples { return questions }
    for invariant in Invariant.allCases where wanted.contains("\(row).\(invariant.rawValue)") {
      let id = "\(row).\(invariant.rawValue)"
      questions.append(Question(id, "another round", .example, assumptions, [goesOn]))
    }
    for clause in ClauseClaims.all where wanted.contains("\(row).\(clause.id)") {
      let exercised = isJudged .& clause.exercised(after.world)
      questions.append(
        Question("\(row).\(clause.id)", "exercised", .example, assumptions, [exercised]))
    }
    return questions
  }

  /// All that a round must not do: the row that a claim belongs to, its name, and its violation.
  func claims(_ row: String) -> [(row: String, name: String, broken: Symbolic.Bit)] {
    var claims: [(row: String, name: String, broken: Symbolic.Bit)] = []
    for invariant in Invariant.allCases {
      // Whoever stops the walk outside makes progress there, as it does here.
      let outside: Symbolic.Bit = invariant == .progressMade ? stoppedOutside : false
      for (name, holds) in invariant.conjuncts(after) {
        // That outputs are right, as far as a clause says it, is asked below with the clause.
        if invariant == .outputsRight && name.hasPrefix("C") { continue }
        claims.append(("\(row).\(invariant.rawValue)", name, goesOn .& .!outside .& .!holds))
      }
    }
    for clause in ClauseClaims.all {
      let id = "\(row).\(clause.id)"
      if clause.isOnOutputs {
        for (page, violated) in clause.violations(after.world, at: 0..<count) {
          let isBelow = Symbolic.Word(constant: UInt64(page)) .< after.last
          // Sticky bits stay whatever the call answers.
          let isOver = clause.id == "C21" ? isJudged : isFinished
          claims.append((id, "page \(page)", (isOver .| (goesOn .& isBelow)) .& violated))
        }
      } else {
        for (name, violated) in clause.violations(after.world) {
          claims.append((id, name, isJudged .& violated))
        }
      }
    }
    return claims
  }
}
