// SPDX-License-Identifier: GPL-2.0-or-later

import AddressSpace
import Logic
import RangeFault

extension ClauseTests {
  /// C19 and C26: locks.
  static let disciplineCases: [ClauseCase] = [
    ClauseCase(
      "C19", "a call on an invalidated range drops the lock", by: .v5_2,
      .pages([.writable], [read]).with { $0.invalidated = true }, also: ["C1"]
    ) { $0.mayDropLock = true },
    ClauseCase(
      "C19", "the lock was dropped, but not told so", by: .v5_0,
      .pages([.none], [read]).with {
        $0.mayDropLock = true
        $0.faults = [.retry]
      }, also: ["C1"], nearBreaks: ["C15"]
    ) { $0.faults = [.resolve] },
    ClauseCase(
      "C19", "the walk goes on without the lock, and tells of it later",
      by: .v5_6.without([.singleWalk]),
      .pages([.none], [0]).with {
        $0.defaultFlags = PfnWord.fault
        $0.mayDropLock = true
        $0.faults = [.retry, .retry]
      }, also: ["C23"]
    ) { $0.faults = [.nothing, .retry] },

    ClauseCase(
      "C26", "pages are faulted under the PUD's lock", by: .lacking([.pudLockDropped]),
      .pud(.pudReadOnly, [write])
    ) { $0.puds = [.pudWritable] },
    ClauseCase(
      "C26", "a table stays mapped", by: .lacking([.pteUnmapOnError]),
      .pages([.hwpoison], [read])
    ) { $0.ptes = [.swap] },
    ClauseCase(
      "C26", "a huge page is faulted under the hugetlb lock", by: .lacking([.hugetlbLockDropped]),
      .hugetlb(.hugetlbReadOnly, [write])
    ) { $0.pmds = [.hugetlbWritable] },
    ClauseCase(
      "C26", "a hugetlb hole is faulted under the hugetlb lock",
      by: .lacking([.hugetlbHoleUnlocked]), .hugetlb(.none, [read]).with { $0.puds = [.none] }
    ) { $0.requests = [0] },
    ClauseCase(
      "C26", "a table is unmapped before its fault and after it", by: .conforming,
      .pages([.none], [read]),
      after: {
        if $0.ghost.faults != 0 {
          $0.unmap()
          $0.map()
        }
      }
    ) { $0.ptes = [.readOnly] },
  ]

  /// C27: reads of what is not there.
  static let readCases: [ClauseCase] = [
    ClauseCase(
      "C27", "a table is read that has gone away", by: .lacking([.mapMayFail]),
      .pages([.writable], [read]).with {
        $0.events = [Event(at: 5, target: .pmd, index: 0, kind: .none)]
      }
    ) { $0.events[0].at = 6 },
    ClauseCase(
      "C27", "a PUD that is not present is taken for a table", by: .lacking([.nonPresentPUD]),
      .pud(.pudNonPresent, [read])
    ) { $0.puds = [.none] },
    ClauseCase(
      "C27", "a gap is faulted", by: .lacking([.holeWithoutVMA]),
      .pages([.none], [read]).with { $0.vmas = [] }
    ) { $0.requests = [0] },
    ClauseCase(
      "C27", "a bad PMD is reported through a wrong pointer", by: .lacking([.badRangeFiller]),
      .pmds([.bad], [0])
    ) { $0.pmds = [.hugeMigration] },
    ClauseCase(
      "C27", "an entry is judged before it is decoded", by: .lacking([.swapEntryDecodedFirst]),
      .pages([.swap], [read])
    ) { $0.ptes = [.none] },
  ]
}
