// SPDX-License-Identifier: GPL-2.0-or-later

import AddressSpace
import Logic
import RangeFault

extension ClauseTests {
  /// C15, C16 and C23: how a walk goes on, and what it leaves behind.
  static let restartCases: [ClauseCase] = [
    ClauseCase(
      "C15", "the request is cleared before the fault", by: .v5_6, .pages([.none], [read])
    ) {
      // The request is the same, but no bit of the word is part of it.
      $0.requests = [0]
      $0.defaultFlags = PfnWord.fault
    },
    ClauseCase(
      "C15", "a huge page clears its first request", by: .lacking([.hugetlbKeepsRequest]),
      .hugetlb(.none, [read, read])
    ) { $0.requests[0] = 0 },
    ClauseCase(
      "C15", "an entry below the cursor was never set", by: .lacking([.hugeMigrationWritten]),
      .pmds([.hugeMigration, .table], [0, 0, 0, 0, read])
    ) { $0.pmds[0] = .none },

    ClauseCase(
      "C16", "the page that failed is marked", by: .lacking([.errorSetsNothing]),
      .pages([.none], [read]).with { $0.faults = [.busError] }
    ) {
      // Here the call fails before it comes to the page.
      $0.vmas[0].flags.insert(.io)
    },
    ClauseCase(
      "C16", "a page behind the one that failed is set", by: .conforming,
      .pages([.hwpoison, .writable, .hwpoison], [read, 0, 0]), after: { $0.pages[1].storedIn = 1 }
    ) {
      // It may be the last page that failed: the contract gives no order.
      $0.requests[2] = read
    },

    ClauseCase(
      "C23", "a write is faulted for ever", by: .lacking([.vmWriteCheck]),
      .pages([.readOnly], [write]).with {
        $0.vmas[0].flags = .read
        $0.faults = [.reuse]
      }
    ) { $0.vmas[0].flags = [.read, .write] },
    ClauseCase(
      "C23", "a page map that is gone is looked up for ever", by: .lacking([.noPagemapLookup]),
      .pages([.devmapReadOnly, .none], [0, read]).with { $0.pagemapLookups = 0 }
    ) { $0.pagemapLookups = 1 },
  ]
}
