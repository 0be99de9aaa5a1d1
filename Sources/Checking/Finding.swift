// SPDX-License-Identifier: GPL-2.0-or-later

import AddressSpace
import RangeFault
import Specification

/// A way in which a revision breaks the contract, with the smallest scenario that shows it.
public struct Finding: Equatable, Sendable {
  /// The clause's index in ``Contract/clauses``.
  public var clause: Int
  public var remedy: Remedy
  public var scenario: Scenario
  /// The seed of the smallest scenario that showed it, the least of several; 0 where none did (``seeds``).
  public var seed: UInt64
  /// The variation of it; 0 where the seed's own scenario did.
  public var variation: UInt64 = 0
  /// How many of the checked seeds showed this clause broken for this reason; 0 where a solver's
  /// scenario did.
  public var seeds: UInt64

  public init(
    clause: Int, remedy: Remedy, scenario: Scenario, seed: UInt64, seeds: UInt64
  ) {
    self.clause = clause
    self.remedy = remedy
    self.scenario = scenario
    self.seed = seed
    self.seeds = seeds
  }

  /// What drew the scenario that it was found in.
  public var draw: Draw { Draw(seed: seed, variation: variation) }

  /// No seed showed it, but a scenario of a solver's that was to reach a line.
  public var isSolvers: Bool { seeds == 0 }

  public var clauseID: String { Contract.clauses[clause].id }
  public var weight: Weight { Contract.clauses[clause].weight }
}

/// Findings, each reason once for each clause.
struct FindingList {
  private var findings: [Finding] = []

  /// Adds a finding, or counts it in with the one that says the same; the smaller scenario stays.
  mutating func add(_ finding: Finding) {
    let known = findings.firstIndex {
      $0.clause == finding.clause && $0.remedy == finding.remedy
    }
    guard let known else {
      findings.append(finding)
      return
    }
    let seeds = findings[known].seeds + finding.seeds
    if Measure(finding.scenario, walks: 0) < Measure(findings[known].scenario, walks: 0) {
      findings[known] = finding
    }
    findings[known].seeds = seeds
  }

  /// What is left when findings that others explain are counted in with those: smallest clause
  /// first, then smallest seed.
  var sorted: [Finding] {
    var list = self
    for finding in findings { list.mergeExplained(finding) }
    return list.findings.sorted { ($0.clause, $0.seed) < ($1.clause, $1.seed) }
  }

  /// Counts a finding in with another of its clause that explains it: one that fewer fixes mend,
  /// all of which mend this one too; or one that is met far more often and that a fix mends which
  /// mends this one too.
  private mutating func mergeExplained(_ finding: Finding) {
    let mends = FixSet(finding.remedy.fixes)
    let better = findings.indices.first { index in
      let other = findings[index]
      guard other.clause == finding.clause, other != finding else { return false }
      let others = FixSet(other.remedy.fixes)
      if others.rawValue == 0 || others == mends { return false }
      if others.subtracting(mends).rawValue == 0 { return true }
      return others.rawValue & mends.rawValue != 0
        && other.seeds > FindingList.farMore * finding.seeds
    }
    guard let better else { return }
    findings[better].seeds += finding.seeds
    findings.removeAll { $0.clause == finding.clause && $0.remedy == finding.remedy }
  }

  private static let farMore: UInt64 = 20
}

/// One defect: what the same remedy mends, with the clauses that it breaks.
public struct Defect: Equatable, Sendable {
  public var remedy: Remedy
  /// One for each clause; the smallest case first.
  public var findings: [Finding]

  /// Groups findings by what mends them, in the order of their first seeds. Where part of what
  /// mends a finding mends another, the two are one defect. Findings that nothing known mends stand
  /// each for itself.
  public static func group(_ findings: [Finding]) -> [Defect] {
    let remedies = Set(findings.map { FixSet($0.remedy.alternatives) })
      .filter { $0.rawValue != 0 }
    var defects: [Defect] = []
    for finding in findings {
      var remedy = finding.remedy
      let mends = FixSet(remedy.alternatives)
      let narrower = remedies.filter { $0 != mends && $0.subtracting(mends).rawValue == 0 }
      if let narrowest = narrower.min(by: { $0.narrower(than: $1) }) {
        remedy.alternatives = narrowest.fixes
      }
      let known = defects.firstIndex { $0.remedy == remedy && !remedy.fixes.isEmpty }
      if let known {
        defects[known].findings.append(finding)
      } else {
        defects.append(Defect(remedy: remedy, findings: [finding]))
      }
    }
    for index in defects.indices {
      defects[index].findings.sort { a, b in
        let (left, right) = (Measure(a.scenario, walks: 0), Measure(b.scenario, walks: 0))
        return left == right ? a.clause < b.clause : left < right
      }
    }
    return defects
  }

  /// The case to show.
  public var first: Finding { findings[0] }
  /// How many seeds showed the clause that most of them did.
  public var seeds: UInt64 { findings.map(\.seeds).max() ?? 0 }
}

extension FixSet {
  /// Fewer fixes first, then the older ones.
  fileprivate func narrower(than other: FixSet) -> Bool {
    let (mine, theirs) = (rawValue.nonzeroBitCount, other.rawValue.nonzeroBitCount)
    return mine == theirs ? rawValue < other.rawValue : mine < theirs
  }
}
