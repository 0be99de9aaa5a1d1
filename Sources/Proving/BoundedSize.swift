// SPDX-License-Identifier: GPL-2.0-or-later

import AddressSpace
import RangeFault

/// A size of scenarios that is searched as a whole: so many pages, restarts, events, outcomes.
struct BoundedSize: Sendable {
  var pages: Int
  var script = Skeleton.Script()
  var restarts = BoundedSize.restarts
  /// One VMA around the range only.
  var onlyPlain = false
  /// The call has all the walks that a scenario of this size is granted, so that it is known whether
  /// it ends.
  var isWhole = false

  /// Restarts of a bounded call, unless events make it too large.
  static let restarts = 4

  /// The quickest first.
  static let all = [
    BoundedSize(pages: 1, script: .init(faults: 1)),
    BoundedSize(pages: 1, restarts: 12, isWhole: true), BoundedSize(pages: 2),
    BoundedSize(pages: 1, script: .init(events: 1), restarts: 1),
    BoundedSize(pages: 3, onlyPlain: true),
  ]

  var bound: String {
    var parts = ["\(pages) page\(pages == 1 ? "" : "s")"]
    if isWhole { return "\(parts[0]), whole calls" }
    parts.append("\(restarts) restart\(restarts == 1 ? "" : "s")")
    if script.faults > 0 { parts.append("\(script.faults) open outcome") }
    if script.events > 0 { parts.append("\(script.events) event") }
    return parts.joined(separator: ", ")
  }

  var name: String {
    if isWhole { return "whole-calls" }
    return "\(pages)-pages" + (script.faults > 0 ? "-outcome" : "")
      + (script.events > 0 ? "-event" : "")
  }

  /// The clauses that it is about: that a call ends is one of the whole call.
  var clauses: [ClauseClaims] {
    isWhole ? ClauseClaims.all.filter { $0.id == "C23" } : ClauseClaims.all
  }

  /// Every layout of this size, with its script.
  func skeletons(_ revision: Revision) -> [Skeleton] {
    let layouts =
      onlyPlain ? [Skeleton.plain(pages: pages)] : Skeleton.all(pages: pages, for: revision)
    return layouts.flatMap { BoundedSize.variants($0, revision) }
      .flatMap { $0.with(script).casesOfTables }
  }

  /// A skeleton with each combination of what a revision can see and a solver takes as known.
  static func variants(_ skeleton: Skeleton, _ revision: Revision) -> [Skeleton] {
    var variants = [skeleton]
    func either(_ name: String, _ seen: Bool, _ change: (inout Scenario) -> Void) {
      if !seen { return }
      variants += variants.map { $0.named(name, change) }
    }
    either("snapshot call", !revision.has(.noSnapshotCall)) { $0.snapshotCall = true }
    either("may drop the lock", revision.ways.canDropLock || !revision.has(.allowRetryOnRequest)) {
      $0.mayDropLock = true
    }
    either("accessed bits", !revision.has(.swapOffsetPfn) && revision.ways.hasAccessedBits) {
      $0.accessedBits = true
    }
    either("split tables", !revision.has(.hugeOffset)) { $0.geometry = .smallSplit }
    return variants
  }
}
