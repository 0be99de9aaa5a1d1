// SPDX-License-Identifier: GPL-2.0-or-later

import AddressSpace
import Logic
import RangeFault

extension ClauseTests {
  /// C5, C6, C7 and C24: what is faulted, and what that must give.
  static let requestCases: [ClauseCase] = [
    ClauseCase(
      "C5", "a neighbour's request faults the page", by: .v6_12, .pages([.none, .none], [read, 0])
    ) {
      // It faults what is left of the PMD from the page that asks.
      $0.requests = [0, read]
    },
    ClauseCase(
      "C5", "a huge mapping is shared, but gives what is asked", by: .conforming,
      .pmds([.hugeReadOnly], [read, 0]),
      after: {
        $0.ghost.faults = 1
        $0.pages[1].effects = UInt8(PageEffect.write | PageEffect.huge | PageEffect.wasReadable)
      }
    ) { $0.requests[0] = write },

    ClauseCase(
      "C6", "only the first page of a huge page is asked", by: .lacking([.hugetlbJudgesEveryPage]),
      .hugetlb(.none, [0, read])
    ) { $0.requests = [read, 0] },
    ClauseCase(
      "C6", "a swapped-out page is not faulted", by: .lacking([.swapNeed]), .pages([.swap], [read])
    ) { $0.ptes = [.none] },
    ClauseCase(
      "C6", "a bad PMD is reported, whatever was asked", by: .lacking([.badPMDAsksNeed]),
      .pmds([.bad, .none], [0, 0, 0, read, read])
    ) { $0.requests[3] = 0 },

    ClauseCase(
      "C7", "read-only device memory of the caller's own suffices",
      by: .lacking([.ownPrivateWriteFaults]), .pages([.devicePrivateReadOnly], [write])
    ) { $0.ptes = [.devicePrivateWritable] },
    ClauseCase(
      "C7", "a write request cancels the request", by: .lacking([.needWritePolarity]),
      .pages([.readOnly], [write])
    ) { $0.ptes = [.writable] },

    ClauseCase(
      "C24", "a page is faulted that the fault before brought", by: .lacking([.faultsOneByOne]),
      .pmds([.none], [read, read]).with { $0.faults = [.resolveHuge] }
    ) { $0.faults = [.resolve] },
    ClauseCase(
      "C24", "a page that asks to read is write-faulted", by: .v6_12,
      .pages([.none, .none], [write, read])
    ) { $0.requests[1] = write },
  ]
}

extension Scenario {
  /// One huge page of hugetlb, 4 pages of the range at most.
  static func hugetlb(_ kind: Kind, _ requests: [UInt64]) -> Scenario {
    pmds([kind], requests).with { $0.vmas[0].hugetlb = .pmd }
  }
}
