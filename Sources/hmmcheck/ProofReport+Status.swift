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

  /// Whether the obligations that fail are those that are known to, those that are conditional the
  /// ones known as `ID=conditional`, and, where any is known as `ID=bounded`, those that go no further
  /// than windows exactly these; the others are named on standard error. What is undetermined is
  /// neither: only one that fails and is not known is certain to be wrong beside it.
  func status(expecting known: Set<String>) -> Status {
    if conclusion == .disagreed { return .disagreement }
    let wanted = results.filter { !$0.isSupport }
    let failing = Set(wanted.filter(\.verdict.isFailure).map(\.row.id))
    var found = failing
    found.formUnion(
      wanted.filter(\.verdict.isConditional).map { "\($0.row.id)\(ExpectedVerdict.conditional)" })
    if known.contains(where: { $0.hasSuffix(ExpectedVerdict.bounded) }) {
      let bounded = wanted.filter { $0.verdict == .proved && $0.row.isOfWindows }
      found.formUnion(bounded.map { "\($0.row.id)\(ExpectedVerdict.bounded)" })
    }
    let status = Expected(known: known, verb: "fails", negated: "does not fail")
      .status(found: found)
    if !failing.isSubset(of: known) { return .violated }
    if isInterrupted || wanted.contains(where: \.verdict.isUndetermined) { return .undetermined }
    return status == .held && isUnconfirmed ? .undetermined : status
  }

  /// Rows of those named that are not proved for any length.
  func bounded(of names: [String]) -> [String] {
    results.filter { result in
      names.contains(where: result.row.isNamed) && result.row.group.isInductive
        && (result.verdict != .proved || result.row.isOfWindows)
    }.map(\.row.id)
  }
}

/// What `--expect` can say of an obligation besides that it fails.
enum ExpectedVerdict {
  static let conditional = "=conditional"
  static let bounded = "=bounded"

  /// The id of what was expected, without its verdict.
  static func id(_ name: String) -> String {
    for verdict in [conditional, bounded] where name.hasSuffix(verdict) {
      return String(name.dropLast(verdict.count))
    }
    return name
  }
}
