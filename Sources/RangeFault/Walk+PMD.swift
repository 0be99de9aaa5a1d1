// SPDX-License-Identifier: GPL-2.0-or-later

import AddressSpace
import Logic

extension Walk {
  /// Pages `from` ..< `to` of one VMA under one PMD.
  ///
  /// Follows hmm_vma_walk_pmd, mm/hmm.c, v5.8, with the page walker's own look at the PMD before.
  @inlinable
  mutating func walkPMD(_ pmd: Int, _ from: D.Word, _ to: Int) {
    let seen = world.loadPMD(pmd)
    branch(seen.kind .== .none, &self) {
      $0.hole(from, to, gap: false)
    } else: { walk in
      walk.again = true
      loop(
        from: 0, to: walk.world.looks, &walk,
        while: { walk, _ in walk.again .& walk.goesOn }
      ) { walk, _ in
        walk.again = false
        walk.lookAtPMD(pmd, from, to)
      }
      branch(walk.again .& walk.goesOn, &walk) { walk in
        walk.world.ghost.endless = true
        walk.stop(.EBUSY)
      }
    }
  }

  @inlinable
  mutating func lookAtPMD(_ pmd: Int, _ from: D.Word, _ to: Int) {
    let entry = world.loadPMD(pmd)
    branch(entry.kind .== .table, &self) {
      $0.walkTable(pmd, from, to)
    } else: { walk in
      branch(entry.kind.isIn(.hugePMD), &walk) { walk in
        // Only a second look tells that the mapping is huge still.
        let entry = walk.world.loadPMD(pmd)
        branch(entry.kind.isIn(.hugePMD), &walk) {
          $0.hugePMD(pmd, entry, from, to)
        } else: {
          $0.again = true
        }
      } else: { walk in
        branch(entry.kind .== .none, &walk) {
          $0.hole(from, to, gap: false)
        } else: {
          $0.nonPresentPMD(entry, from, to)
        }
      }
    }
  }

  // MARK: A table of PTEs

  @inlinable
  mutating func walkTable(_ pmd: Int, _ from: D.Word, _ to: Int) {
    if world.convention.tablesVanish {
      // pte_offset_map reads the PMD once more.
      let seen = world.loadPMD(pmd)
      branch(seen.kind .== .table, &self) {
        $0.walkPTEs(from, to)
      } else: { walk in
        if walk.has(.mapMayFail) {
          walk.again = true
        } else {
          walk.world.ghost.wildTable = true
          walk.stop(.EFAULT)
        }
      }
    } else {
      walkPTEs(from, to)
    }
  }

  @inlinable
  mutating func walkPTEs(_ from: D.Word, _ to: Int) {
    world.map()
    loop(from: from, to: to, &self, while: { walk, _ in walk.goesOn }) { walk, page in
      walk.handlePTE(page, begin: from, end: to)
    }
    branch(goesOn, &self) { walk in
      walk.world.unmap()
      walk.reached(walk.number(to))
    }
  }

  // MARK: A huge page

  /// Follows hmm_vma_handle_pmd, mm/hmm.c, v5.8.
  @inlinable
  mutating func hugePMD(_ pmd: Int, _ entry: Entry<D>, _ from: D.Word, _ to: Int) {
    let cpu = CPUFlags<D>(
      valid: entry.kind.isIn(.cpuReadable), write: entry.kind.isIn(.cpuWritable))
    let need = rangeNeed(from, to, cpu)
    branch(need.fault, &self) { walk in
      walk.fault(from, walk.number(to), need, cpu, in: to &- 1)
    } else: { walk in
      let inaccessible = walk.has(.numaPMDNotValid) ? .!cpu.valid : false
      let empty =
        inaccessible .& D.Bit(constant: walk.has(.noPfnWithoutValid) || walk.emptiesNumaPMD)
      branch(empty, &walk) { walk in
        walk.fill(from, to) { $0.reportNone($1) }
        // The fault helper left the cursor where it began.
        walk.reached(walk.emptiesNumaPMD ? from : walk.number(to))
      } else: { walk in
        walk.reportHuge(pmd, entry, cpu, from, to)
        branch(walk.goesOn, &walk) { $0.reached($0.number(to)) }
      }
    }
  }

  /// Before 5.7 the fault helper had the inaccessible mapping, and emptied the words.
  @inlinable @inline(__always)
  var emptiesNumaPMD: Bool { !has(.faultKeepsRequests) }

  @inlinable
  mutating func reportHuge(
    _ pmd: Int, _ entry: Entry<D>, _ cpu: CPUFlags<D>, _ from: D.Word, _ to: Int
  ) {
    let geometry = world.layout.geometry
    let first = world.layout.pages(ofPMD: pmd).lowerBound
    let looksUp = !has(.noPagemapLookup)
    let alwaysValid = !has(.numaPMDNotValid)
    loop(from: from, to: to, &self, while: { walk, _ in walk.goesOn }) { walk, page in
      let frame = entry.pfn &+ walk.hugeOffset(page, from, first)
      // The order comes with the flags, and an inaccessible mapping has none.
      let output = D.Word.select(
        cpu.valid, walk.word(frame, cpu, order: geometry.pmdShift),
        walk.word(frame, cpu, order: 0, alwaysValid: alwaysValid))
      if looksUp {
        branch(entry.kind.isIn(.devmapPMD), &walk) { walk in
          let alive = walk.world.lookUpPagemap()
          // The cursor stays behind what has been reported already.
          branch(alive, &walk) {
            $0.report(page, output)
          } else: {
            $0.restart(at: $0.last)
          }
        } else: {
          $0.report(page, output)
        }
      } else {
        walk.report(page, output)
      }
    }
  }

  /// The page's place in its huge mapping, of which the pages from `from` on are reported.
  @inlinable @inline(__always)
  func hugeOffset(_ page: Int, _ from: D.Word, _ first: Int) -> D.Word {
    // In proofs, pages before the mapping come by as well; what is worked out for them is not used.
    let place = D.Word(constant: UInt64(truncatingIfNeeded: page &- first))
    if has(.hugeOffset) { return place }
    // The index into a table of PTEs is that of the PMD only where one table covers it all. It is
    // looked up once, and counted up from there.
    let begin = from &- D.Word(constant: UInt64(truncatingIfNeeded: first))
    let index = D.Word(constant: (1 << UInt64(world.layout.geometry.tableShift)) &- 1)
    return (begin & index) &+ (place &- begin)
  }

  // MARK: What is not present

  @inlinable
  mutating func nonPresentPMD(_ entry: Entry<D>, _ from: D.Word, _ to: Int) {
    var migration = KindSet.one(.hugeMigration)
    if !has(.hugeMigrationEntry) { migration = [] }
    branch(entry.kind.isIn(migration), &self) {
      $0.migrationPMD(from, to)
    } else: { walk in
      branch(entry.kind.isIn(.devicePrivatePMD), &walk) {
        $0.privatePMD(entry, from, to)
      } else: {
        $0.badPMD(from, to)
      }
    }
  }

  @inlinable
  mutating func migrationPMD(_ from: D.Word, _ to: Int) {
    let need = rangeNeed(from, to, CPUFlags())
    branch(need.fault, &self) { walk in
      // Any page of the PMD serves; the first is told where it is known.
      walk.world.waitForHugeMigration(from.constant.map { Int($0) } ?? to &- 1)
      walk.restart(at: from)
    } else: { walk in
      if walk.has(.hugeMigrationWritten) { walk.fill(from, to) { $0.reportNone($1) } }
    }
  }

  /// Device memory mapped by one PMD (6.18 on).
  @inlinable
  mutating func privatePMD(_ entry: Entry<D>, _ from: D.Word, _ to: Int) {
    let own = entry.kind.isIn(.ownPrivatePMD)
    let cpu = CPUFlags<D>(valid: own, write: own .& entry.kind.isIn(.ownPrivateWritable))
    let asks = CPUFlags<D>(
      valid: own, write: has(.ownPrivateWriteFaults) ? cpu.write : own)
    let need = rangeNeed(from, to, asks)
    branch(need.fault, &self) { walk in
      walk.fault(from, walk.number(to), need, asks, in: to &- 1)
    } else: { walk in
      let order = walk.world.layout.geometry.pmdShift
      let first = walk.world.layout.pages(ofPMD: walk.world.layout.pmd(of: to &- 1)).lowerBound
      walk.fill(from, to) { walk, page in
        let frame = entry.pfn &+ D.Word(constant: UInt64(truncatingIfNeeded: page &- first))
        let output = walk.word(frame, cpu, order: order)
        branch(own, &walk) {
          $0.report(page, output)
        } else: {
          $0.reportNone(page)
        }
      }
    }
  }

  /// A PMD that is no table, no leaf and no entry that this kernel knows.
  @inlinable
  mutating func badPMD(_ from: D.Word, _ to: Int) {
    let need = rangeNeed(from, to, CPUFlags())
    branch(need.fault .& D.Bit(constant: has(.badPMDAsksNeed)), &self) { walk in
      walk.last = from
      walk.stop(.EFAULT)
    } else: { walk in
      if walk.has(.badRangeFiller) {
        walk.fill(from, to) { $0.reportError($1) }
      } else {
        // The walk's private data are taken for the range, and written through.
        walk.world.ghost.wildPointer = true
      }
    }
  }
}
