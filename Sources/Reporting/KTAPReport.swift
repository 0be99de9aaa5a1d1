// SPDX-License-Identifier: GPL-2.0-or-later

import Checking

/// The report in the Kernel Test Anything Protocol, version 1 (Documentation/dev-tools/ktap.rst).
public enum KTAPReport {
  public static func text(_ report: CheckReport) -> String {
    let pace =
      CoverageText(report: report).lines.suffix(2) + report.reachedLines
    let kinds = report.campaign.target.kernel.map { VocabularyText(kernel: $0).lines } ?? []
    return text(
      TestPoint.points(report),
      closing: [report.corpusNotice].compactMap(\.self) + pace + kinds + [report.closing])
  }

  public static func text(_ replays: [Replay]) -> String {
    text(TestPoint.points(replays), closing: [TextReport.summary(replays, noun: "case")])
  }

  static func text(_ points: [TestPoint], closing: [String]) -> String {
    lines(points, closing: closing).joined(separator: "\n") + "\n"
  }

  static func lines(_ points: [TestPoint], closing: [String]) -> [String] {
    var lines = ["KTAP version 1", "1..\(points.count)"]
    for (index, point) in points.enumerated() {
      // Diagnostics come before the line of their test.
      lines += point.lines.map(diagnostic)
      lines.append(result(point, number: index + 1))
    }
    return lines + closing.map(diagnostic)
  }

  static func result(_ point: TestPoint, number: Int) -> String {
    let name = description(point.name)
    return switch point.result {
    case .passed: "ok \(number) \(name)"
    case .failed: "not ok \(number) \(name)"
    case .unusable(let word): "not ok \(number) \(name) # ERROR \(word)"
    case .skipped(let reason): "ok \(number) \(name) # SKIP \(oneLine(reason))"
    }
  }

  static func diagnostic(_ line: String) -> String { "# \(oneLine(line))" }

  /// A description ends at a hash sign, so that it can have none.
  private static func description(_ name: String) -> String {
    oneLine(name).replacing("#", with: "_")
  }
}
