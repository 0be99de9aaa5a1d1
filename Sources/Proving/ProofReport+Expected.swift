// SPDX-License-Identifier: GPL-2.0-or-later

import Checking

/// What `--expect` can say of an obligation besides that it fails.
public enum ExpectedVerdict {
  public static let conditional = "=conditional"
  public static let bounded = "=bounded"

  /// The id of what was expected, without its verdict.
  public static func id(_ name: String) -> String {
    for verdict in [conditional, bounded] where name.hasSuffix(verdict) {
      return String(name.dropLast(verdict.count))
    }
    return name
  }
}

extension ProofReport {
  private var wanted: [ProofResult] { results.filter { !$0.isSupport } }

  /// What --expect is held against: rows that fail, those that are conditional as `ID=conditional`,
  /// and, where any is known as `ID=bounded`, those that go no further than windows.
  private var found: Set<String> {
    var found = Set(wanted.filter(\.verdict.isFailure).map(\.row.id))
    found.formUnion(
      wanted.filter(\.verdict.isConditional).map { "\($0.row.id)\(ExpectedVerdict.conditional)" })
    if expected?.contains(where: { $0.hasSuffix(ExpectedVerdict.bounded) }) == true {
      let bounded = wanted.filter { $0.verdict == .proved && $0.row.isOfWindows }
      found.formUnion(bounded.map { "\($0.row.id)\(ExpectedVerdict.bounded)" })
    }
    return found
  }

  private var expectation: Expected? {
    expected.map { Expected(known: $0, verb: "fails", negated: "does not fail") }
  }

  /// What differs from what --expect names, a line each.
  public var surprises: [String] {
    expectation.map { $0.unexpected(found) + $0.missing(found) } ?? []
  }

  /// What a table comes to of which it is known what fails.
  ///
  /// A row that is not proved, and that nothing is known to break, is open: it is not certain to be
  /// wrong where it is not expected.
  func conclusion(expecting expected: Set<String>) -> Conclusion {
    let unexpected = found.subtracting(expected)
    let open = wanted.filter {
      $0.verdict.isUndetermined || unexpected.contains($0.row.id) && $0.verdict == .notInductive
        || unexpected.contains("\($0.row.id)\(ExpectedVerdict.conditional)")
    }
    let isWrong = wanted.contains {
      unexpected.contains($0.row.id) && $0.verdict.isFailure && $0.verdict != .notInductive
    }
    if isWrong { return .refuted }
    if isInterrupted || !open.isEmpty || wanted.isEmpty { return .undetermined }
    if !surprises.isEmpty { return .refuted }
    if isUnconfirmed { return .undetermined }
    return found.isEmpty ? .proved : .expected
  }

  /// Rows of those named that are not proved for any length, as far as they are decided.
  public func bounded(of names: [String]) -> [String] {
    results.filter { result in
      names.contains(where: result.row.isNamed) && result.row.group.isInductive
        && !result.verdict.isUndetermined
        && (result.verdict != .proved || result.row.isOfWindows)
    }.map(\.row.id)
  }
}
