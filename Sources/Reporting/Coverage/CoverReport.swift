// SPDX-License-Identifier: GPL-2.0-or-later

import Checking
import KernelSource
import KernelWalk

/// A kernel's text, and what of it random scenarios ran.
public struct CoverReport: Sendable {
  public let kernel: Kernel
  public let coverage: TextCoverage
  /// How many scenarios.
  public let seeds: UInt64
  /// What a solver says of what was not reached; nil where it was not asked.
  public var reach: TextReach?

  public init(kernel: Kernel, coverage: TextCoverage, seeds: UInt64) {
    self.kernel = kernel
    self.coverage = coverage
    self.seeds = seeds
  }

  var closing: [String] {
    let entries = (try? kernel.written()).map(kernel.entryPoints) ?? []
    return ReachedText(coverage, entries).lines + (ReachText(reach, kernel)?.lines ?? [])
      + ["\(kernel.name): \(counted(seeds, "scenario"))"]
  }
}

extension TextReport {
  /// Each file of the text that has code, with counts in the margin.
  public static func text(_ report: CoverReport) -> String {
    let sources = [report.kernel.source.main, report.kernel.source.ownHeader]
    let files = sources.filter { source in
      report.coverage.functions.contains { $0.file == source.name }
    }
    let blocks = files.map { margined($0, report.coverage) } + [report.closing]
    return blocks.map { $0.joined(separator: "\n") + "\n" }.joined(separator: "\n")
  }

  private static func margined(_ source: SourceFile, _ coverage: TextCoverage) -> [String] {
    var known: [Int: (line: LineCoverage, isCounted: Bool)] = [:]
    for function in coverage.functions where function.file == source.name {
      for line in function.lines { known[line.number] = (line, function.exemption == nil) }
    }
    let text = source.text.split(omittingEmptySubsequences: false) {
      $0 == "\n" || $0 == "\r\n"
    }
    let width = "\(text.count)".count
    let lines = (text.last == "" ? text.dropLast() : text[...]).enumerated().flatMap {
      index, line -> [String] in
      let number = "\(index + 1)"
      let place = String(repeating: " ", count: width - number.count) + number
      let found = known[index + 1]
      let count = found.map { $0.line.runs > 0 ? "\($0.line.runs)" : $0.isCounted ? "#####" : "=" }
      let margin = count ?? "-"
      let space = String(repeating: " ", count: max(11 - margin.count, 0))
      let indent = String(repeating: " ", count: 11)
      return ["\(space)\(margin) \(place)  \(line)"]
        + (found?.line.branches ?? []).map { branch in
          let ways = branch.outcomes.map { "\($0.name) \($0.runs)" }.joined(separator: ", ")
          let isMissed = branch.outcomes.contains { $0.runs == 0 } && found?.isCounted == true
          return "\(indent) \(String(repeating: " ", count: width))  "
            + "\(isMissed ? "!" : "|") column \(branch.place.column): \(ways)"
        }
    }
    return ["\(source.name)"] + lines
  }
}

extension JSONReport {
  public static func text(_ report: CoverReport) -> String {
    let entries = (try? report.kernel.written()).map(report.kernel.entryPoints) ?? []
    return JSONValue.object([
      ("format", .integer(format)),
      ("kind", .string("cover")),
      ("kernel", .string(report.kernel.name)),
      ("seeds", .count(report.seeds)),
      ("coverage", coverage(report.coverage)),
      ("entryPoints", entryPoints(entries)),
      ("solver", ReachText(report.reach, report.kernel)?.json ?? .null),
    ]).text() + "\n"
  }
}
