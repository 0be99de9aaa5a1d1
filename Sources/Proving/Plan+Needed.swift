// SPDX-License-Identifier: GPL-2.0-or-later

import Logic
import RangeFault

// Each conjunct of the invariant is needed: without it, some claim of a round fails.
extension Plan {
  mutating func addNeeded() {
    for dropped in Invariant.all(of: target) {
      let row = ProofRow(
        .invariant, dropped.rawValue, "is needed: without it some round breaks a claim",
        bound: "a window of 4 pages",
        exemption: exemption)
      add(row)
      if !isOneLoop { continue }
      let (target, basis) = (target, basis)
      for cursor in [1] {
        add(
          Part("\(row.id) cursor \(cursor)", rows: [row.id]) { graph, _ in
            let window = Window(
              .plain(pages: 4), cursor: cursor, target: target, basis: basis,
              opensRequests: dropped == .requestsKept, in: graph)
            return [
              Question(
                row.id, "a broken claim", .example,
                window.assumptions(without: dropped) + [window.isBroken])
            ]
          })
      }
    }
  }
}

extension Window {
  /// Some claim fails: an invariant is not kept, or a clause broken.
  fileprivate var isBroken: Symbolic.Bit {
    claims("").reduce(false) { $0 .| $1.broken }
  }
}
