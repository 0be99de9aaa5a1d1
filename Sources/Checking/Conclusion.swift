// SPDX-License-Identifier: GPL-2.0-or-later

/// What a check or a replay as a whole says: from it come the exit status and the conclusion of
/// every form of report.
public enum Conclusion: String, CaseIterable, Sendable {
  case held
  /// Broken is exactly what --expect names.
  case expected
  /// Something could not be judged.
  case undetermined
  /// A case file cannot be used.
  case refused
  /// Something is broken that is not expected, or what is expected is not although all was judged.
  case violated

  /// - Parameters:
  ///   - found: the clauses of what is broken.
  ///   - expected: what --expect names; nil without it.
  ///   - isBroken: something else is wrong that nothing excuses.
  ///   - isRefused: a case file cannot be used.
  ///   - isJudged: all that was to be judged was.
  public init(
    found: Set<String>, expected: Expected?, isBroken: Bool, isRefused: Bool, isJudged: Bool
  ) {
    let unexpected = expected.map { found.subtracting($0.known) } ?? found
    let isMissing = expected.map { !$0.missing(found).isEmpty } ?? false
    self =
      if isBroken || !unexpected.isEmpty || (isMissing && isJudged) {
        .violated
      } else if isRefused {
        .refused
      } else if !isJudged {
        .undetermined
      } else {
        found.isEmpty ? .held : .expected
      }
  }
}
