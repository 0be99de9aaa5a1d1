// SPDX-License-Identifier: GPL-2.0-or-later

import AddressSpace

// Kinds that a text has beyond the revision that it is like. They are put in place of what was drawn,
// by numbers of their own: without them, every seed means what it did.
extension Generator {
  @inlinable
  mutating func drawAdded(seed: UInt64, _ scenario: inout Scenario) {
    addedRandom = SplitMix64(seed: ~seed &* 0xd129_0d3c_2a6f_7b45)
    if !addedRandom.chance(60) || scenario.count == 0 { return }
    let bounds = Bounds(scenario)
    let geometry = scenario.geometry
    for pud in 0..<scenario.puds.count {
      let first = pud << geometry.pudShift
      let vma = bounds.vma(covering: first, first &+ geometry.pagesPerPUD, scenario)
      let kind = drawAdded(addedPUDs, .pud, vma, scenario, chance: 20)
      if let kind { scenario.puds[pud] = kind }
    }
    let firstPMD = scenario.start >> geometry.pmdShift
    for pmd in 0..<scenario.pmds.count {
      let first = (firstPMD &+ pmd) << geometry.pmdShift
      let vma = bounds.vma(covering: first, first &+ geometry.pagesPerPMD, scenario)
      let kind = drawAdded(addedPMDs, .pmd, vma, scenario, chance: 40)
      if let kind { scenario.pmds[pmd] = kind }
    }
    for page in 0..<scenario.ptes.count {
      let place = scenario.start &+ page
      let vma = bounds.vma(covering: place, place &+ 1, scenario)
      let kind = drawAdded(addedPTEs, .no, vma, scenario, chance: 25)
      if let kind { scenario.ptes[page] = kind }
    }
    for index in scenario.events.indices { drawAddedEvent(index, bounds, &scenario) }
  }

  /// An event that brings an entry about may bring one of these.
  @inlinable
  mutating func drawAddedEvent(_ index: Int, _ bounds: Bounds, _ scenario: inout Scenario) {
    let event = scenario.events[index]
    let geometry = scenario.geometry
    switch event.target {
    case .pte:
      let place = scenario.start &+ event.index
      let vma = bounds.vma(covering: place, place &+ 1, scenario)
      if let kind = drawAdded(addedPTEs, .no, vma, scenario, chance: 25) {
        scenario.events[index].kind = kind
      }
    case .pmd:
      let first = ((scenario.start >> geometry.pmdShift) &+ event.index) << geometry.pmdShift
      let vma = bounds.vma(covering: first, first &+ geometry.pagesPerPMD, scenario)
      if let kind = drawAdded(addedPMDs, .pmd, vma, scenario, chance: 40) {
        scenario.events[index].kind = kind
      }
    default: break
    }
  }

  /// One of the added kinds that can stand at a level of a VMA; nil for what was drawn before.
  ///
  /// - Parameter hugetlb: the hugetlb VMAs whose entries stand at this level.
  @inlinable
  mutating func drawAdded(
    _ level: [Kind], _ hugetlb: VMA.Hugetlb, _ vma: Int, _ scenario: Scenario, chance: Int
  ) -> Kind? {
    if vma < 0 { return nil }
    let vma = scenario.vmas[vma]
    if vma.hugetlb != .no && vma.hugetlb != hugetlb { return nil }
    let kinds = vma.hugetlb == .no ? level : addedHugetlb
    if kinds.isEmpty || !addedRandom.chance(chance) { return nil }
    return allowed(kinds[addedRandom.below(kinds.count)], in: vma)
  }
}
