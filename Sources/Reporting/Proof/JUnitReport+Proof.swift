// SPDX-License-Identifier: GPL-2.0-or-later

import Proving

extension JUnitReport {
  /// A test case for each obligation, with its solver time; a refutation is a failure, and what is
  /// neither proved nor refuted an error.
  public static func text(_ report: ProofReport) -> String {
    let points = ProofPoint.points(report)
    let counts =
      "tests=\"\(points.count)\" failures=\"\(points.count { $0.result == .failed })\""
      + " errors=\"\(points.count { if case .open = $0.result { true } else { false } })\""
      + " skipped=\"\(points.count { if case .skipped = $0.result { true } else { false } })\""
      + " time=\"\(decimal(report.seconds))\""
    let closing = escaped((report.growth + [report.closing]).joined(separator: "\n"))
    let lines =
      [
        "<?xml version=\"1.0\" encoding=\"UTF-8\"?>",
        "<testsuites name=\"hmmcheck\" \(counts)>",
        "  <testsuite name=\"\(escaped(report.subjectName))\" \(counts)>",
      ] + points.flatMap(testCase) + ["    <system-out>\(closing)</system-out>"]
      + ["  </testsuite>", "</testsuites>"]
    return lines.joined(separator: "\n") + "\n"
  }

  private static func testCase(_ point: ProofPoint) -> [String] {
    let name = escaped(point.name).replacing("\n", with: "&#10;")
    let begin =
      "    <testcase classname=\"hmmcheck.\(point.group)\" name=\"\(name)\""
      + " time=\"\(decimal(point.seconds))\""
    let message = escaped(oneLine(point.message))
    let body = escaped(point.lines.joined(separator: "\n"))
    let inner: String
    switch point.result {
    case .passed: return [begin + "/>"]
    case .failed: inner = "<failure message=\"\(message)\">\(body)</failure>"
    case .open: inner = "<error message=\"\(message)\">\(body)</error>"
    case .skipped(let reason): inner = "<skipped message=\"\(escaped(reason))\"/>"
    }
    return [begin + ">", "      " + inner, "    </testcase>"]
  }
}
