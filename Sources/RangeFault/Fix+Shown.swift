// SPDX-License-Identifier: GPL-2.0-or-later

extension Fix {
  /// The revision that shows the defect when it loses this fix. For most it is the one that keeps
  /// the contract; where later changes hide the defect, it is the last that still shows it.
  public var shownIn: Revision {
    switch self {
    case .devicePrivateDecision, .rangeNeedIsUnion, .retryCode, .snapshotReportsErrors: .v5_6
    case .specialVMAError: .v5_0
    case .hugetlbAbsentNotValid, .numaPTEReportedInvalid: .v6_12
    default: .conforming
    }
  }
}
