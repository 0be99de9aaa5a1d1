// SPDX-License-Identifier: GPL-2.0-or-later

import AddressSpace
import Checking
import Logic
import RangeFault
import Specification

// The inductive proof: a round from any state that the invariant allows keeps it, and a call that
// ends breaks no clause. Every page of a range of any length is a page of some window.
extension Plan {
  /// Of a port; how far rows of a text go is ``bound``.
  static let anyLength = "any length, any restarts"

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
    for clause in ClauseClaims.all {
      let row = ProofRow(
        .witness, clause.id, clause: clause.id, clause.clause.statement, bound: inductiveBound,
        exemption: exemption)
      add(row)
    }
    for invariant in Invariant.all(of: target) {
      let row = ProofRow(
        .witness, invariant.rawValue, "each round keeps: \(invariant.statement)",
        bound: inductiveBound, exemption: exemption)
      add(row)
    }
  }

  /// A text can end a call before its first walk: such a call breaks no clause either.
  mutating func addBeginning(_ skeleton: Skeleton) {
    guard target.kernel != nil else { return }
    let target = target
    let clauses = ClauseClaims.all
    add(
      Part("beginning \(skeleton.name)", rows: clauses.map { "witness.\($0.id)" }) {
        graph, wanted in
        let scenario = SymbolicScenario(skeleton, for: target.revision, in: graph)
        let first = target.firstRound(scenario)
        let ghost = first.world.ghost
        let ends = [scenario.isValid, first.status .!= 0]
        let known = ends + [.!ghost.endless, .!ghost.notUnderstood]
        var questions: [Question] = []
        for clause in clauses where wanted.contains("witness.\(clause.id)") {
          for (name, violated) in clause.violations(first.world) {
            questions.append(
              Question("witness.\(clause.id)", "\(name) before the first walk", known, [violated]))
          }
        }
        return questions + first.guards(assuming: ends)
      })
  }
}

extension Window {
  /// Everything that holds before the round, as far as the basis assumes it, and that the round was
  /// followed to its end (``guards`` ask about that).
  func assumptions(without dropped: Invariant? = nil) -> [Symbolic.Bit] {
    possible(without: dropped) + [
      .!isCut, .!after.world.ghost.endless, .!after.world.ghost.notUnderstood,
    ]
  }

  /// The same whether or not it was.
  func possible(without dropped: Invariant? = nil) -> [Symbolic.Bit] {
    rules
      + Invariant.all(of: target).filter { $0 != dropped && setting != .first }
      .map { $0.holds(before, basis) }
      + [after.text?.hasBegun ?? true]
  }

  /// The text was followed to a look that it repeats. Of a port, ``Ghost/endless`` says so.
  var isCut: Symbolic.Bit { after.text?.isCut ?? false }

  /// The claims of a round: an invariant is kept, a clause is not broken.
  ///
  /// - Parameter row: the part of the rows' ids before the point.
  func questions(_ row: String, _ wanted: Set<String>) -> [Question] {
    let assumptions = assumptions()
    var questions: [Question] = []
    for (id, name, broken) in claims(row) where wanted.contains(id) {
      questions.append(Question(id, name, assumptions, [broken]))
    }
    if let text = after.text, wanted.contains(Plan.restarting), Plan.restarting.hasPrefix(row) {
      // Others may have acted before the look that is repeated, which no quiet round shows.
      let followed = possible() + [.!after.world.ghost.notUnderstood]
      questions.append(
        Question(Plan.restarting, "a look that is repeated for ever", followed, [text.looksForEver])
      )
    }
    for invariant in Invariant.all(of: target) where wanted.contains("\(row).\(invariant.rawValue)")
    {
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
    for invariant in Invariant.all(of: target) {
      // Whoever stops the walk outside makes progress there, as it does here.
      let outside: Symbolic.Bit = invariant == .progressMade ? stoppedOutside : false
      for (part, name, holds) in invariant.conjuncts(after) {
        // That outputs are right, as far as a clause says it, is asked below with the clause.
        let id: String
        switch part {
        case .outputs: continue
        case .noted(let clause): id = "\(row).\(clause)"
        case .invariant: id = "\(row).\(invariant.rawValue)"
        }
        claims.append((id, name, goesOn .& .!outside .& .!holds))
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
