// SPDX-License-Identifier: GPL-2.0-or-later

extension TargetComparison.Outcome {
  /// What random scenarios and the solver say together: a difference, or equal where all was judged
  /// and each question that was asked is answered.
  public func conclusion(with proof: TargetProof.Outcome) -> DifferenceReport.Conclusion {
    if !differences.isEmpty || !proof.differences.isEmpty { return .different }
    let isProved = proof.kinds.isEmpty || proof.isComplete
    let isCompared = seeds > 0 || !proof.kinds.isEmpty
    return undetermined == 0 && isProved && isCompared ? .equal : .undetermined
  }
}
