// SPDX-License-Identifier: GPL-2.0-or-later

import AddressSpace
import Logic
import RangeFault

// What the inductive proof rests on: where it begins, and what one group of pages does to the rest.
extension Plan {
  /// The base case: the invariant holds when the first round begins.
  mutating func addBase() {
    var ids: [String] = []
    for invariant in Invariant.all(of: target) {
      let row = ProofRow(
        .base, invariant.rawValue, "holds when a call begins: \(invariant.statement)",
        bound: Plan.anyLength, exemption: exemption)
      add(row)
      ids.append(row.id)
    }
    if !isOneLoop { return }
    let target = target
    for skeleton in windows {
      add(
        Part("base \(skeleton.name)", rows: ids) { graph, wanted in
          let scenario = SymbolicScenario(skeleton, for: target.revision, in: graph)
          let first = target.firstRound(scenario)
          // A call of a text that ends before its first walk is looked at with the witness.
          let begins = [scenario.isValid, first.status .== 0]
          return Invariant.all(of: target).filter { wanted.contains("base.\($0.rawValue)") }
            .flatMap { invariant in
              [
                Question(
                  "base.\(invariant.rawValue)", "first round", begins, [.!invariant.holds(first)]),
                Question("base.\(invariant.rawValue)", "a scenario", .example, begins),
              ]
            } + first.guards(assuming: [scenario.isValid])
        })
    }
  }

  /// What a window is allowed to assume of other pages, proved of its own.
  static let frame: [(name: String, statement: String)] = [
    ("status", "a round ends, goes on, or fails with a code that others reckon with"),
    ("cursor", "a page that stops the walk is where, or before where, the next one begins"),
    ("own-entry", "pages of one entry only are faulted or waited for in a round"),
    ("one-page", "one page at most is faulted or waited for in a round"),
    ("passed-over", "pages before the cursor keep their words and their faults"),
    ("tables", "what is a table stays one, while nobody else acts"),
    ("second-look", "a look at a PMD that must be repeated has changed nothing"),
  ]

  mutating func addFrame() {
    // A text that faults what it has noted down need not be one that faults one page.
    let isText = target.kernel != nil
    let rows = Plan.frame.filter { !isText || $0.name != "one-page" }.map { name, statement in
      ProofRow(.frame, name, statement, bound: inductiveBound, exemption: exemption)
    }
    rows.forEach { add($0) }
  }
}

extension Window {
  func frameQuestions(_ wanted: Set<String>) -> [Question] {
    // Behind the window there is nothing of it to be walked.
    if cursor == count { return [] }
    let assumptions = assumptions()
    let old = before.world
    let new = after.world
    var questions: [Question] = []
    func ask(_ row: String, _ name: String, _ claim: Symbolic.Bit, ends: Bool = true) {
      if !wanted.contains("frame.\(row)") { return }
      let assumed = ends ? assumptions : possible()
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
    let isWithin =
      (after.last .>= before.last) .& (after.last .< Symbolic.Word(constant: UInt64(count)))
    ask("cursor", "next walk", goesOn .& .!stoppedOutside .& .!isWithin)
    let changed = (0..<count).map { new.pages[$0].effects .!= old.pages[$0].effects }
    var (several, apart): (Symbolic.Bit, Symbolic.Bit) = (false, false)
    for page in 0..<count {
      for other in 0..<page {
        let both = changed[page] .& changed[other]
        several = several .| both
        apart = apart .| (both .& areApart(other, page))
      }
    }
    ask("one-page", "two pages", several)
    ask("own-entry", "two entries", apart)
    for page in 0..<cursor {
      let kept =
        (new.pages[page].word .== old.pages[page].word) .& (new.pages[page].storedIn .== 1)
        .& .!changed[page]
      ask("passed-over", "page \(page)", .!kept)
    }
    if let text = after.text {
      let place = text.look.map { " at \($0)" } ?? ""
      ask("second-look", "look\(place)", text.looksDiffer, ends: false)
      return questions
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

  /// No entry that a round has met can have held both pages: they lie in different VMAs or PUDs, or
  /// in different PMDs below what was a table all the time.
  private func areApart(_ one: Int, _ other: Int) -> Symbolic.Bit {
    let layout = before.world.layout
    let pud = layout.pud(of: one)
    if layout.pieceOf[one] != layout.pieceOf[other] || pud != layout.pud(of: other) { return true }
    if layout.pmd(of: one) == layout.pmd(of: other) { return false }
    if layout.pieces[layout.pieceOf[one]].hugetlb != .no {
      return Symbolic.Bit(constant: layout.pieces[layout.pieceOf[one]].hugetlb == .pmd)
        .& (before.world.puds[pud].kind .== .table)
    }
    return before.world.puds[pud].kind .== .table
  }

  func tableQuestions() -> [Question] {
    let assumptions = assumptions()
    func isTable(_ entry: Entry<Symbolic>) -> Symbolic.Bit { entry.kind .== .table }
    var lost: Symbolic.Bit = false
    for (old, new) in zip(before.world.puds, after.world.puds) {
      lost = lost .| (isTable(old) .& .!isTable(new))
    }
    let layout = before.world.layout
    for page in 0..<count {
      let (pud, pmd) = (layout.pud(of: page), layout.pmd(of: page))
      lost =
        lost
        .| (isTable(before.world.puds[pud]) .& isTable(before.world.pmds[pmd])
          .& .!isTable(after.world.pmds[pmd]))
    }
    return [
      Question("frame.tables", "lost", assumptions, [lost]),
      Question("frame.tables", "a table", .example, assumptions, [isTable(before.world.puds[0])]),
    ]
  }
}
