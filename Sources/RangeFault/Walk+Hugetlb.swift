// SPDX-License-Identifier: GPL-2.0-or-later

import AddressSpace
import Logic

extension Walk {
  /// The pages of a piece in a hugetlb VMA, one huge page after the other, from page `from`.
  @inlinable
  mutating func walkHugetlb(_ from: D.Word, _ piece: Layout.Piece) {
    if revision.ways.locksHugetlb { world.lockHugetlb() }
    let layout = world.layout
    let byPUD = piece.hugetlb == .pud
    let shift = byPUD ? layout.geometry.pudShift : layout.geometry.pmdShift
    let firstEntry =
      (from &+ D.Word(constant: UInt64(layout.start)))
      .shiftedRight(D.Word(constant: UInt64(shift)))
      &- D.Word(constant: UInt64(layout.start >> shift))
    let last = piece.end &- 1
    let behind = (byPUD ? layout.pud(of: last) : layout.pmd(of: last)) &+ 1
    loop(from: firstEntry, to: behind, &self, while: { walk, _ in walk.goesOn }) { walk, index in
      let layout = walk.world.layout
      let pages = byPUD ? layout.pages(ofPUD: index) : layout.pages(ofPMD: index)
      let first = D.Word.maximum(from, walk.number(max(pages.lowerBound, 0)))
      let to = min(pages.upperBound, piece.end)
      if byPUD {
        walk.hugetlbEntry(index, first, to, pages.lowerBound, byPUD: true)
      } else {
        // Without a table of PMDs there is no entry to look at.
        let table = walk.world.loadPUD(layout.pud(of: to &- 1))
        branch(table.kind .== .none, &walk) {
          $0.hugetlbHole(first, to)
        } else: {
          $0.hugetlbEntry(index, first, to, pages.lowerBound, byPUD: false)
        }
      }
    }
    // Where pages are to be faulted, that happens before the walker gets the lock back.
    branch(.!pending.active, &self) { $0.releaseHugetlb() }
  }

  /// A hole is a hole to the kernel, whatever lock its walker holds.
  @inlinable
  mutating func hugetlbHole(_ from: D.Word, _ to: Int) {
    let unlocks = revision.ways.locksHugetlb && has(.hugetlbHoleUnlocked)
    if unlocks { world.unlockHugetlb() }
    hole(from, to, gap: false)
    if unlocks { branch(.!pending.active, &self) { $0.world.lockHugetlb() } }
  }

  /// Follows hmm_vma_walk_hugetlb_entry, mm/hmm.c, v5.8.
  @inlinable
  mutating func hugetlbEntry(_ index: Int, _ from: D.Word, _ to: Int, _ first: Int, byPUD: Bool) {
    let entry = byPUD ? world.loadPUD(index) : world.loadPMD(index)
    world.lockPageTable()
    var readable = KindSet.cpuReadable
    if !has(.numaPTENotValid) { readable = readable.union(.one(.hugetlbNuma)) }
    let cpu = CPUFlags<D>(
      valid: entry.kind.isIn(readable), write: entry.kind.isIn(.cpuWritable))
    // One entry, one decision: that of the first page, where nobody asks the others.
    let need =
      has(.hugetlbJudgesEveryPage) ? rangeNeed(from, to, cpu) : firstNeed(from, to, cpu)
    if !has(.hugetlbKeepsRequest) { onFirst(from, to) { $0.reportNone($1) } }
    branch(need.fault, &self) { walk in
      walk.world.unlockPageTable()
      if walk.revision.ways.locksHugetlb && walk.has(.hugetlbLockDropped) {
        walk.world.unlockHugetlb()
      }
      walk.hugetlbFault(entry, from, to, need, cpu)
    } else: { walk in
      let geometry = walk.world.layout.geometry
      let order = byPUD ? geometry.pudShift : geometry.pmdShift
      walk.reportHugetlb(entry, cpu, from, to, first: first, order: order)
      walk.world.unlockPageTable()
      walk.reached(walk.number(to))
    }
  }

  /// Faults a huge page, unless no fault can help.
  @inlinable
  mutating func hugetlbFault(
    _ entry: Entry<D>, _ from: D.Word, _ to: Int, _ need: Need<D>, _ cpu: CPUFlags<D>
  ) {
    let hopeless = entry.kind.isIn(.poisoned) .& D.Bit(constant: has(.impossibleIsError))
    branch(hopeless, &self) { walk in
      walk.last = from
      walk.stop(.EFAULT)
    } else: {
      $0.fault(from, $0.number(to), need, cpu, in: to &- 1)
    }
  }

  @inlinable
  func firstNeed(_ from: D.Word, _ to: Int, _ cpu: CPUFlags<D>) -> Need<D> {
    var need = Need<D>()
    loop(from: from, to: to, &need, while: { _, page in number(page) .== from }) { need, page in
      need = self.need(page, cpu)
    }
    return need
  }

  @inlinable
  mutating func onFirst(_ from: D.Word, _ to: Int, _ action: (inout Walk, Int) -> Void) {
    loop(from: from, to: to, &self, while: { walk, page in walk.number(page) .== from }, action)
  }

  @inlinable
  mutating func reportHugetlb(
    _ entry: Entry<D>, _ cpu: CPUFlags<D>, _ from: D.Word, _ to: Int, first: Int, order: Int
  ) {
    let hopeless = entry.kind.isIn(.poisoned) .& D.Bit(constant: has(.impossibleIsError))
    let empty = .!cpu.valid .& D.Bit(constant: has(.noPfnWithoutValid))
    fill(from, to) { walk, page in
      let offset = D.Word(constant: UInt64(truncatingIfNeeded: page &- first))
      var frame = entry.pfn &+ offset
      if !walk.has(.hugetlbOffset) {
        // The first frame is displaced by bytes where pages were meant.
        let start = (from &- D.Word(constant: UInt64(bitPattern: Int64(first)))).shiftedLeft(12)
        frame = entry.pfn &+ start &+ (walk.number(page) &- from)
      }
      let output = walk.word(
        frame, cpu, order: order, alwaysValid: !walk.has(.hugetlbAbsentNotValid))
      branch(hopeless, &walk) {
        $0.reportError(page)
      } else: { walk in
        branch(empty, &walk) {
          $0.reportNone(page)
        } else: {
          $0.report(page, output)
        }
      }
    }
  }
}
