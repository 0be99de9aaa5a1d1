// SPDX-License-Identifier: GPL-2.0-or-later

import Checking

/// The report as JUnit XML, in the elements and attributes that its readers agree on.
public enum JUnitReport {
  public static func text(_ report: CheckReport) -> String {
    text(
      TestPoint.points(report), suite: report.subjectName, seconds: report.seconds,
      closing: [report.corpusNotice].compactMap(\.self) + CoverageText(report: report).lines
        + report.reachedLines
        + [report.closing])
  }

  public static func text(_ replays: [Replay]) -> String {
    text(
      TestPoint.points(replays), suite: "replay", seconds: 0,
      closing: [TextReport.summary(replays, noun: "case")])
  }

  static func text(
    _ points: [TestPoint], suite: String, seconds: Double, closing: [String]
  ) -> String {
    text([Suite(name: suite, points: points, seconds: seconds, closing: closing)])
  }

  /// A `<testsuite>`.
  struct Suite {
    var name: String
    var points: [TestPoint]
    var seconds: Double
    var closing: [String]

    fileprivate var lines: [String] {
      ["  <testsuite name=\"\(escaped(name))\" \(counts(points, seconds))>"]
        + points.flatMap(testCase)
        + ["    <system-out>\(escaped(closing.joined(separator: "\n")))</system-out>"]
        + ["  </testsuite>"]
    }
  }

  static func text(_ suites: [Suite]) -> String {
    let counts = counts(suites.flatMap(\.points), suites.reduce(0) { $0 + $1.seconds })
    let lines =
      ["<?xml version=\"1.0\" encoding=\"UTF-8\"?>", "<testsuites name=\"hmmcheck\" \(counts)>"]
      + suites.flatMap(\.lines) + ["</testsuites>"]
    return lines.joined(separator: "\n") + "\n"
  }

  private static func counts(_ points: [TestPoint], _ seconds: Double) -> String {
    "tests=\"\(points.count)\" failures=\"\(points.count { $0.result == .failed })\""
      + " errors=\"\(points.count { if case .unusable = $0.result { true } else { false } })\""
      + " skipped=\"\(points.count { if case .skipped = $0.result { true } else { false } })\""
      + " time=\"\(decimal(seconds))\""
  }

  private static func testCase(_ point: TestPoint) -> [String] {
    let name = escaped(point.name).replacing("\n", with: "&#10;")
    let begin =
      "    <testcase classname=\"hmmcheck.\(point.group)\" name=\"\(name)\""
      + " time=\"\(point.seconds.map(decimal) ?? "0")\""
    let body = escaped(point.lines.joined(separator: "\n"))
    let inner: String
    switch point.result {
    case .passed:
      if body.isEmpty { return [begin + "/>"] }
      inner = "<system-out>\(body)</system-out>"
    case .failed: inner = "<failure message=\"\(escaped(point.message))\">\(body)</failure>"
    case .unusable: inner = "<error message=\"\(escaped(point.message))\">\(body)</error>"
    case .skipped(let reason): inner = "<skipped message=\"\(escaped(reason))\"/>"
    }
    return [begin + ">", "      " + inner, "    </testcase>"]
  }

  /// Text for an element or an attribute. XML has no way to say most control characters.
  static func escaped(_ text: String) -> String {
    var result = ""
    for scalar in text.unicodeScalars {
      switch scalar {
      case "&": result += "&amp;"
      case "<": result += "&lt;"
      case ">": result += "&gt;"
      case "\"": result += "&quot;"
      case "'": result += "&apos;"
      case "\t", "\n": result.unicodeScalars.append(scalar)
      case _ where scalar.value < 0x20 || (0xfffe...0xffff).contains(scalar.value):
        result += "\u{fffd}"
      default: result.unicodeScalars.append(scalar)
      }
    }
    return result
  }
}
