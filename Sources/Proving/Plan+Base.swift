// SPDX-License-Identifier: GPL-2.0-or-later

import AddressSpace
import Logic
import RangeFault

// What the inductive proof rests on: where it begins, and what one group of pages does to the rest.
extension Plan {
  /// The base case: the invariant holds when the first round begins.
  mutating func addBase() {
    for invariant in Invariant.allCases {
      let row = ProofRow(
        .base, invariant.rawValue, "holds when a call begins: \(invariant.statement)",
        bound: Plan.anyLength, exemption: exemption)
      add(row)
      if !isOneLoop { continue }
      let target = target
      for skeleton in Plan.windows(target) {
        add(
          Part("\(row.id) \(skeleton.name)", rows: [row.id]) { graph, _ in
            let scenario = SymbolicScenario(skeleton, for: target.revision, in: graph)
            let first = target.firstRound(scenario)
            return [
              Question(row.id, "first round", [scenario.isValid], [.!invariant.holds(first)]),
              Question(row.id, "a scenario", .example, [scenario.isValid]),
            ]
          })
      }
    }
  }

  /// What a window is allowed to assume of other pages, proved of its own.
  mutating func addFrame() {
    let rows = [
      ("status", "a round ends, goes on, or fails with a code that others reckon with"),
      ("one-page", "one page at most is faulted or waited for in a round"),
      ("passed-over", "pages before the cursor keep their words and their faults"),
      ("tables", "what is a table stays one, while nobody else acts"),
      (Plan.understood, "no round comes to text that is not understood"),
      ("second-look", "a look at a PMD that must be repeated has changed nothing"),
    ].filter { $0.0 != Plan.understood || self.target.kernel != nil }.map { name, statement in
      ProofRow(.frame, name, statement, bound: Plan.anyLength, exemption: exemption)
    }
    rows.forEach { add($0) }
    if !isOneLoop { return }
    let target = target
    for skeleton in Plan.windows(target) {
      for cursor in 0..<skeleton.scenario.count {
        add(
          Part("frame \(skeleton.name), cursor \(cursor)", rows: rows.map(\.id)) { graph, wanted in
            let window = Window(skeleton, cursor: cursor, target: target, in: graph)
            return window.frameQuestions(wanted)
          })
        add(
          Part("frame.tables \(skeleton.name), cursor \(cursor)", rows: ["frame.tables"]) {
            graph, _ in
            let window = Window(
              skeleton, cursor: cursor, target: target, setting: .quiet, in: graph)
            return window.tableQuestions()
          })
      }
    }
  }
}

extension Window {
  fileprivate func frameQuestions(_ wanted: Set<String>) -> [Question] {
    let assumptions = assumptions()
    let old = before.world
    let new = after.world
    var questions: [Question] = []
    func ask(_ row: String, _ name: String, _ claim: Symbolic.Bit, ends: Bool = true) {
      if !wanted.contains("frame.\(row)") { return }
      // The last two are that the round ends, and that its text is understood.
      let assumed = ends ? assumptions : Array(assumptions.dropLast(2))
      questions.append(Question("frame.\(row)", name, assumed, [claim]))
      questions.append(Question("frame.\(row)", "a round", .example, assumed))
    }
    let codes: [Errno] = [.EFAULT, .EPERM, .ENOMEM]
    let known = codes.reduce(goesOn .| isFinished) {
      $0 .| (after.status .== Symbolic.Half(constant: UInt64($1.rawValue)))
    }
    // In a text, the look at the sequence that follows a fault is of this round, too.
    let isInvalidated = target.kernel == nil ? old.invalidated : new.invalidated
    let refused =
      isInvalidated
      .& (after.status .== Symbolic.Half(constant: UInt64(new.convention.busy.rawValue)))
    ask("status", "code", .!known .& .!refused)
    ask(Plan.understood, "text", new.ghost.notUnderstood, ends: false)
    let changed = (0..<count).map { new.pages[$0].effects .!= old.pages[$0].effects }
    var several: Symbolic.Bit = false
    for page in 0..<count {
      for other in 0..<page { several = several .| (changed[page] .& changed[other]) }
    }
    ask("one-page", "two pages", several)
    for page in 0..<cursor {
      let kept =
        (new.pages[page].word .== old.pages[page].word) .& (new.pages[page].storedIn .== 1)
        .& .!changed[page]
      ask("passed-over", "page \(page)", .!kept)
    }
    var touched: Symbolic.Bit = false
    for page in 0..<count {
      touched = touched .| (new.pages[page].storedIn .!= old.pages[page].storedIn)
    }
    let looks = new.ghost.endless .& (touched .| (new.ghost.maps .!= 0) .| new.ghost.pageTableLock)
    // What one look has changed can be told where there is but one.
    if new.pmds.count == 1 && new.layout.pieces.count == 1 {
      ask("second-look", "look", looks, ends: false)
    }
    return questions
  }

  fileprivate func tableQuestions() -> [Question] {
    let assumptions = assumptions()
    func isTable(_ entry: Entry<Symbolic>) -> Symbolic.Bit { entry.kind .== .table }
    var lost: Symbolic.Bit = false
    for (old, new) in zip(before.world.puds, after.world.puds) {
      lost = lost .| (isTable(old) .& .!isTable(new))
    }
    for (old, new) in zip(before.world.pmds, after.world.pmds) {
      lost = lost .| (isTable(before.world.puds[0]) .& isTable(old) .& .!isTable(new))
    }
    return [
      Question("frame.tables", "lost", assumptions, [lost]),
      Question("frame.tables", "a table", .example, assumptions, [isTable(before.world.puds[0])]),
    ]
  }
}
