// SPDX-License-Identifier: GPL-2.0-or-later

import KernelWalk
import Logic

// What is taken for granted of a text's own memory, proved of each round: a row for each cell that the
// text may have written since the call began.
extension Plan {
  mutating func addText() {
    guard target.kernel != nil, isOneLoop else { return }
    let facts = basis.facts.sorted { $0.key < $1.key }.filter { $0.value != .nothing }
    for (cell, fact) in facts {
      add(
        ProofRow(
          .text, Plan.name(ofCell: cell), "wherever a walk begins, `\(cell)` \(fact.rawValue)",
          bound: inductiveBound))
    }
    let rest = ProofRow(
      .text, Plan.otherCells,
      "wherever a walk begins, everything else that the text can read "
        + TextFact.keepsFirst.rawValue,
      bound: inductiveBound)
    add(rest)
  }

  static let otherCells = "others"
  static let otherCellsRow = "text.\(otherCells)"

  /// Each of the other cells is a row to whoever asks, so that one that fails does not hide the rest.
  fileprivate static func row(ofOtherCell cell: String) -> String { "\(otherCellsRow)/\(cell)" }

  /// The cell of such a row; nil where it is another.
  static func otherCell(ofRow row: String) -> String? {
    let prefix = "\(otherCellsRow)/"
    return row.hasPrefix(prefix) ? String(row.dropFirst(prefix.count)) : nil
  }

  /// A cell's name as part of a row's id: without spaces, and points for what is within what.
  static func name(ofCell cell: String) -> String {
    cell.replacing(" of ", with: "@").replacing(", ", with: "-").replacing(" ", with: "-")
  }
}

extension Window {
  func textQuestions(_ wanted: Set<String>) -> [Question] {
    guard let text = after.text else { return [] }
    let assumptions = assumptions()
    var questions: [Question] = []
    for (cell, isBroken) in text.broken {
      let fact = basis.facts[cell.name]
      if fact == .nothing { continue }
      let row = "text." + (fact == nil ? Plan.otherCells : Plan.name(ofCell: cell.name))
      if !wanted.contains(row) { continue }
      // What is so of every state needs no question of its own.
      if isBroken.constant != false {
        let asked = fact == nil ? Plan.row(ofOtherCell: cell.name) : row
        questions.append(Question(asked, cell.name, assumptions, [isBroken]))
      }
      questions.append(Question(row, "a round", .example, assumptions))
    }
    // Rows whose cells have nothing to ask are asked for once, so that they are not vacuous.
    for row in wanted.sorted()
    where row.hasPrefix("text.")
      && !questions.contains(where: { $0.row == row && $0.kind == .claim })
    {
      questions.append(Question(row, "no store", assumptions, [false]))
    }
    return questions
  }
}
