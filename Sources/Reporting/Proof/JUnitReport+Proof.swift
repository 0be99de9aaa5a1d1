// SPDX-License-Identifier: GPL-2.0-or-later

import Proving

extension JUnitReport {
  /// A test case for each obligation, with its solver time; a refutation is a failure, and what is
  /// neither proved nor refuted an error.
  public static func text(_ report: ProofReport) -> String {
    text(
      TestPoint.points(report), suite: report.subjectName, seconds: report.seconds,
      closing: report.notes)
  }
}
