// SPDX-License-Identifier: GPL-2.0-or-later

import AddressSpace

extension Generator {
  @inlinable
  mutating func drawScript(_ scenario: inout Scenario) {
    scenario.faults.removeAll(keepingCapacity: true)
    scenario.events.removeAll(keepingCapacity: true)
    scenario.passes = random.chance(70) ? 1 : 2 &+ random.below(2)
    scenario.invalidated = random.chance(3)
    scenario.accessedBits = random.chance(8) && profile.hasAccessedBits
    scenario.snapshotCall = false
    scenario.mayDropLock = false
    scenario.pagemapLookups = nil
    if profile.olderInterface {
      scenario.snapshotCall = random.chance(12)
      scenario.mayDropLock = random.chance(12)
      if random.chance(12) { scenario.pagemapLookups = random.below(4) }
    }
    if random.chance(25) {
      for _ in 0...random.below(3) {
        let outcome = FaultOutcome.plain[random.below(FaultOutcome.plain.count)]
        // A kernel without huge pages resolves no fault by one.
        let isHuge = outcome == .resolveHuge && !profile.kinds.contains(.hugeWritable)
        scenario.faults.append(isHuge ? .resolve : outcome)
      }
    }
    if scenario.count > 0 && random.chance(35) { drawEvents(&scenario) }
    if profile.pudsComeBack && random.chance(25) { drawReturn(&scenario) }
  }

  @inlinable
  mutating func drawEvents(_ scenario: inout Scenario) {
    var at = 0
    for _ in 0...random.below(3) {
      at &+= random.below(scenario.count &+ 6) &+ (at == 0 ? 1 : 0)
      if let event = drawEvent(at: at, scenario) { scenario.events.append(event) }
    }
  }

  /// A huge PUD goes away within the first loads, and comes back before one of the next.
  @inlinable
  mutating func drawReturn(_ scenario: inout Scenario) {
    let index = random.below(max(scenario.pudCount, 1))
    guard scenario.puds.indices.contains(index), KindSet.leafPUD.contains(scenario.puds[index])
    else { return }
    let at = 1 &+ random.below(4)
    let kind = scenario.puds[index]
    scenario.events = [
      Event(at: at, target: .pud, index: index, kind: .none),
      Event(at: at &+ 1 &+ random.below(3), target: .pud, index: index, kind: kind),
    ]
  }

  @inlinable
  mutating func drawEvent(at: Int, _ scenario: Scenario) -> Event? {
    let bounds = Bounds(scenario)
    let geometry = scenario.geometry
    switch random.below(8) {
    case 0: return Event(at: at, target: .range, index: 0, kind: .none)
    case 1, 2:
      let index = random.below(scenario.pmdCount)
      let first = ((scenario.start >> geometry.pmdShift) &+ index) << geometry.pmdShift
      let number = bounds.vma(covering: first, first &+ geometry.pagesPerPMD, scenario)
      if number < 0 { return Event(at: at, target: .pmd, index: index, kind: .none) }
      let vma = scenario.vmas[number]
      if vma.hugetlb == .pud { return nil }
      if vma.hugetlb == .pmd {
        return Event(at: at, target: .pmd, index: index, kind: drawHugetlb(vma))
      }
      var kind =
        random.chance(40)
        ? Kind.none : random.chance(50) ? .table : pmdKinds[random.below(pmdKinds.count)]
      kind = allowed(kind, in: vma) ?? .none
      if kind == .bad || kind == .hugeOther { kind = .table }
      return Event(at: at, target: .pmd, index: index, kind: kind)
    case 3:
      let index = random.below(scenario.pudCount)
      let first = index << geometry.pudShift
      let number = bounds.vma(covering: first, first &+ geometry.pagesPerPUD, scenario)
      if number >= 0, scenario.vmas[number].hugetlb == .pud {
        return Event(at: at, target: .pud, index: index, kind: drawHugetlb(scenario.vmas[number]))
      }
      return Event(at: at, target: .pud, index: index, kind: random.chance(50) ? .none : .table)
    default:
      let page = random.below(scenario.count)
      let place = scenario.start &+ page
      let number = bounds.vma(covering: place, place &+ 1, scenario)
      if number < 0 || scenario.vmas[number].hugetlb != .no { return nil }
      let drawn = random.chance(25) ? Kind.none : palette[random.below(palette.count)]
      let kind = allowed(drawn, in: scenario.vmas[number]) ?? .none
      return Event(at: at, target: .pte, index: page, kind: kind)
    }
  }
}
