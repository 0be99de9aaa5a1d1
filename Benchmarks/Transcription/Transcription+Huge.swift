// SPDX-License-Identifier: GPL-2.0-or-later

import AddressSpace
import Logic

/// The handlers of `hmm_walk_ops` above the PTEs.
extension Transcription {
  /// `hmm_vma_walk_pud`: maps a huge page of device memory, or is left to the PMDs.
  mutating func walkPUD(_ pud: Int, _ pages: Range<Int>) -> Errno {
    let entry = world.loadPUD(pud)
    let kind = KindSet(only: entry.kind)
    if kind.isIn(.one(.none)) { return hole(pages) }
    if !kind.isIn(.leafPUD) { return walkPMDs(pages) }

    // pud_trans_huge_lock. The kernel reads the entry under it; in the world nothing can come
    // between the two.
    world.lockPageTable()
    let flags = kind.cpuFlags
    let need = need(pages, cpu: flags)
    if !need.isEmpty {
      world.unlockPageTable()
      return fault(pages, need)
    }
    let first = world.layout.pages(ofPUD: pud).lowerBound
    report(pages, pfn: entry.pfn &+ UInt64(pages.lowerBound &- first), flags: flags)
    world.unlockPageTable()
    return .success
  }

  /// `hmm_vma_walk_pmd`.
  mutating func walkPMD(_ pmd: Int, _ pages: Range<Int>) -> Errno {
    while true {
      let kind = KindSet(only: world.loadPMD(pmd).kind)
      if kind.isIn(.one(.table)) { return walkPTEs(pages) }
      if kind.isIn(.hugePMD) {
        // pmd_read_atomic: the handler must see one and the same entry, and it may be another by
        // now.
        let entry = world.loadPMD(pmd)
        if KindSet(only: entry.kind).isIn(.hugePMD) { return handlePMD(pmd, pages, entry) }
        continue
      }
      if kind.isIn(.one(.none)) { return hole(pages) }
      if kind.isIn(.one(.hugeMigration)) { return handleMigratingPMD(pages) }
      // Not present, or bad: nothing that a fault could mend.
      if !need(pages, cpu: 0).isEmpty { return .EFAULT }
      return fill(pages, HMMPfn.error)
    }
  }

  /// `hmm_vma_handle_pmd`.
  mutating func handlePMD(_ pmd: Int, _ pages: Range<Int>, _ entry: Entry<Concrete>) -> Errno {
    let flags = KindSet(only: entry.kind).cpuFlags
    let need = need(pages, cpu: flags)
    if !need.isEmpty { return fault(pages, need) }
    let first = world.layout.pages(ofPMD: pmd).lowerBound
    report(pages, pfn: entry.pfn &+ UInt64(pages.lowerBound &- first), flags: flags)
    return .success
  }

  /// The migration entry of `hmm_vma_walk_pmd`.
  mutating func handleMigratingPMD(_ pages: Range<Int>) -> Errno {
    if need(pages, cpu: 0).isEmpty { return fill(pages, 0) }
    last = pages.lowerBound
    world.waitForHugeMigration(pages.lowerBound)
    return .EBUSY
  }

  /// `hmm_vma_walk_hugetlb_entry`, entered with the lock of the entry held and left without it.
  ///
  /// - Parameter offset: where in the huge page `pages` begin.
  mutating func hugetlbEntry(
    _ entry: Entry<Concrete>, _ pages: Range<Int>, offset: Int
  ) -> Errno {
    let flags = KindSet(only: entry.kind).cpuFlags
    // The first page's request decides for all of them.
    let need = requests.need(world.pages[pages.lowerBound].word, cpu: flags)
    if !need.isEmpty {
      world.unlockPageTable()
      return fault(pages, need)
    }
    // Where nothing is present, the frame is whatever the entry's bits happen to say.
    report(pages, pfn: entry.pfn &+ UInt64(offset), flags: flags)
    world.unlockPageTable()
    return .success
  }
}
