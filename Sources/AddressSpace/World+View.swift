// SPDX-License-Identifier: GPL-2.0-or-later

import Logic

extension World {
  /// What the page tables say of a page now.
  @inlinable @inline(__always)
  public func view(_ page: Int) -> View<D> {
    let geometry = layout.geometry
    let pud = puds[layout.pud(of: page)]
    let pmd = pmds[layout.pmd(of: page)]
    let pte = pages[page].pte
    let underPUD = pud.kind .== .table
    let underPMD = underPUD .& (pmd.kind .== .table)
    let inPMD = UInt64((layout.start &+ page) & (geometry.pagesPerPMD &- 1))
    let inPUD = UInt64((layout.start &+ page) & (geometry.pagesPerPUD &- 1))
    let kind = D.Byte.select(
      underPMD, pte.kind, D.Byte.select(underPUD, pmd.kind, pud.kind))
    let pfn = D.Word.select(
      underPMD, pte.pfn,
      D.Word.select(
        underPUD, pmd.pfn &+ D.Word(constant: inPMD), pud.pfn &+ D.Word(constant: inPUD)))
    let order = D.Byte.select(
      underPMD, 0,
      D.Byte.select(
        underPUD, D.Byte(constant: UInt64(geometry.pmdShift)),
        D.Byte(constant: UInt64(geometry.pudShift))))
    return View(kind: kind, pfn: pfn, order: D.Byte.select(kind .== .none, 0, order))
  }

  /// The flags of the page's VMA; none in a gap.
  @inlinable @inline(__always)
  public func flags(_ page: Int) -> D.Byte {
    let vma = layout.pieces[layout.pieceOf[page]].vma
    return vma < 0 ? 0 : vmaFlags[vma]
  }

  @inlinable @inline(__always)
  public func vmaAllows(_ page: Int, _ flag: VMA.Flags) -> D.Bit {
    flags(page).has(D.Byte(constant: UInt64(flag.rawValue)))
  }

  /// A fresh frame, aligned for a mapping of any size.
  @inlinable
  mutating func newFrame() -> D.Word {
    let frame = nextFrame
    nextFrame = frame &+ D.Word(constant: 1 << UInt64(layout.geometry.pudShift))
    return frame
  }
}
