// SPDX-License-Identifier: GPL-2.0-or-later

import KernelSource

extension LinesLeftOut {
  /// What is wrong with a run of which all lines were to be reached but these: lines that were not
  /// reached, then entries that are out of date. A line for each.
  ///
  /// - Parameter unreachable: lines that no call reaches within the bounds of a search, which need not be reached either.
  public func objections(
    to coverage: TextCoverage, unreachable: [TextPlace] = []
  ) -> [String] {
    missing(coverage, unreachable) + entries.flatMap { stale($0, coverage) }
  }

  private func missing(_ coverage: TextCoverage, _ unreachable: [TextPlace]) -> [String] {
    coverage.counted.flatMap { function -> [String] in
      let own = entries.filter { $0.function == function.name }
      // What is left out does not part the lines around it.
      var rest = function
      rest.lines.removeAll { line in
        line.runs == 0 && own.contains { $0.names(line) }
          || unreachable.contains(function.place(ofLine: line.number))
      }
      return rest.gaps.map { gap in
        let lines = gap.count == 1 ? "\(gap.lowerBound)" : "\(gap.lowerBound)-\(gap.upperBound)"
        return "\(function.file):\(lines) \(function.name) is not reached"
      }
    }
  }

  private func stale(_ entry: Entry, _ coverage: TextCoverage) -> [String] {
    let functions = coverage.functions.filter { $0.name == entry.function }
    func told(_ what: String) -> [String] { ["\(entry.place): \(entry.name): \(what)"] }
    if functions.isEmpty { return told("the text has no such function") }
    let lines = functions.flatMap(\.lines).filter(entry.names)
    if lines.isEmpty { return told("the function has no such line with code") }
    // One text can stand in several lines, of which some are reached.
    if case .text = entry.lines {
      return lines.contains { $0.runs == 0 } ? [] : told("the line is reached")
    }
    let reached = lines.filter { $0.runs > 0 }.map { "\($0.number)" }
    if reached.isEmpty { return [] }
    let plural =
      reached.count == 1 ? "line \(reached[0]) is" : "lines \(reached.joined(separator: ", ")) are"
    return told("\(plural) reached")
  }
}

extension LinesLeftOut.Entry {
  func names(_ line: LineCoverage) -> Bool {
    switch lines {
    case .numbers(let numbers): numbers.contains(line.number)
    case .text(let text): line.text == text
    }
  }
}
