// SPDX-License-Identifier: GPL-2.0-or-later

import Checking
import KernelWalk
import Specification

extension TextReport {
  /// The whole text of a check of every combination: a line for each, then each defect once.
  public static func text(_ report: ConfigurationsReport) -> String {
    var blocks = [symbols(report), table(report)]
    if let whole = report.whole {
      blocks += whole.violations.map { defect($0, report) }
      let notes = whole.notes.flatMap { note($0, report) }
      if !notes.isEmpty { blocks.append(["notes"] + notes) }
      blocks.append(UnjudgedText(report: whole).block)
      blocks.append(CoverageText(report: whole).lines)
      if let reached = ReachedText(whole) { blocks.append(reached.lines) }
    }
    // The reasons differ by what is off; those of the first combination name the most.
    if let kernel = report.configurations.combinations.lazy.compactMap(\.kernel).first {
      blocks.append(VocabularyText(kernel: kernel).lines)
    }
    blocks.append(wrapped(report.closing, first: "", margin: 2))
    return blocks.filter { !$0.isEmpty }.map { $0.joined(separator: "\n") + "\n" }
      .joined(separator: "\n")
  }

  /// What the letters of the table stand for.
  private static func symbols(_ report: ConfigurationsReport) -> [String] {
    let symbols = report.configurations.symbols
    if symbols.isEmpty { return ["\(report.configurations.name) tests no symbol that could vary"] }
    let count = report.configurations.combinations.count
    let first =
      "\(report.configurations.name): \(counted(count, "combination")),"
      + " \(counted(report.programCount, "program")); y is on, n off"
    return [first] + symbols.enumerated().map { "  letter \($0 + 1)  \($1)" }
  }

  /// A line for each combination, with what it breaks.
  private static func table(_ report: ConfigurationsReport) -> [String] {
    report.configurations.combinations.indices.flatMap { number -> [String] in
      let letters = report.configurations.combinations[number].letters
      let margin = letters.count + 4
      let first = "  \(letters)  " + report.result(number)
      guard let same = report.sameAs(number) else {
        return wrapped(report.result(number), first: "  \(letters)  ", margin: margin)
      }
      let note = "  (\(same))"
      return first.count + note.count <= TextTable.width
        ? [first + note]
        : wrapped(report.result(number) + note, first: "  \(letters)  ", margin: margin)
    }
  }

  private static func defect(_ defect: Defect, _ report: ConfigurationsReport) -> [String] {
    guard let origin = report.origin(defect) else { return [] }
    let place = report.place(defect)
    let lines =
      place.count == 1
      ? wrapped(place[0], first: "  ", margin: 4) : filled(place, first: "  in ", margin: 4)
    return DefectText(defect: defect, report: origin).lines + lines
  }

  private static func note(_ defect: Defect, _ report: ConfigurationsReport) -> [String] {
    guard let origin = report.origin(defect) else { return [] }
    let text = "\(counted(defect.first.seeds, "seed")), \(defect.remedy.text)"
    return wrapped(text, first: "  " + defect.first.clauseID.padded(5), margin: 7)
      + ["       " + origin.replayCommand(defect.first)]
  }
}
