// SPDX-License-Identifier: GPL-2.0-or-later

import AddressSpace

extension Shrinker {
  /// Fewer pages: halves, then quarters, and so on down to single pages, from either end and out of
  /// the middle; and a range that begins nearer to the beginning of its PUD.
  mutating func shrinkPages() {
    consider { $0 = $0.keeping(0..<0) }
    var length = scenario.count
    while length > 0 {
      var page = 0
      while page < scenario.count {
        let upper = min(page + length, scenario.count)
        let pages = page..<upper
        let fewer =
          consider { $0 = $0.removing(pages) }
          || (page == 0 && consider { $0 = $0.keeping(upper..<$0.count) })
        if !fewer { page += length }
      }
      length /= 2
    }
    for start in candidates(below: scenario.start) {
      if consider({ $0 = $0.moved(to: start) }) { break }
    }
  }

  mutating func shrinkPasses() {
    for passes in 1..<max(scenario.passes, 1) {
      if consider({ $0.passes = passes }) { break }
    }
  }

  /// Numbers below `value` that are worth a try: the smallest few, and what lies just below.
  func candidates(below value: Int) -> [Int] {
    Array(Set([0, 1, 2, 3, 4, value / 2, value - 4, value - 1]).filter { $0 >= 0 && $0 < value })
      .sorted()
  }
}

extension Scenario {
  /// The scenario of some of the pages, at the place where they are.
  func keeping(_ pages: Range<Int>) -> Scenario {
    var kept = self
    let firstPUD = (start + pages.lowerBound) >> geometry.pudShift
    let firstPMD = (start + pages.lowerBound) >> geometry.pmdShift
    kept.count = pages.count
    kept.start = start + pages.lowerBound - firstPUD << geometry.pudShift
    kept.ptes = Array(ptes[pages])
    kept.requests = Array(requests[pages])
    let skippedPMDs = firstPMD - start >> geometry.pmdShift
    kept.pmds = Array(pmds.dropFirst(skippedPMDs).prefix(kept.pmdCount))
    kept.puds = Array(puds.dropFirst(firstPUD).prefix(kept.pudCount))
    let shift = firstPUD << geometry.pudShift
    kept.vmas = vmas.compactMap { $0.moved(by: -shift) }
    kept.unlocked.changes = unlocked.changes.compactMap { $0.moved(by: -shift) }
    kept.events = events.compactMap { event in
      var event = event
      switch event.target {
      case .pte: event.index -= pages.lowerBound
      case .pmd: event.index -= skippedPMDs
      case .pud: event.index -= firstPUD
      case .range: break
      }
      return event.index < 0 ? nil : event
    }
    return kept
  }

  /// The scenario without some of its pages: those behind close the gap.
  func removing(_ pages: Range<Int>) -> Scenario {
    var fewer = self
    fewer.ptes.removeSubrange(pages)
    fewer.requests.removeSubrange(pages)
    fewer.count = fewer.ptes.count
    fewer.pmds = Array(pmds.prefix(fewer.pmdCount))
    fewer.puds = Array(puds.prefix(fewer.pudCount))
    let cut = (start + pages.lowerBound)..<(start + pages.upperBound)
    func closed(_ place: Int) -> Int {
      place <= cut.lowerBound ? place : max(cut.lowerBound, place - cut.count)
    }
    if vmas.count > 1 {
      fewer.vmas = vmas.compactMap { vma in
        var vma = vma
        vma.start = closed(vma.start)
        if vma.end <= end { vma.end = closed(vma.end) }
        if vma.endOfFile != VMA.noEnd { vma.endOfFile = max(closed(vma.endOfFile), vma.start) }
        return vma.start < vma.end ? vma : nil
      }
    }
    fewer.unlocked.changes = unlocked.changes.compactMap { change in
      var change = change
      change.start = closed(change.start)
      if change.end <= end { change.end = closed(change.end) }
      return change.start < change.end ? change : nil
    }
    fewer.events = events.map { event in
      var event = event
      if event.target == .pte && event.index >= pages.upperBound { event.index -= pages.count }
      return event
    }
    return fewer
  }

  /// The same pages at another place in their PUD; VMAs keep their place among the pages.
  func moved(to start: Int) -> Scenario {
    var moved = self
    moved.start = start
    moved.pmds = fitted(pmds, moved.pmdCount)
    moved.puds = fitted(puds, moved.pudCount)
    if vmas.count == 1, vmas[0].start <= self.start, vmas[0].end >= end {
      // One VMA all around stays all around.
      moved.vmas[0].start = 0
      moved.vmas[0].end = max(vmas[0].end, moved.puds.count << geometry.pudShift)
    } else {
      moved.vmas = vmas.compactMap { $0.moved(by: start - self.start) }
    }
    moved.unlocked.changes = unlocked.changes.compactMap { $0.moved(by: start - self.start) }
    return moved
  }

  private func fitted(_ kinds: [Kind], _ count: Int) -> [Kind] {
    Array((kinds + Array(repeating: kinds.last ?? .table, count: count)).prefix(count))
  }
}

extension VMA {
  /// The VMA at another place; nil where nothing of it is left.
  func moved(by shift: Int) -> VMA? {
    var moved = self
    moved.start = max(start + shift, 0)
    moved.end = end + shift
    if endOfFile != VMA.noEnd { moved.endOfFile = max(endOfFile + shift, moved.start) }
    return moved.start < moved.end ? moved : nil
  }
}
