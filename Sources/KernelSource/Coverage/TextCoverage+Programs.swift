// SPDX-License-Identifier: GPL-2.0-or-later

extension TextCoverage {
  /// - Parameters:
  ///   - written: the text.
  ///   - sources: the files of the text.
  ///   - runs: the programs that were made of it, and what ran of each.
  public init(
    _ written: WrittenText, _ sources: [SourceFile], _ runs: [(Program, BlockCounts)]
  ) {
    functions = written.functions.map { function in
      let text =
        sources.first { $0.name == function.file }?
        .text.split(omittingEmptySubsequences: false) { $0 == "\n" || $0 == "\r\n" } ?? []
      let extent = function.extent
      if let refusal = runs.first?.0.dropped.first(where: { $0.name == function.name }) {
        return FunctionCoverage(
          name: function.name, file: function.file, extent: extent,
          refusal: refusal.problem.description, lines: function.unreadLines(text))
      }
      var tally = FunctionTally(file: function.file)
      for (program, counts) in runs {
        if let code = program.code.first(where: { $0.name == function.name }) {
          tally.add(code, program, counts)
        }
      }
      return FunctionCoverage(
        name: function.name, file: function.file, extent: extent, refusal: nil,
        lines: tally.lines(text))
    }
  }
}

extension WrittenFunction {
  /// From the first line of its head to the last of its body.
  var extent: ClosedRange<Int> {
    let first = (head.first ?? body.first)?.line ?? 1
    return first...max(first, body.last?.line ?? first)
  }

  /// The lines of a function that could not be read, as far as its tokens tell: those with more than
  /// braces.
  func unreadLines(_ text: [Substring]) -> [LineCoverage] {
    var lines: [LineCoverage] = []
    for (line, tokens) in Dictionary(grouping: body, by: \.line).sorted(by: { $0.key < $1.key })
    where tokens.contains(where: { !["{", "}", "else"].contains($0.text) }) {
      let branches = tokens.enumerated().compactMap { index, token -> BranchCoverage? in
        let names: [String]
        switch token.text {
        case "if", "while", "for", "?": names = ["true", "false"]
        case "case": names = ["case"]
        default: return nil
        }
        return BranchCoverage(
          place: BranchCoverage.Place(column: index + 1, number: 0),
          outcomes: names.map { BranchCoverage.Outcome(name: $0, runs: 0) })
      }
      lines.append(
        LineCoverage(
          number: line, text: LineCoverage.trimmed(text, line), runs: 0, branches: branches))
    }
    return lines
  }
}
