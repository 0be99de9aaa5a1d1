// SPDX-License-Identifier: GPL-2.0-or-later

import AddressSpace
import Logic

/// mm/pagewalk.c, as far as it serves `hmm_walk_ops`.
extension Transcription {
  /// `walk_page_range` from ``last`` to the end of the range: the VMAs, and the gaps between them.
  mutating func walkRange() -> Errno {
    var page = last
    for number in world.layout.pieceOf[page]..<world.layout.pieces.count {
      let piece = world.layout.pieces[number]
      let pages = page..<piece.end
      vma = piece.vma
      let answer = piece.isGap ? hole(pages) : walkVMA(pages, piece.hugetlb)
      guard case .success = answer else { return answer }
      page = piece.end
    }
    return .success
  }

  /// `walk_page_test` and `__walk_page_range`: one VMA, as far as the range goes.
  mutating func walkVMA(_ pages: Range<Int>, _ hugetlb: VMA.Hugetlb) -> Errno {
    // hmm_vma_walk_test. A VMA without ordinary memory, or one that may not be read, is passed by.
    let flags = VMA.Flags(rawValue: world.vmaFlags[vma])
    if !flags.isDisjoint(with: [.io, .pfnmap, .mixedmap]) || !flags.contains(.read) {
      if !need(pages, cpu: 0).isEmpty { return .EFAULT }
      return fill(pages, HMMPfn.error)
    }
    switch hugetlb {
    case .no: return walkPUDs(pages)
    case .pmd: return walkHugetlbPMDs(pages)
    case .pud: return walkHugetlbPUDs(pages)
    }
  }

  /// `walk_pud_range`.
  mutating func walkPUDs(_ pages: Range<Int>) -> Errno {
    var pud = world.layout.pud(of: pages.lowerBound)
    var page = pages.lowerBound
    while page < pages.upperBound {
      let next = min(world.layout.pages(ofPUD: pud).upperBound, pages.upperBound)
      let answer: Errno
      if world.loadPUD(pud).kind == Kind.none.rawValue {
        answer = hole(page..<next)
      } else {
        answer = walkPUD(pud, page..<next)
      }
      guard case .success = answer else { return answer }
      page = next
      pud &+= 1
    }
    return .success
  }

  /// `walk_pmd_range`: the PMDs of one PUD. There is no `pte_entry`, so nothing is split here.
  mutating func walkPMDs(_ pages: Range<Int>) -> Errno {
    var pmd = world.layout.pmd(of: pages.lowerBound)
    var page = pages.lowerBound
    while page < pages.upperBound {
      let next = min(world.layout.pages(ofPMD: pmd).upperBound, pages.upperBound)
      let answer: Errno
      if world.loadPMD(pmd).kind == Kind.none.rawValue {
        answer = hole(page..<next)
      } else {
        answer = walkPMD(pmd, page..<next)
      }
      guard case .success = answer else { return answer }
      page = next
      pmd &+= 1
    }
    return .success
  }

  /// `walk_hugetlb_range`, where a huge page fills a PMD.
  mutating func walkHugetlbPMDs(_ pages: Range<Int>) -> Errno {
    var page = pages.lowerBound
    while page < pages.upperBound {
      let pmd = world.layout.pmd(of: page)
      let extent = world.layout.pages(ofPMD: pmd)
      let part = page..<min(extent.upperBound, pages.upperBound)
      // huge_pte_offset finds no entry where there is no table of PMDs.
      let answer: Errno
      if world.loadPUD(world.layout.pud(of: page)).kind == Kind.none.rawValue {
        answer = hole(part)
      } else {
        world.lockPageTable()
        answer = hugetlbEntry(world.loadPMD(pmd), part, offset: page &- extent.lowerBound)
      }
      guard case .success = answer else { return answer }
      page = part.upperBound
    }
    return .success
  }

  /// `walk_hugetlb_range`, where a huge page fills a PUD: its entry is always there.
  mutating func walkHugetlbPUDs(_ pages: Range<Int>) -> Errno {
    var page = pages.lowerBound
    while page < pages.upperBound {
      let pud = world.layout.pud(of: page)
      let extent = world.layout.pages(ofPUD: pud)
      let part = page..<min(extent.upperBound, pages.upperBound)
      world.lockPageTable()
      let answer = hugetlbEntry(world.loadPUD(pud), part, offset: page &- extent.lowerBound)
      guard case .success = answer else { return answer }
      page = part.upperBound
    }
    return .success
  }
}
