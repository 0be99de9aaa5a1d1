// SPDX-License-Identifier: GPL-2.0-or-later

import AddressSpace
import Logic
import RangeFault

// The witness once more with other sizes of a group, and with a known number of pages.
extension Plan {
  /// What is proved for groups of 4 pages holds for others.
  mutating func addGroupSizes() {
    for (pmdShift, pudShift) in [(1, 2), (1, 4)] {
      let geometry = Geometry(pmdShift: pmdShift, pudShift: pudShift, tableShift: pmdShift)
      let pages = geometry.pagesPerPMD
      let name = "pmd-\(pages)-pud-\(geometry.pagesPerPUD)"
      let row = ProofRow(
        .groups, name,
        "all clauses and invariants with \(pages) pages a PMD, \(geometry.pagesPerPUD) a PUD",
        bound: Plan.anyLength, exemption: isOneLoop ? nil : "no inductive proof for this revision")
      add(row)
      if isOneLoop {
        addSummary(row, .plain(pages: pages, geometry), setting: .inRange)
        addSummary(row, .plain(pages: pages + 1, start: pages - 1, geometry), setting: .inRange)
      }
    }
  }

  /// Induction over calls of a known number of pages, with the window as the whole range.
  mutating func addInduction() {
    for pages in 1...Plan.inductionPages {
      let row = ProofRow(
        .induction, "\(pages)-pages", "all clauses and invariants, the range alone",
        bound: "\(pages) page\(pages == 1 ? "" : "s"), any restarts",
        exemption: isOneLoop ? nil : "no inductive proof for this revision")
      add(row)
      if isOneLoop { addSummary(row, .plain(pages: pages), setting: .quiet) }
    }
  }

  static let inductionPages = 16

  /// All claims of a window under one row.
  private mutating func addSummary(
    _ row: ProofRow, _ skeleton: Skeleton, setting: Window.Setting
  ) {
    let revision = revision
    for cursor in 0...skeleton.scenario.count {
      add(
        Part("\(row.id) \(skeleton.name), cursor \(cursor)", rows: [row.id]) { graph, _ in
          let window = Window(
            skeleton, cursor: cursor, revision: revision, setting: setting, in: graph)
          return window.summary(row.id)
        })
    }
  }
}

extension Window {
  /// All claims of a round, as few questions.
  func summary(_ row: String) -> [Question] {
    let assumptions = assumptions()
    var broken: [(name: String, bit: Symbolic.Bit)] = []
    for claim in claims("") {
      if broken.last?.name != claim.row { broken.append((claim.row, false)) }
      broken[broken.count - 1].bit = broken[broken.count - 1].bit .| claim.broken
    }
    var questions = broken.map { name, bit in
      Question(row, String(name.dropFirst()), assumptions + [bit])
    }
    questions.append(Question(row, "another round", .example, assumptions + [goesOn]))
    questions.append(Question(row, "an end", .example, assumptions + [isFinished]))
    return questions
  }
}
