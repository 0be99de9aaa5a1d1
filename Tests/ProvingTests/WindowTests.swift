// SPDX-License-Identifier: GPL-2.0-or-later

import AddressSpace
import RangeFault
import Testing

@testable import Proving

/// Every way for a few pages to lie is there: one that is left out takes cases with it, silently.
@Suite struct WindowTests {
  @Test func thereAreNine() {
    let windows = Plan(.conforming).windows
    #expect(windows.count == 9)
    #expect(Set(windows.map(\.name)).count == 9)
    #expect(windows.count { $0.scenario.count == 4 } == 1)
  }

  /// What a revision can tell apart is known to its windows, each way.
  @Test(arguments: [Fix.hugeOffset, .swapOffsetPfn, .noSnapshotCall, .allowRetryOnRequest])
  func whatIsSeenIsVaried(_ fix: Fix) {
    let windows = Plan(Revision.conforming.without([fix])).windows
    #expect(windows.count == 18)
    let seen = windows.map { window -> Bool in
      let scenario = window.scenario
      switch fix {
      case .hugeOffset: return scenario.geometry == .smallSplit
      case .swapOffsetPfn: return scenario.accessedBits
      case .noSnapshotCall: return scenario.snapshotCall
      default: return scenario.mayDropLock
      }
    }
    #expect(seen.count { $0 } == 9)
  }

  /// A text's windows begin at each offset within a PUD, and hold three VMAs and three PMDs.
  @Test func textsAreSeenAtEachOffset() {
    let windows = Plan.windowsOfTexts(.conforming)
    #expect(Set(windows.map(\.name)).count == windows.count)
    let plain = windows.filter { $0.name.hasPrefix("vv from") }
    #expect(Set(plain.map(\.scenario.start)) == [0, 1, 2, 3])
    let pud = windows.filter { $0.scenario.vmas.contains { $0.hugetlb == .pud } }
    #expect(Set(pud.map(\.scenario.start)) == [0, 1, 2, 3])
    #expect(windows.contains { $0.scenario.vmas.count == 3 })
    #expect(windows.contains { $0.scenario.start == 1 && $0.scenario.count == 4 })
  }
}
