// SPDX-License-Identifier: GPL-2.0-or-later

import AddressSpace
import Checking
import RangeFault

/// Two revisions that are compared, and what can be asked of both.
public struct RevisionPair: Equatable, Sendable {
  public let older: Revision
  public let newer: Revision
  /// In what they differ.
  public let changes: [Change]
  /// What both can be given: a scenario that this refuses, one of them refuses. It sees whatever
  /// one of them sees.
  let common: Revision

  /// Which of the two is older does not matter; the first counts as the older one.
  public init(_ older: Revision, _ newer: Revision) {
    self.older = older
    self.newer = newer
    changes = Change.all(from: older, to: newer)
    var common = older
    common.name = "\(older.name) and \(newer.name)"
    common.kinds = older.kinds.intersection(newer.kinds)
    common.drawn = (older.drawn ?? older.kinds).intersection(newer.drawn ?? newer.kinds)
    common.fixes = FixSet(rawValue: older.fixes.rawValue & newer.fixes.rawValue)
    common.ways.canDropLock = older.ways.canDropLock || newer.ways.canDropLock
    common.ways.takesLock = older.ways.takesLock && newer.ways.takesLock
    common.ways.walksHugetlb = older.ways.walksHugetlb && newer.ways.walksHugetlb
    if newer.ways.shape == .oneVMA { common.ways.shape = .oneVMA }
    common.ways.specialNeedsMap = older.ways.specialNeedsMap || newer.ways.specialNeedsMap
    common.ways.hasAccessedBits = older.ways.hasAccessedBits && newer.ways.hasAccessedBits
    self.common = common
  }

  /// Kinds of entries that only one of them has, on which they are not compared.
  public var uncommonKinds: [Kind] {
    older.kinds.union(newer.kinds).subtracting(common.kinds).members
  }

  /// Only ranges in one VMA are compared.
  public var isOneVMA: Bool { common.ways.shape == .oneVMA }
  /// hugetlb VMAs are not compared, though one of them walks such.
  public var leavesOutHugetlb: Bool {
    !common.ways.walksHugetlb && (older.ways.walksHugetlb || newer.ways.walksHugetlb)
  }

  /// The older revision with some of the changes made.
  func older(with changes: some Sequence<Change>) -> Revision {
    older.with(changes, as: newer)
  }
}
