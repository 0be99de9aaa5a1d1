// SPDX-License-Identifier: GPL-2.0-or-later

import AddressSpace
import Logic
import RangeFault
import Specification

// Calls from their beginning, on every scenario of a few pages: what is found here is a run, and is
// replayed.
extension Plan {
  /// The restarts of a bounded call.
  static let restarts = 4

  /// A size of scenarios that is searched as a whole.
  private struct Size {
    var pages: Int
    var script = Skeleton.Script()
    var restarts = Plan.restarts
    var onlyPlain = false

    var bound: String {
      var parts = ["\(pages) page\(pages == 1 ? "" : "s"), \(restarts) restarts"]
      if script.faults > 0 { parts.append("\(script.faults) open outcome") }
      if script.events > 0 { parts.append("\(script.events) event") }
      return parts.joined(separator: ", ")
    }

    var name: String {
      "\(pages)-pages" + (script.faults > 0 ? "-outcome" : "") + (script.events > 0 ? "-event" : "")
    }
  }

  mutating func addBounded(_ depth: Depth) {
    var sizes = [
      Size(pages: 1, script: .init(faults: 1)), Size(pages: 2),
      Size(pages: 1, script: .init(events: 1), restarts: 1),
    ]
    if depth == .full { sizes.append(Size(pages: 3, onlyPlain: true)) }
    for size in sizes {
      var rows: [String] = []
      for clause in ClauseClaims.all {
        let row = ProofRow(
          .bounded, "\(size.name).\(clause.id)", clause: clause.id, clause.clause.statement,
          bound: size.bound)
        add(row)
        rows.append(row.id)
      }
      var skeletons =
        size.onlyPlain
        ? [Skeleton.plain(pages: size.pages)] : Skeleton.all(pages: size.pages, for: revision)
      skeletons = skeletons.flatMap { Plan.variants($0, revision) }
      for skeleton in skeletons {
        let revision = revision
        add(
          Part("bounded \(size.name) \(skeleton.name)", rows: rows) { graph, wanted in
            let run = BoundedRun(
              skeleton.with(size.script), revision: revision, restarts: size.restarts, in: graph)
            return run.questions("bounded.\(size.name)", wanted)
          })
      }
    }
  }

  /// A skeleton with each combination of what a revision can see and a solver takes as known.
  static func variants(_ skeleton: Skeleton, _ revision: Revision) -> [Skeleton] {
    var variants = [skeleton]
    func either(_ name: String, _ seen: Bool, _ change: (inout Scenario) -> Void) {
      if !seen { return }
      variants += variants.map { variant in
        var changed = variant
        changed.name += ", \(name)"
        change(&changed.scenario)
        return changed
      }
    }
    either("snapshot call", !revision.has(.noSnapshotCall)) { $0.snapshotCall = true }
    either("may drop the lock", revision.ways.canDropLock || !revision.has(.allowRetryOnRequest)) {
      $0.mayDropLock = true
    }
    either("accessed bits", !revision.has(.swapOffsetPfn)) { $0.accessedBits = true }
    either("split tables", !revision.has(.hugeOffset)) { $0.geometry = .smallSplit }
    return variants
  }
}

extension BoundedRun {
  func questions(_ group: String, _ wanted: Set<String>) -> [Question] {
    var questions: [Question] = []
    for clause in ClauseClaims.all where wanted.contains("\(group).\(clause.id)") {
      let row = "\(group).\(clause.id)"
      let violated = clause.violations(world).reduce(false as Symbolic.Bit) { $0 .| $1.violated }
      questions.append(
        Question(
          row, "call", assumptions + [violated], scenario: scenario, clause: clause.id))
    }
    return questions
  }
}
