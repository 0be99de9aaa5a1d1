// SPDX-License-Identifier: GPL-2.0-or-later

import AddressSpace
import Logic

/// The PTEs, and what has none.
extension Transcription {
  /// The loop of `hmm_vma_walk_pmd` over a table, with `hmm_vma_handle_pte` in its body.
  ///
  /// The table is mapped once for all of its pages, and every way out unmaps it.
  mutating func walkPTEs(_ pages: Range<Int>) -> Errno {
    let requests = requests
    let end = pages.upperBound
    var page = pages.lowerBound
    world.map()
    while page < end {
      let entry = world.loadPTE(page)
      let word = world.pages[page].word
      let kind = KindSet(only: entry.kind)
      let output: UInt64
      if kind.isIn(.presentPTE) {
        let flags = kind.cpuFlags
        let need = requests.need(word, cpu: flags)
        if !need.isEmpty {
          world.unmap()
          return fault(page..<end, need)
        }
        if kind.isIn(.special) {
          // The CPU has what was asked for, but a device cannot be given it.
          if requests.request(word) & HMMPfn.valid != 0 {
            world.unmap()
            return .EFAULT
          }
          output = HMMPfn.error
        } else {
          output = entry.pfn | flags
        }
      } else if kind.isIn(.ownPrivatePTE) {
        // The caller's own device has the page already, whatever was asked for.
        let writable = kind.isIn(.one(.devicePrivateWritable))
        output = entry.pfn | (writable ? HMMPfn.valid | HMMPfn.write : HMMPfn.valid)
      } else {
        let need = requests.need(word, cpu: 0)
        if !need.isEmpty { return handleNonPresentPTE(page..<end, kind, need) }
        output = 0
      }
      world.store(page, output)
      page &+= 1
    }
    world.unmap()
    return .success
  }

  /// The part of `hmm_vma_handle_pte` for an entry that is not present, though it should be: that
  /// of the first of `pages`, which go on to the end of the table.
  mutating func handleNonPresentPTE(
    _ pages: Range<Int>, _ kind: KindSet, _ need: Need
  ) -> Errno {
    world.unmap()
    if kind.isIn(.one(.none).union(.one(.swap))) { return fault(pages, need) }
    if kind.isIn(.one(.migration)) {
      last = pages.lowerBound
      world.waitForMigration(pages.lowerBound)
      return .EBUSY
    }
    // Poison, and memory of another device, which 5.8 does not bring back (defect B58).
    return .EFAULT
  }

  /// `hmm_vma_walk_hole`: no VMA, or an empty entry above the PTEs.
  mutating func hole(_ pages: Range<Int>) -> Errno {
    let need = need(pages, cpu: 0)
    if vma < 0 { return need.isEmpty ? fill(pages, HMMPfn.error) : .EFAULT }
    return need.isEmpty ? fill(pages, 0) : fault(pages, need)
  }

  /// `hmm_vma_fault`: faults every page, also those that did not ask, and has the walk begin again.
  mutating func fault(_ pages: Range<Int>, _ need: Need) -> Errno {
    last = pages.lowerBound
    let write = need.contains(.writeFault)
    // handle_mm_fault leaves this check to its caller.
    if write && !VMA.Flags(rawValue: world.vmaFlags[vma]).contains(.write) { return .EPERM }
    for page in pages {
      let result = world.handleMMFault(page, write: write, mayDrop: false)
      if result != FaultResult.resolved.rawValue { return .EFAULT }
    }
    return .EBUSY
  }
}
