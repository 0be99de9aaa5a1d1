// SPDX-License-Identifier: GPL-2.0-or-later

import AddressSpace
import Logic
import RangeFault

// The witness once more with other sizes of a group, and with a known number of pages.
extension Plan {
  /// What is proved for groups of 4 pages holds for groups of 2.
  mutating func addGroupSizes() {
    let geometry = Geometry.pairs
    let row = ProofRow(
      .groups, "pmd-2-pud-4", "all clauses and invariants with 2 pages a PMD, 4 a PUD",
      bound: inductiveBound, exemption: exemption)
    add(row)
    if isOneLoop {
      addSummary(row, .plain(pages: 2, geometry), setting: .inRange)
      addSummary(row, .plain(pages: 2, start: 1, geometry), setting: .inRange)
    }
  }

  /// Induction over calls of a known number of pages, with the window as the whole range.
  mutating func addInduction() {
    // A text faults once for every way through its walk.
    for pages in 1...(target.kernel == nil ? 16 : 8) {
      let row = ProofRow(
        .induction, "\(pages)-pages",
        pages > Plan.wholeInduction
          ? "requests are kept (C15), the range alone"
          : "all clauses and invariants, the range alone",
        bound: "\(pages) page\(pages == 1 ? "" : "s"), any restarts",
        exemption: exemption)
      add(row)
      if isOneLoop { addSummary(row, .plain(pages: pages), setting: .quiet) }
    }
  }

  /// Up to so many pages everything is asked.
  static let wholeInduction = 2

  /// All claims of a window under one row.
  private mutating func addSummary(
    _ row: ProofRow, _ skeleton: Skeleton, setting: Window.Setting
  ) {
    let (target, basis) = (target, basis)
    for cursor in 0...skeleton.scenario.count {
      add(
        Part("\(row.id) \(skeleton.name), cursor \(cursor)", rows: [row.id]) { graph, _ in
          let window = Window(
            skeleton, cursor: cursor, target: target, basis: basis, setting: setting, in: graph)
          let isWhole = setting == .inRange || skeleton.scenario.count <= Plan.wholeInduction
          return window.summary(row.id, only: isWhole ? nil : [".requests-kept"]) + window.guards
        })
    }
  }
}

extension Window {
  /// All claims of a round, as few questions.
  func summary(_ row: String, only: [String]?) -> [Question] {
    let assumptions = assumptions()
    var broken: [(name: String, bit: Symbolic.Bit)] = []
    for claim in claims("") where only?.contains(claim.row) ?? true {
      if broken.last?.name != claim.row { broken.append((claim.row, false)) }
      broken[broken.count - 1].bit = broken[broken.count - 1].bit .| claim.broken
    }
    var questions = broken.map { name, bit in
      Question(row, String(name.dropFirst()), assumptions, [bit])
    }
    questions.append(Question(row, "another round", .example, assumptions, [goesOn]))
    questions.append(Question(row, "an end", .example, assumptions, [isFinished]))
    return questions
  }
}
