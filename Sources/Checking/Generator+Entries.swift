// SPDX-License-Identifier: GPL-2.0-or-later

import AddressSpace

extension Generator {
  /// The few kinds of PTEs that this seed knows.
  @inlinable
  mutating func drawPalette() {
    palette.removeAll(keepingCapacity: true)
    for _ in 0...random.below(4) { palette.append(pteKinds[random.below(pteKinds.count)]) }
  }

  @inlinable
  mutating func drawTables(_ scenario: inout Scenario) {
    let layout = Bounds(scenario)
    scenario.puds.removeAll(keepingCapacity: true)
    scenario.pmds.removeAll(keepingCapacity: true)
    scenario.ptes.removeAll(keepingCapacity: true)
    let geometry = scenario.geometry
    for pud in 0..<scenario.pudCount {
      let first = pud << geometry.pudShift
      let upper = first &+ geometry.pagesPerPUD
      scenario.puds.append(drawPUD(layout.vma(covering: first, upper, scenario), scenario, first))
    }
    let firstPMD = scenario.start >> geometry.pmdShift
    for pmd in 0..<scenario.pmdCount {
      let first = (firstPMD &+ pmd) << geometry.pmdShift
      let upper = first &+ geometry.pagesPerPMD
      scenario.pmds.append(drawPMD(layout.vma(covering: first, upper, scenario), scenario, first))
    }
    drawPTEs(&scenario)
  }

  @inlinable
  mutating func drawPUD(_ covering: Int, _ scenario: Scenario, _ first: Int) -> Kind {
    if covering >= 0 {
      let vma = scenario.vmas[covering]
      if vma.hugetlb == .pud { return drawHugetlb(vma) }
      if vma.hugetlb == .no, !pudKinds.isEmpty, random.chance(6) {
        return allowed(pudKinds[random.below(pudKinds.count)], in: vma) ?? .table
      }
    }
    return random.chance(5) ? .none : .table
  }

  @inlinable
  mutating func drawPMD(_ covering: Int, _ scenario: Scenario, _ first: Int) -> Kind {
    if covering >= 0 {
      let vma = scenario.vmas[covering]
      if vma.hugetlb == .pmd { return drawHugetlb(vma) }
      if vma.hugetlb == .no, random.chance(25) {
        return allowed(pmdKinds[random.below(pmdKinds.count)], in: vma) ?? .table
      }
      if vma.hugetlb == .pud { return .table }
    }
    let dice = random.below(32)
    return dice < 3 ? .none : dice == 3 && profile.kinds.contains(.bad) ? .bad : .table
  }

  @inlinable
  mutating func drawHugetlb(_ vma: VMA) -> Kind {
    allowed(hugetlbKinds[random.below(hugetlbKinds.count)], in: vma) ?? .none
  }

  @inlinable
  mutating func drawPTEs(_ scenario: inout Scenario) {
    var number = 0
    // Real ranges are long: most of their pages come in runs.
    var left = 0
    var wanted = Kind.none
    for page in 0..<scenario.count {
      let place = scenario.start &+ page
      while number < scenario.vmas.count, scenario.vmas[number].end <= place { number &+= 1 }
      if left == 0 {
        wanted = random.chance(20) ? .none : palette[random.below(palette.count)]
        left = profile.realGeometry ? 1 &+ random.below(random.chance(50) ? 200 : 3) : 1
      }
      left &-= 1
      var kind = Kind.none
      if number < scenario.vmas.count, scenario.vmas[number].start <= place,
        scenario.vmas[number].hugetlb == .no
      {
        kind = allowed(wanted, in: scenario.vmas[number]) ?? .none
      }
      scenario.ptes.append(kind)
    }
  }

  /// The kind where it can stand in a VMA, or its read-only twin; nil where neither can.
  @inlinable
  func allowed(_ kind: Kind, in vma: VMA) -> Kind? {
    if !profile.kinds.contains(kind) { return nil }
    if profile.specialNeedsMap, KindSet.specialPTE.contains(kind),
      vma.flags.isDisjoint(with: .mapped)
    {
      return nil
    }
    if !vma.flags.isDisjoint(with: [.io, .pfnmap]) {
      let fits = KindSet.specialPTE.union([.none, .table, .bad])
      if !fits.contains(kind) { return nil }
    }
    if KindSet.needWritableVMA.contains(kind), !vma.flags.isSuperset(of: [.read, .write]) {
      return Kind(rawValue: kind.rawValue &- 1)
    }
    return kind
  }
}

/// Where VMAs lie, for the generator.
@usableFromInline
struct Bounds {
  @inlinable init(_ scenario: Scenario) {}

  /// The number of the VMA that covers pages `first` ..< `upper`; -1 where none does.
  @inlinable
  func vma(covering first: Int, _ upper: Int, _ scenario: Scenario) -> Int {
    for index in scenario.vmas.indices
    where scenario.vmas[index].start <= first && upper <= scenario.vmas[index].end {
      return index
    }
    return -1
  }
}
