// SPDX-License-Identifier: GPL-2.0-or-later

import AddressSpace
import Specification

// The tables of pages: what there was, and what came out.

extension Explanation {
  /// The pages before the first call.
  func memory(_ paint: Paint) -> [String] {
    let scenario = recording.scenario
    let pages = (0..<scenario.count).map { PlacedPage($0, scenario, recording.layout) }
    let runs = PageRun.runs(pages.count) { pages[$0] == pages[$1] }
    let matters = recording.passes.map { pass in
      { (run: PageRun) in
        pass.pages[run.first...run.last].contains { !$0.expectation.isKept }
      }
    }
    let rows = PageRun.shown(runs) { run in matters.contains { $0(run) } }.map { run in
      guard let run else { return [TextTable.Cell("...")] }
      let page = pages[run.first]
      return [run.text, page.vma, page.entry, page.request].map { TextTable.Cell($0) }
    }
    return table(["page", "vma", "entry", "request"], rows, paint)
  }

  /// What a call made of the pages, and what the contract wants of them.
  func outputs(_ pass: Recording.Pass, _ paint: Paint) -> [String] {
    let told = OutputRow.rows(pass, recording.encoding)
    let rows = PageRun.shown(told.map(\.pages)) { run in
      told.contains { $0.pages == run && !$0.isKept }
    }.map { run in
      guard let row = told.first(where: { $0.pages == run }) else { return [TextTable.Cell("...")] }
      return [
        TextTable.Cell(row.pages.text),
        TextTable.Cell(row.output, row.isKept ? .plain : .wrong),
        TextTable.Cell(row.wanted, row.isKept ? .faint : .plain),
      ]
    }
    let hasWishes = told.contains { !$0.wanted.isEmpty }
    return table(["page", "output", hasWishes ? "contract" : ""], rows, paint)
  }

  private func table(_ titles: [String], _ rows: [[TextTable.Cell]], _ paint: Paint) -> [String] {
    TextTable(rows: [titles.map { TextTable.Cell($0, .faint) }] + rows).lines(paint)
  }
}
