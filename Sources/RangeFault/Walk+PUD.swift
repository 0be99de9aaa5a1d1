// SPDX-License-Identifier: GPL-2.0-or-later

import AddressSpace
import Logic

extension Walk {
  /// Pages `from` ..< `to` of one VMA under one PUD.
  ///
  /// Follows hmm_vma_walk_pud, mm/hmm.c, v5.8, with the page walker's own look at the PUD before.
  @inlinable
  mutating func walkPUD(_ pud: Int, _ from: D.Word, _ to: Int) {
    let seen = world.loadPUD(pud)
    branch(seen.kind .== .none, &self) {
      $0.hole(from, to, gap: false)
    } else: { walk in
      let entry = walk.world.loadPUD(pud)
      branch(entry.kind .== .table, &walk) {
        $0.walkPMDs(from, to)
      } else: { walk in
        branch(entry.kind.isIn(.leafPUD), &walk) {
          $0.hugePUD(pud, entry, from, to)
        } else: {
          $0.absentPUD(entry, from, to)
        }
      }
    }
  }

  @inlinable
  mutating func walkPMDs(_ from: D.Word, _ to: Int) {
    let layout = world.layout
    let shift = UInt64(layout.geometry.pmdShift)
    let base = UInt64(layout.start >> layout.geometry.pmdShift)
    let firstPMD =
      (from &+ D.Word(constant: UInt64(layout.start))).shiftedRight(D.Word(constant: shift))
      &- D.Word(constant: base)
    let behind = layout.pmd(of: to &- 1) &+ 1
    loop(from: firstPMD, to: behind, &self, while: { walk, _ in walk.goesOn }) { walk, pmd in
      let pages = walk.world.layout.pages(ofPMD: pmd)
      let first = D.Word.maximum(from, walk.number(max(pages.lowerBound, 0)))
      walk.walkPMD(pmd, first, min(pages.upperBound, to))
    }
  }

  /// One PUD maps all of it. Its lock is held while it is read.
  @inlinable
  mutating func hugePUD(_ pud: Int, _ entry: Entry<D>, _ from: D.Word, _ to: Int) {
    world.lockPageTable()
    let cpu = CPUFlags<D>(valid: true, write: entry.kind.isIn(.cpuWritable))
    let need = rangeNeed(from, to, cpu)
    branch(need.fault, &self) { walk in
      if walk.has(.pudLockDropped) { walk.world.unlockPageTable() }
      walk.fault(from, walk.number(to), need, cpu, in: to &- 1)
      if !walk.has(.pudLockDropped) { walk.world.unlockPageTable() }
    } else: { walk in
      let first = walk.world.layout.pages(ofPUD: pud).lowerBound
      let order = walk.world.layout.geometry.pudShift
      let looksUp = !walk.has(.noPagemapLookup)
      loop(from: from, to: to, &walk, while: { walk, _ in walk.goesOn }) { walk, page in
        let frame = entry.pfn &+ D.Word(constant: UInt64(truncatingIfNeeded: page &- first))
        let output = walk.word(frame, cpu, order: order)
        let alive = looksUp ? walk.world.lookUpPagemap() : true
        branch(alive, &walk) {
          $0.report(page, output)
        } else: {
          $0.restart(at: $0.last)
        }
      }
      walk.world.unlockPageTable()
      branch(walk.goesOn, &walk) { $0.reached($0.number(to)) }
    }
  }

  /// The PUD went away between the two looks at it, or holds something that is not present.
  @inlinable
  mutating func absentPUD(_ entry: Entry<D>, _ from: D.Word, _ to: Int) {
    branch((entry.kind .== .none) .| D.Bit(constant: has(.nonPresentPUD)), &self) {
      $0.hole(from, to, gap: false)
    } else: { walk in
      // Not seen as a leaf, so it is taken for a table.
      walk.world.ghost.wildTable = true
      walk.stop(.EFAULT)
    }
  }
}
