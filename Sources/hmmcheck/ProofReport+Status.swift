// SPDX-License-Identifier: GPL-2.0-or-later

import Proving

extension ProofReport.Conclusion {
  var status: Status {
    switch self {
    case .proved: .held
    case .refuted: .violated
    case .undetermined: .undetermined
    case .disagreed: .disagreement
    }
  }
}

extension ProofReport {
  /// The status of a table.
  var status: Status { conclusion.status }

  /// Whether the obligations that fail are those that are known to; the others are named on standard
  /// error. What is undetermined is neither: only one that fails and is not known is certain to be
  /// wrong beside it.
  func status(expecting known: Set<String>) -> Status {
    if conclusion == .disagreed { return .disagreement }
    let failing = Set(results.filter(\.verdict.isFailure).map(\.row.id))
    let status = Expected(known: known, verb: "fails", negated: "does not fail")
      .status(found: failing)
    if !failing.isSubset(of: known) { return .violated }
    if isInterrupted || results.contains(where: \.verdict.isUndetermined) { return .undetermined }
    return status == .held && isUnconfirmed ? .undetermined : status
  }
}
