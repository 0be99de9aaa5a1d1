// SPDX-License-Identifier: GPL-2.0-or-later

import Proving

/// The obligations of one group, a row each.
///
/// What several rows below each other are for stands above them, once.
struct ProofTable {
  let group: ProofRow.Group
  let results: [ProofResult]
  let paint: Paint
  /// What is told of a row behind its statement; nil for nothing.
  var notes: (ProofResult) -> String? = { _ in nil }

  private static let titles = ["obligation", "verdict", "time", "rlimit", "agreed"]
  /// Columns of text below which a statement goes on lines of its own.
  private static let narrowest = 20

  /// The lines.
  ///
  /// - Parameter told: statements that the report has had; these are cut to what fits on a line, and
  ///   the others join them.
  func lines(told: inout Set<String>) -> [String] {
    let widths = widths
    let titles = zip(ProofTable.titles, widths).map { $1 == 0 ? "" : $0 }
    var lines = [paint(group.heading, .heading)]
    lines += table([aligned(titles, widths).map { TextTable.Cell($0, .faint) }])
    for run in runs {
      let isShared = run.count > 1
      if isShared, let first = run.first {
        lines += wrapped(first.row.scope + ":", first: "  ", margin: 4).map { paint($0, .faint) }
      }
      lines += table(
        run.flatMap {
          rows($0, isShared: isShared, isTold: !told.insert($0.row.statement).inserted, widths)
        })
    }
    return lines
  }

  private func table(_ rows: [[TextTable.Cell]]) -> [String] {
    TextTable(indent: 2, rows: rows).lines(paint)
  }

  /// The results in pieces that are for the same.
  private var runs: [ArraySlice<ProofResult>] {
    var runs: [ArraySlice<ProofResult>] = []
    for index in results.indices {
      if let last = runs.last, last.first?.row.scope == results[index].row.scope {
        runs[runs.count - 1] = results[last.startIndex...index]
      } else {
        runs.append(results[index...index])
      }
    }
    return runs
  }

  // MARK: Rows

  /// The row of an obligation, and its statement's further lines.
  private func rows(
    _ result: ProofResult, isShared: Bool, isTold: Bool, _ widths: [Int]
  ) -> [[TextTable.Cell]] {
    let texts = aligned(self.texts(result), widths)
    let style: Style =
      result.verdict.isUnproved ? .wrong : result.verdict == .exempt ? .faint : .plain
    let taken = texts.filter { !$0.isEmpty }.reduce(2) { $0 + $1.count + 2 }
    let space = TextTable.width - taken
    let row = result.row
    // A bound is never cut.
    let statement =
      isShared ? row.statement : "\(row.scope): \(isTold ? "..." : row.statement)"
    let width = space < ProofTable.narrowest ? TextTable.width - 6 : space
    let lines =
      folded(statement, isTold: isTold && isShared, width: width)
      + (notes(result).map { folded($0, isTold: false, width: width) } ?? [])
    let cells = texts.enumerated().map { TextTable.Cell($1, $0 == 1 ? style : .plain) }
    return lines.enumerated().map { number, line in
      let before = number == 0 ? cells : cells.map { _ in TextTable.Cell("") }
      return before + [TextTable.Cell(line)]
    }
  }

  /// The statement broken into lines; on one line, and cut, where it is told already.
  private func folded(_ statement: String, isTold: Bool, width: Int) -> [String] {
    func lines(_ width: Int) -> [String] {
      let margin = String(repeating: " ", count: TextTable.width - width)
      return wrapped(statement, first: margin, margin: margin.count)
        .map { String($0.dropFirst(margin.count)) }
    }
    let whole = lines(width)
    if whole.count == 1 || !isTold { return whole }
    return [(lines(width - 4).first ?? "") + " ..."]
  }

  // MARK: Columns

  /// Without work done, none is shown.
  private func texts(_ result: ProofResult) -> [String] {
    let opinion = result.secondOpinion.map { "\(grouped($0.agreed))/\(grouped($0.questions))" }
    let work =
      result.questions > 0 ? ["\(decimal(result.seconds)) s", shortened(result.rlimit)] : ["", ""]
    return [result.row.name, result.verdict.word] + work + [opinion ?? ""]
  }

  /// The widths of all columns; 0 where no row has anything.
  private var widths: [Int] {
    let rows = results.map(texts)
    return ProofTable.titles.indices.map { column in
      let width = rows.map { $0[column].count }.max() ?? 0
      return width == 0 ? 0 : max(width, ProofTable.titles[column].count)
    }
  }

  /// Names at the left of their columns, numbers at the right.
  private func aligned(_ texts: [String], _ widths: [Int]) -> [String] {
    texts.indices.map { column in
      let text = texts[column]
      if text.isEmpty { return "" }
      let space = String(repeating: " ", count: widths[column] - text.count)
      return column < 2 ? text + space : space + text
    }
  }
}
