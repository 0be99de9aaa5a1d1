// SPDX-License-Identifier: GPL-2.0-or-later

import AddressSpace
import Logic

extension Walk {
  /// A PTE that is neither empty nor present.
  ///
  /// Follows hmm_vma_handle_pte, mm/hmm.c, v5.8, below "not present".
  @inlinable
  mutating func nonPresentPTE(_ pte: PTEContext<D>) {
    let kind = pte.entry.kind
    var own = KindSet.ownPrivatePTE
    if !has(.devicePrivateOwner) { own = .devicePrivatePTE }
    if !has(.swapEntryDecodedFirst) {
      // The entry is judged before it is decoded: by what the stack holds, an ordinary swap entry.
      world.ghost.uninitialised = true
      faultOrNone(pte, need(pte.request, CPUFlags()))
      return
    }
    branch(kind.isIn(own), &self) {
      $0.ownPrivatePTE(pte)
    } else: { walk in
      branch(kind .== .migration, &walk) {
        $0.migrationPTE(pte)
      } else: {
        $0.otherPTE(pte)
      }
    }
  }

  /// Device memory that the caller's device can read where it is.
  @inlinable
  mutating func ownPrivatePTE(_ pte: PTEContext<D>) {
    let writable = KindSet.ownPrivateWritable.union(.one(.foreignPrivateWritable))
    var cpu = CPUFlags<D>(
      valid: true, write: pte.entry.kind.isIn(writable), devicePrivate: true)
    var need = Need<D>()
    if revision.ways.ignoresDevicePrivateRequests {
      // The device's own rights suffice, unless more is asked than the entry grants.
      if has(.ownPrivateWriteFaults) { need = self.need(pte.request, cpu) }
    } else if has(.devicePrivateDecision) {
      need = self.need(pte.request, cpu)
    }
    branch(need.fault, &self) {
      $0.unmapAndFault(pte, need, cpu)
    } else: { walk in
      if !walk.has(.devicePrivateWrite) { cpu.write = false }
      walk.report(pte.page, walk.word(walk.swapOffset(pte.entry), cpu, order: 0))
    }
  }

  /// The frame that a non-present entry stands for.
  @inlinable @inline(__always)
  func swapOffset(_ entry: Entry<D>) -> D.Word {
    // The bits above the offset belong to the architecture.
    let raw = !has(.swapOffsetPfn) && world.accessedBits
    return raw ? entry.pfn | D.Word(constant: 1 << 38) : entry.pfn
  }

  /// A page on its way elsewhere: wait until it is there, where anything is asked of it.
  @inlinable
  mutating func migrationPTE(_ pte: PTEContext<D>) {
    let need = has(.migrationNeed) ? self.need(pte.request, CPUFlags()) : Need<D>()
    branch(need.fault, &self) { walk in
      walk.world.unmap()
      walk.world.waitForMigration(pte.page)
      walk.restart(at: walk.number(pte.page))
    } else: {
      $0.reportNone(pte.page)
    }
  }

  @inlinable
  mutating func otherPTE(_ pte: PTEContext<D>) {
    let kind = pte.entry.kind
    let need = self.need(pte.request, CPUFlags())
    branch(kind .== .swap, &self) { walk in
      walk.faultOrNone(pte, walk.has(.swapNeed) ? need : Need())
    } else: { walk in
      var faultable = KindSet.one(.swap)
      if walk.has(.foreignPrivateFaults) { faultable = faultable.union(.foreignPrivatePTE) }
      if walk.has(.deviceExclusiveFaults) { faultable = faultable.union(.one(.deviceExclusive)) }
      branch(kind.isIn(faultable), &walk) {
        $0.faultOrNone(pte, need)
      } else: {
        $0.unknownPTE(pte, need)
      }
    }
  }

  /// Poison, a guard, or what this kernel does not know: no fault can help.
  @inlinable
  mutating func unknownPTE(_ pte: PTEContext<D>, _ need: Need<D>) {
    if revision.ways.passesUnknownEntries {
      reportError(pte.page)
      return
    }
    branch(need.fault .| D.Bit(constant: !has(.poisonAsksNeed)), &self) { walk in
      if walk.has(.pteUnmapOnError) { walk.world.unmap() }
      walk.last = walk.number(pte.page)
      walk.fail(pte.page)
    } else: { walk in
      // Of the kinds that come here, the one that a fault could still help is a kind that the
      // kernel does not know.
      let faultable = KindSet.foreignPrivatePTE.union([.deviceExclusive, .markerUffdWp])
      branch(
        pte.entry.kind.isIn(faultable) .| D.Bit(constant: !walk.has(.impossibleIsError)), &walk
      ) {
        $0.reportNone(pte.page)
      } else: {
        $0.reportError(pte.page)
      }
    }
  }
}
