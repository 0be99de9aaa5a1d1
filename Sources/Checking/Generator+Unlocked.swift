// SPDX-License-Identifier: GPL-2.0-or-later

import AddressSpace

// Calls that take the mmap lock themselves. All of it comes from a stream of its own, so that the
// other draws of a seed stay what they are.
extension Generator {
  /// Makes two seeds in five such a call, with a request of its own form. To a few of the others it
  /// gives a handler that drops the lock unasked.
  @usableFromInline
  mutating func drawUnlocked(_ seed: UInt64, _ scenario: inout Scenario) {
    var own = SplitMix64(seed: ~seed)
    scenario.unlocked = UnlockedCall()
    if !own.chance(40) {
      if own.chance(5) { drawUnaskedDrop(&own, &scenario) }
      return
    }
    scenario.mayDropLock = true
    scenario.snapshotCall = false
    if own.chance(60) { drawRequestForm(&own, &scenario) }
    if own.chance(50) { drawDrops(&own, &scenario) }
    drawTime(&own, &scenario)
    if own.chance(20) { scenario.unlocked.signal = 1 + own.below(5) }
    if own.chance(12) { scenario.unlocked.reaped = 1 + own.below(4) }
    if scenario.count > 0 && own.chance(35) { drawChanges(&own, &scenario) }
  }

  private func drawUnaskedDrop(_ own: inout SplitMix64, _ scenario: inout Scenario) {
    let outcome = own.chance(50) ? FaultOutcome.retryUnasked : .completedUnasked
    let place = own.below(min(scenario.faults.count, Scenario.maximumFaults - 1) + 1)
    scenario.faults.insert(outcome, at: place)
  }

  /// Defaults and mask, each of its own: outputs of one pass are read as requests of the next only
  /// through some of them.
  private func drawRequestForm(_ own: inout SplitMix64, _ scenario: inout Scenario) {
    if own.chance(20) {
      drawReadThrough(&own, &scenario)
      return
    }
    let flags: [UInt64] = [0, PfnWord.fault, PfnWord.write, PfnWord.fault | PfnWord.write]
    scenario.defaultFlags = own.chance(50) ? 0 : flags[own.below(flags.count)]
    let masks = flags + [.max, .max]
    scenario.pfnFlagsMask = masks[own.below(masks.count)]
    for page in scenario.requests.indices where own.chance(50) {
      let sticky = scenario.requests[page] & PfnWord.sticky
      scenario.requests[page] = flags[own.below(flags.count)] | sticky
    }
  }

  /// Only the defaults ask to write, only words ask for a page, and of pages that may not be written
  /// nobody asks for one.
  private func drawReadThrough(_ own: inout SplitMix64, _ scenario: inout Scenario) {
    scenario.defaultFlags = PfnWord.write
    scenario.pfnFlagsMask = PfnWord.fault
    for page in scenario.requests.indices {
      let place = scenario.start + page
      let vma = scenario.vmas.first { $0.start <= place && place < $0.end }
      let isWritable = vma?.flags.isSuperset(of: [.read, .write]) ?? false
      let asks = isWritable && own.chance(60)
      scenario.requests[page] =
        scenario.requests[page] & PfnWord.sticky | (asks ? PfnWord.fault : 0)
    }
  }

  /// Faults that drop the lock, among those of the script.
  private func drawDrops(_ own: inout SplitMix64, _ scenario: inout Scenario) {
    for _ in 0...own.below(3) where scenario.faults.count < Scenario.maximumFaults {
      let outcome = own.chance(50) ? FaultOutcome.retry : .completed
      scenario.faults.insert(outcome, at: own.below(scenario.faults.count + 1))
    }
  }

  private func drawTime(_ own: inout SplitMix64, _ scenario: inout Scenario) {
    switch own.below(10) {
    case 0...3: break
    case 4...7: scenario.unlocked.timeout = UInt64(1 + own.below(20))
    case 8: scenario.unlocked.timeout = UInt64(Int64.max) - UInt64(own.below(3))
    default: scenario.unlocked.timeout = 1 << 63 | own.next() >> UInt64(own.below(64))
    }
    if own.chance(30) {
      // Some wrap around on the way.
      scenario.unlocked.jiffies =
        own.chance(50) ? own.next() : UInt64.max - UInt64(own.below(10))
    }
    func times(_ own: inout SplitMix64) -> [Int] {
      (0...own.below(5)).map { _ in own.chance(50) ? 0 : own.below(own.chance(80) ? 8 : 60) }
    }
    if own.chance(45) { scenario.unlocked.lockTimes = times(&own) }
    if own.chance(25) { scenario.unlocked.faultTimes = times(&own) }
  }

  private func drawChanges(_ own: inout SplitMix64, _ scenario: inout Scenario) {
    var at = 1
    var vmas = scenario.vmas
    for _ in 0...own.below(3) {
      at += own.below(3)
      guard let change = drawChange(&own, at, scenario, vmas) else { continue }
      let after = change.made(in: vmas)
      if after.count > Scenario.maximumVMAs { continue }
      vmas = after
      scenario.unlocked.changes.append(change)
    }
  }

  /// Nil where a bound would cut a huge page of a hugetlb VMA.
  private func drawChange(
    _ own: inout SplitMix64, _ at: Int, _ scenario: Scenario, _ vmas: [VMA]
  ) -> VMAChange? {
    var start = scenario.start + own.below(scenario.count)
    var end = start + 1 + own.below(scenario.end - start)
    if own.chance(30) {
      let whole = scenario.geometry.pagesPerPMD
      start -= start % whole
      end += (whole - end % whole) % whole
    }
    if own.chance(20) {
      (start, end) = (0, max(scenario.pudCount, 1) << scenario.geometry.pudShift)
    }
    let cuts = vmas.contains { vma in
      if vma.hugetlb == .no { return false }
      let geometry = scenario.geometry
      let pages = vma.hugetlb == .pmd ? geometry.pagesPerPMD : geometry.pagesPerPUD
      return [start, end].contains { vma.start < $0 && $0 < vma.end && $0 % pages != 0 }
    }
    if cuts { return nil }
    switch own.below(3) {
    case 0: return VMAChange(at: at, kind: .unmap, start: start, end: end)
    case 1:
      let flags: [VMA.Flags] = [.read, .read, [.read, .write], []]
      return VMAChange(
        at: at, kind: .protect, start: start, end: end, flags: flags[own.below(flags.count)])
    default:
      let flags: [VMA.Flags] = [
        [.read, .write], [.read, .write], .read, [.read, .write, .io],
        [.read, .userfaultfd, .write],
        [.read, .file],
      ]
      return VMAChange(
        at: at, kind: .map, start: start, end: end, flags: flags[own.below(flags.count)])
    }
  }
}
