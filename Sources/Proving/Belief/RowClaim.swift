// SPDX-License-Identifier: GPL-2.0-or-later

import AddressSpace
import Checking
import RangeFault

/// The scenarios of which a row says that they keep its clause, as far as random ones can be held
/// against it.
public enum RowClaim: Hashable, Sendable {
  /// Calls of hmm_range_fault on ranges of any length.
  case anyLength
  /// The same, while nobody else acts and every fault is resolved.
  case undisturbed
  /// Whole calls of a size, by its name.
  case bounded(String)

  /// Nil where a row is about no clause, or is not compared with scenarios.
  public init?(_ row: ProofRow) {
    guard let clause = row.clause else { return nil }
    switch row.group {
    case .witness where row.isOfAnyLength: self = .anyLength
    case .progress where row.isOfAnyLength: self = .undisturbed
    case .bounded: self = .bounded(row.name(without: clause))
    default: return nil
    }
  }
}

extension ProofRow {
  /// Its bound leaves the length of ranges open.
  public var isOfAnyLength: Bool { bound.hasPrefix("any length") }

  /// `2-pages` of `bounded.2-pages.C6`.
  fileprivate func name(without clause: String) -> String {
    String(id.dropFirst(group.rawValue.count + 1).dropLast(clause.count + 1))
  }
}

/// Why a row says nothing of a scenario.
public enum Exclusion: Hashable, Sendable {
  /// The call that takes the mmap lock itself, or that may drop it.
  case mayDropLock
  /// The snapshot entry.
  case snapshotCall
  case accessedBits
  /// PMDs of several tables.
  case splitTables
  case emptyRange
  /// Other threads act, or faults fail.
  case disturbed
  /// More pages, restarts, events or outcomes than the row's, or another layout.
  case otherSize
}

/// Which claims of a target's rows speak of a scenario.
struct ClaimScope {
  private let convention: Convention
  private let sizes: [(size: BoundedSize, layouts: [Skeleton])]

  init(_ target: Target) {
    convention = target.convention
    sizes = BoundedSize.all.map { ($0, $0.skeletons(target.revision)) }
  }

  /// All claims that rows can make.
  var claims: [RowClaim] { [.anyLength, .undisturbed] + sizes.map { .bounded($0.size.name) } }

  /// The names of the layouts of a size that a scenario is one of.
  func layouts(of scenario: Scenario, size name: String) -> Set<String> {
    let all = sizes.first { $0.size.name == name }?.layouts ?? []
    return Set(all.filter { scenario.isLaidOut(as: $0.scenario, convention) }.map(\.name))
  }

  /// Nil where a claim speaks of a scenario.
  ///
  /// - Parameters:
  ///   - verdict: what came of it.
  ///   - isEndless: its last call did not come to an end.
  func exclusion(
    from claim: RowClaim, _ scenario: Scenario, _ verdict: Verdict, isEndless: Bool
  ) -> Exclusion? {
    switch claim {
    case .anyLength: return exclusionFromWindows(scenario)
    case .undisturbed:
      let good: [FaultOutcome] = [.resolve, .resolveHuge, .reuse]
      let isQuiet = scenario.events.isEmpty && scenario.faults.allSatisfy(good.contains)
      return exclusionFromWindows(scenario) ?? (isQuiet ? nil : .disturbed)
    case .bounded(let name):
      guard let (size, layouts) = sizes.first(where: { $0.size.name == name }) else {
        return .otherSize
      }
      let isLeftOut = !size.isWhole && (isEndless || verdict.walks > size.restarts + 1)
      return !isLeftOut && isOf(size, layouts, scenario, verdict) ? nil : .otherSize
    }
  }

  /// The windows are of hmm_range_fault on one or more pages, with what skeletons leave as it is.
  func exclusionFromWindows(_ scenario: Scenario) -> Exclusion? {
    if scenario.mayDropLock || scenario.isUnplain { return .mayDropLock }
    if scenario.snapshotCall && convention.hasSnapshotEntry { return .snapshotCall }
    if scenario.count == 0 { return .emptyRange }
    if scenario.accessedBits { return .accessedBits }
    return scenario.geometry.tableShift == scenario.geometry.pmdShift ? nil : .splitTables
  }

  private func isOf(
    _ size: BoundedSize, _ layouts: [Skeleton], _ scenario: Scenario, _ verdict: Verdict
  ) -> Bool {
    // What is resolved without a script need not be in one.
    let outcomes = scenario.faults.lastIndex { $0 != .resolve }.map { $0 + 1 } ?? 0
    return !scenario.isUnplain && scenario.count == size.pages
      && scenario.events.count <= size.script.events
      && outcomes <= size.script.faults && verdict.passes == 1
      && layouts.contains { scenario.isLaidOut(as: $0.scenario, convention) }
  }
}

extension Scenario {
  /// The environment does what no skeleton leaves open.
  fileprivate var isUnplain: Bool {
    unlocked != UnlockedCall() || faults.contains { !FaultOutcome.plain.contains($0) }
  }

  /// Whether what a skeleton knows is the same.
  fileprivate func isLaidOut(as known: Scenario, _ convention: Convention) -> Bool {
    func bounds(_ scenario: Scenario) -> [[Int]] {
      scenario.vmas.map { [$0.start, $0.end, Int($0.hugetlb.rawValue)] }
    }
    return geometry == known.geometry && start == known.start && count == known.count
      && mayDropLock == known.mayDropLock && accessedBits == known.accessedBits
      && (snapshotCall == known.snapshotCall || !convention.hasSnapshotEntry)
      && bounds(self) == bounds(known)
  }
}
