// SPDX-License-Identifier: GPL-2.0-or-later

import AddressSpace
import Logic
import RangeFault
import Specification
import Testing

/// C16 speaks of the page for which the call failed, and takes no other for it.
@Suite struct BlameTests {
  /// Two pages of one poisoned huge page are reported, wrongly, since v6.12 judges it by its first page
  /// alone; then a page behind them fails.
  private static let scenario: Scenario = {
    var scenario = Scenario(geometry: .small, start: 2, count: 3)
    scenario.vmas = [VMA(start: 0, end: 16, hugetlb: .pmd)]
    scenario.pmds = [.hugetlbPoison, .none]
    scenario.requests = [0, PfnWord.fault, PfnWord.fault]
    return scenario
  }()

  private func broken(_ scenario: Scenario) -> [String] {
    var walk = Walk<Concrete>(revision: .v6_12)
    return walk.run(scenario).violated.ids
  }

  /// The call says -EFAULT where memory ran out, which would fit the second page, too.
  @Test func theLastPageRanOutOfMemory() {
    var scenario = Self.scenario
    scenario.faults = [.outOfMemory]
    let broken = broken(scenario)
    #expect(broken.contains("C1") && !broken.contains("C16"), "\(broken)")
  }

  /// The call faults a page that nobody asked for, and says -EFAULT where that fails.
  @Test func theLastPageWasNotAskedFor() {
    var scenario = Scenario(geometry: .small, start: 2, count: 4)
    scenario.vmas = [VMA(start: 0, end: 4, hugetlb: .pmd), VMA(start: 4, end: 16)]
    scenario.pmds = Self.scenario.pmds
    scenario.requests = [0, PfnWord.fault, 0, PfnWord.fault]
    scenario.faults = [.busError]
    let broken = broken(scenario)
    #expect(broken.contains("C5") && !broken.contains("C16"), "\(broken)")
  }
}
