// SPDX-License-Identifier: GPL-2.0-or-later

import Proving

extension KTAPReport {
  /// A test for each obligation; what is not proved is not ok, or skipped where nothing is asked.
  public static func text(_ report: ProofReport) -> String {
    let points = ProofPoint.points(report)
    var lines = ["KTAP version 1", "1..\(points.count)"]
    for (index, point) in points.enumerated() {
      // Diagnostics come before the line of their test.
      lines += point.lines.map(diagnostic)
      lines.append(result(point, number: index + 1))
    }
    lines += (report.growth + [report.closing]).map(diagnostic)
    return lines.joined(separator: "\n") + "\n"
  }

  private static func result(_ point: ProofPoint, number: Int) -> String {
    // A description ends at a hash sign, so that it can have none.
    let name = oneLine(point.name).replacing("#", with: "_")
    return switch point.result {
    case .passed: "ok \(number) \(name)"
    case .failed: "not ok \(number) \(name)"
    case .open(let verdict): "not ok \(number) \(name) # ERROR \(verdict)"
    case .skipped(let reason): "ok \(number) \(name) # SKIP \(oneLine(reason))"
    }
  }

  private static func diagnostic(_ line: String) -> String { "# \(oneLine(line))" }
}
