// SPDX-License-Identifier: GPL-2.0-or-later

import Checking
import KernelWalk

extension KTAPReport {
  /// A test with subtests for each combination.
  public static func text(_ report: ConfigurationsReport) -> String {
    let combinations = report.configurations.combinations
    var lines = ["KTAP version 1", "1..\(combinations.count)"]
    for number in combinations.indices {
      if let own = report.report(number) {
        lines += self.lines(TestPoint.points(own), closing: []).map { "  " + $0 }
      }
      let point = TestPoint(report, combination: number)
      lines += point.lines.map(diagnostic)
      lines.append(result(point, number: number + 1))
    }
    let closing = (report.whole.map { UnjudgedText(report: $0).reasons } ?? []) + [report.closing]
    return (lines + closing.map(diagnostic)).joined(separator: "\n") + "\n"
  }
}

extension JUnitReport {
  /// A suite for each combination.
  public static func text(_ report: ConfigurationsReport) -> String {
    text(
      report.configurations.combinations.indices.map { number in
        let own = report.report(number)
        let point = TestPoint(report, combination: number)
        return Suite(
          name: report.settings(number),
          points: own.map { TestPoint.points($0) } ?? [point],
          // What is run once takes its time once.
          seconds: report.configurations.combinations[number].program == number
            ? own?.seconds ?? 0 : 0,
          closing: point.lines + [report.result(number)])
      })
  }
}

extension TestPoint {
  /// A combination as one test.
  fileprivate init(_ report: ConfigurationsReport, combination: Int) {
    let reason = report.unjudged.first { $0.combination == combination }?.reason
    let broken = report.broken(combination)
    let known = report.whole?.expected?.known ?? []
    let isKnown = report.report(combination).map { $0.found.isSubset(of: known) } ?? false
    let unjudged = reason.map { _ in Result.unusable("undetermined") }
    let result: Result =
      if broken.isEmpty {
        unjudged ?? .passed
      } else {
        isKnown ? unjudged ?? .skipped(TestPoint.known) : .failed
      }
    self.init(
      group: "configurations", name: report.settings(combination), result: result,
      message: result == .passed ? "" : report.result(combination),
      lines: (report.sameAs(combination).map { [$0] } ?? []) + (reason.map { [$0] } ?? []))
  }
}
