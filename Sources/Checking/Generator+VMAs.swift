// SPDX-License-Identifier: GPL-2.0-or-later

import AddressSpace

extension Generator {
  @inlinable
  mutating func drawVMAs(_ scenario: inout Scenario) {
    scenario.vmas.removeAll(keepingCapacity: true)
    let geometry = scenario.geometry
    let whole = max(scenario.pudCount, 1) << geometry.pudShift
    if profile.oneVMA || scenario.count == 0 || random.chance(55) {
      scenario.vmas.append(drawVMA(from: 0, to: whole, geometry))
      return
    }
    // Cut somewhere in the range, up to three times, with gaps where the dice say so.
    var begin = random.chance(15) ? scenario.start &+ random.below(scenario.count) : 0
    for _ in 0...random.below(3) {
      let rest = scenario.end &- begin
      if rest <= 1 { break }
      let end =
        max(begin, scenario.start) &+ 1
        &+ random.below(max(scenario.end &- max(begin, scenario.start), 1))
      scenario.vmas.append(drawVMA(from: begin, to: end, geometry))
      begin = end
      if random.chance(35) { begin &+= 1 &+ random.below(3) }
    }
    if begin < whole && random.chance(75) {
      scenario.vmas.append(drawVMA(from: begin, to: whole, geometry))
    }
  }

  @inlinable
  mutating func drawVMA(from start: Int, to end: Int, _ geometry: Geometry) -> VMA {
    var flags: VMA.Flags = random.chance(70) ? [.read, .write] : .read
    var endOfFile = VMA.noEnd
    var hugetlb = VMA.Hugetlb.no
    if random.chance(30) {
      switch random.below(8) {
      case 0: flags = random.chance(50) ? [] : .write
      case 1: flags.insert(.io)
      case 2: flags.insert(.pfnmap)
      case 3: flags.insert(.mixedmap)
      case 4: flags.insert(.userfaultfd)
      case 5:
        flags.insert(.file)
        if random.chance(50) { endOfFile = start &+ random.below(max(end &- start, 1)) }
      case 6: flags.insert([.file, .userfaultfd])
      default: flags.insert(.file)
      }
    }
    if profile.hugetlb && flags.isDisjoint(with: [.io, .pfnmap, .mixedmap]) && random.chance(12) {
      let byPUD = random.chance(25)
      let pages = byPUD ? geometry.pagesPerPUD : geometry.pagesPerPMD
      if start % pages == 0 && end % pages == 0 { hugetlb = byPUD ? .pud : .pmd }
    }
    return VMA(start: start, end: end, flags: flags, hugetlb: hugetlb, endOfFile: endOfFile)
  }
}
