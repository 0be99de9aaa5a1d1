// SPDX-License-Identifier: GPL-2.0-or-later

/// What each obligation spends of Z3's resource limit, as `Specs/rlimits.json` records it: a measure
/// of effort that, unlike time, is the same on every machine, but only for one version of Z3.
public struct Ledger: Codable, Equatable, Sendable {
  /// The version of Z3 that the numbers are of, as it names itself: `4.8.12`.
  public var z3: String
  /// What each obligation spent, in Z3's units, by the obligation's identifier.
  public var obligations: [String: UInt64]

  /// Growth up to this is no exceedance, however little is recorded: a small obligation doubles by a
  /// change that no one would notice.
  public static let slack: UInt64 = 100_000

  public init(z3: String, obligations: [String: UInt64]) {
    self.z3 = z3
    self.obligations = obligations
  }

  /// Judges what a run spent: the obligations that grew to more than double, and by more than
  /// ``slack``, and those that are not recorded. Sorted by identifier; nothing where the version
  /// differs from the recorded one. Recorded obligations that were not run do not matter.
  ///
  /// - Parameter z3: the version that the run used.
  public func exceeded(by spent: [String: UInt64], z3: String) -> [Exceedance] {
    if z3 != self.z3 { return [] }
    return spent.sorted { $0.key < $1.key }.compactMap { obligation, spent in
      let recorded = obligations[obligation]
      if let recorded {
        // As a difference, twice a great number cannot overflow.
        if spent <= recorded || spent - recorded <= max(recorded, Ledger.slack) { return nil }
      }
      return Exceedance(obligation: obligation, recorded: recorded, spent: spent)
    }
  }
}

/// An obligation that spent more than the ledger allows for.
public struct Exceedance: Equatable, Sendable, CustomStringConvertible {
  public var obligation: String
  /// In Z3's units; nil if the ledger does not know the obligation.
  public var recorded: UInt64?
  /// In Z3's units.
  public var spent: UInt64

  public init(obligation: String, recorded: UInt64?, spent: UInt64) {
    self.obligation = obligation
    self.recorded = recorded
    self.spent = spent
  }

  /// One line.
  public var description: String {
    guard let recorded else { return "\(obligation): spent \(spent), nothing is recorded" }
    return "\(obligation): spent \(spent), more than twice the \(recorded) recorded"
  }
}
