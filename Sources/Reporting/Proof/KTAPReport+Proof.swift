// SPDX-License-Identifier: GPL-2.0-or-later

import Proving

extension KTAPReport {
  /// A test for each obligation; what is not proved is not ok, or skipped where nothing is asked.
  public static func text(_ report: ProofReport) -> String {
    text(TestPoint.points(report), closing: report.notes)
  }
}
