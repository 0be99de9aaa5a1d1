// SPDX-License-Identifier: GPL-2.0-or-later

import AddressSpace
import RangeFault

/// What the generator may use: what a kernel has, and how large scenarios may become.
public struct Profile: Equatable, Sendable {
  /// Kinds of entries that exist.
  public var kinds: KindSet
  /// The kinds that a seed's own stream of draws knows: see ``Revision/drawn``.
  public var drawn: KindSet
  /// Special PTEs stand in VMAs with IO, PFNMAP or MIXEDMAP only.
  public var specialNeedsMap: Bool
  /// Swap entries may have bits above their offset.
  public var hasAccessedBits: Bool
  /// The range lies in one VMA.
  public var oneVMA: Bool
  public var hugetlb: Bool
  /// There is a snapshot entry, a choice to drop the lock, and page maps to look up.
  public var olderInterface: Bool
  /// A huge PUD may go away and come back: for page walkers that look at a PUD more than once. Seeds
  /// mean other scenarios then.
  public var pudsComeBack = false
  /// There is a call that takes the mmap lock itself: about two seeds in five call it.
  public var takesLock: Bool
  /// Real geometry: 512 pages a PMD.
  public var realGeometry: Bool
  /// 2 pages a PMD, as in the windows of proofs of texts, and no other geometry.
  public var pairs = false
  /// Pages of the largest range: 1 to 4096.
  public var maximumPages: Int

  /// What fits a revision.
  public init(revision: Revision, realGeometry: Bool = false, maximumPages: Int? = nil) {
    kinds = revision.kinds
    drawn = revision.drawn ?? revision.kinds
    specialNeedsMap = revision.ways.specialNeedsMap
    hasAccessedBits = revision.ways.hasAccessedBits
    oneVMA = revision.ways.shape == .oneVMA
    hugetlb = revision.ways.walksHugetlb
    olderInterface =
      !FixSet([
        .noSnapshotCall, .allowRetryOnRequest, .noPagemapLookup, .snapshotReportsErrors,
      ]).subtracting(revision.fixes).fixes.isEmpty || revision.ways.canDropLock
    takesLock = revision.ways.takesLock
    self.realGeometry = realGeometry
    self.maximumPages = maximumPages ?? (realGeometry ? 1536 : 16)
  }
}

extension Revision {
  /// Why a scenario cannot be run on this revision, or nil where it can: it uses what this kernel
  /// does not have.
  public func refusal(_ scenario: Scenario) -> String? {
    if ways.shape == .oneVMA {
      let covers = scenario.vmas.contains {
        $0.start <= scenario.start && scenario.end <= $0.end
      }
      if !covers && scenario.count > 0 { return "\(name) walks one VMA only" }
    }
    if !ways.walksHugetlb && scenario.vmas.contains(where: { $0.hugetlb != .no }) {
      return "\(name) does not walk hugetlb VMAs"
    }
    if !ways.takesLock && scenario.unlocked != UnlockedCall() {
      return "\(name) has no call that takes the mmap lock itself"
    }
    if !ways.takesLock, let outcome = scenario.faults.first(where: \.isUnasked) {
      return "\(name) does not look whether a handler dropped the mmap lock (\(outcome.name))"
    }
    if let missing = missingKind(scenario) { return "\(name) has no \(missing.name) entries" }
    if !ways.hasAccessedBits && scenario.accessedBits {
      return "\(name) has no accessed bits in swap entries"
    }
    if ways.specialNeedsMap, let page = scenario.specialWithoutMap {
      return "\(name) has special entries in VMAs with IO, PFNMAP or MIXEDMAP only, unlike page"
        + " \(page)"
    }
    return nil
  }

  /// A kind of entry that the scenario has, or comes to have, and this kernel has not.
  func missingKind(_ scenario: Scenario) -> Kind? {
    func missing(_ used: [Kind]) -> Kind? { used.first { !kinds.contains($0) } }
    return missing(scenario.puds) ?? missing(scenario.pmds) ?? missing(scenario.ptes)
      ?? scenario.events.first { !kinds.contains($0.kind) }?.kind
  }
}

extension Scenario {
  /// A page of the range that has a special PTE, or comes to have one, in a VMA that is none of a map.
  fileprivate var specialWithoutMap: Int? {
    func isOutside(_ page: Int) -> Bool {
      let place = start + page
      return !vmas.contains {
        $0.start <= place && place < $0.end && !$0.flags.isDisjoint(with: .mapped)
      }
    }
    if let page = ptes.indices.first(where: {
      KindSet.specialPTE.contains(ptes[$0]) && isOutside($0)
    }) {
      return page
    }
    return events.first {
      $0.target == .pte && KindSet.specialPTE.contains($0.kind) && isOutside($0.index)
    }?.index
  }
}

extension VMA.Flags {
  /// VMAs into which drivers map what has no page.
  @usableFromInline static let mapped: VMA.Flags = [.io, .pfnmap, .mixedmap]
}
