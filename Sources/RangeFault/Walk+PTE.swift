// SPDX-License-Identifier: GPL-2.0-or-later

import AddressSpace
import Logic

/// A page under the PTE handler: what the handler has read of it, and how far its PMD's piece
/// reaches.
@usableFromInline
struct PTEContext<D: Domain> {
  @usableFromInline var page: Int
  /// The first page of the piece of the PMD, and the first one behind it.
  @usableFromInline var begin: D.Word
  @usableFromInline var end: Int
  @usableFromInline var entry: Entry<D>
  @usableFromInline var request: D.Word

  @inlinable
  init(page: Int, begin: D.Word, end: Int, entry: Entry<D>, request: D.Word) {
    self.page = page
    self.begin = begin
    self.end = end
    self.entry = entry
    self.request = request
  }
}

extension Walk {
  /// One PTE of the piece `begin` ..< `end` of a PMD.
  ///
  /// Follows hmm_vma_handle_pte, mm/hmm.c, v5.8.
  @inlinable
  mutating func handlePTE(_ page: Int, begin: D.Word, end: Int) {
    let entry = world.loadPTE(page)
    if !has(.requestReadBeforeClear) { reportNone(page) }
    let request = self.request(page)
    if !has(.pteKeepsRequest) { reportNone(page) }
    let pte = PTEContext(page: page, begin: begin, end: end, entry: entry, request: request)
    var absent = KindSet.one(.none)
    if has(.markersFault) {
      absent = absent.union(has(.impossibleIsError) ? .one(.markerUffdWp) : .markerPTE)
    }
    branch(entry.kind.isIn(absent), &self) { walk in
      walk.faultOrNone(pte, walk.need(request, CPUFlags()))
    } else: { walk in
      branch(entry.kind.isIn(.presentPTE), &walk) {
        $0.presentPTE(pte)
      } else: {
        $0.nonPresentPTE(pte)
      }
    }
  }

  /// Faults from this page on where that is needed; reports nothing there otherwise.
  @inlinable
  mutating func faultOrNone(_ pte: PTEContext<D>, _ need: Need<D>) {
    branch(need.fault, &self) {
      $0.unmapAndFault(pte, need, CPUFlags())
    } else: {
      $0.reportNone(pte.page)
    }
  }

  /// Faults what is left of the PMD's piece, with this page's decision for all of it.
  @inlinable
  mutating func unmapAndFault(_ pte: PTEContext<D>, _ need: Need<D>, _ cpu: CPUFlags<D>) {
    world.unmap()
    let from = revision.ways.faultsWholePiece ? pte.begin : number(pte.page)
    // The entries behind this one have not been looked at: who asks for them is not known to
    // need a fault.
    let to = has(.faultsOnlyRequested) ? pte.page &+ 1 : pte.end
    fault(from, number(to), need, cpu, in: pte.page)
  }

  // MARK: Present

  @inlinable
  mutating func presentPTE(_ pte: PTEContext<D>) {
    let kind = pte.entry.kind
    var readable = KindSet.presentPTE.subtracting(.numaPTE)
    var writable = KindSet.cpuWritable
    if !has(.numaPTENotValid) {
      readable = .presentPTE
      writable = writable.union(.one(.numaWritable))
    }
    let cpu = CPUFlags<D>(valid: kind.isIn(readable), write: kind.isIn(writable))
    let need = self.need(pte.request, cpu)
    branch(need.fault, &self) {
      $0.unmapAndFault(pte, need, cpu)
    } else: { walk in
      branch(kind.isIn(walk.specialKinds), &walk) {
        $0.specialPTE(pte)
      } else: { walk in
        if walk.has(.noPagemapLookup) {
          walk.reportPTE(pte, cpu)
        } else {
          walk.lookUpAndReport(pte, cpu)
        }
      }
    }
  }

  /// The kinds that this kernel takes for special: not a normal page of the VMA.
  @inlinable @inline(__always)
  var specialKinds: KindSet {
    if !revision.ways.testsSpecial { return [] }
    var kinds = KindSet.specialPTE
    if !has(.zeroPageIsOrdinary) { kinds = kinds.union(.one(.zeroPage)) }
    if !has(.devmapIsNotSpecial) { kinds = kinds.union(.devmapPTE) }
    return kinds
  }

  /// A special page is an error; it fails the call where anything was asked of it.
  @inlinable
  mutating func specialPTE(_ pte: PTEContext<D>) {
    let asked = need(pte.request, CPUFlags()).fault
    branch(asked .| D.Bit(constant: !has(.specialAsksNeed)), &self) { walk in
      if walk.has(.pteUnmapOnError) { walk.world.unmap() }
      walk.last = walk.number(pte.page)
      walk.fail(pte.page, special: true)
    } else: {
      $0.reportSpecial(pte.page)
    }
  }

  @inlinable @inline(__always)
  mutating func reportPTE(_ pte: PTEContext<D>, _ cpu: CPUFlags<D>) {
    let output = word(pte.entry.pfn, cpu, order: 0, alwaysValid: !has(.numaPTEReportedInvalid))
    if has(.noPfnWithoutValid) {
      branch(cpu.valid, &self) {
        $0.report(pte.page, output)
      } else: {
        $0.reportNone(pte.page)
      }
    } else {
      report(pte.page, output)
    }
  }

  /// Before 5.7 a devmap page was reported only while its page map could be had.
  @inlinable
  mutating func lookUpAndReport(_ pte: PTEContext<D>, _ cpu: CPUFlags<D>) {
    branch(pte.entry.kind.isIn(.devmapPTE), &self) { walk in
      let alive = walk.world.lookUpPagemap()
      branch(alive, &walk) {
        $0.reportPTE(pte, cpu)
      } else: { walk in
        if walk.has(.pteUnmapOnError) { walk.world.unmap() }
        walk.restart(at: walk.number(pte.page))
      }
    } else: {
      $0.reportPTE(pte, cpu)
    }
  }
}
