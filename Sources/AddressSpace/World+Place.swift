// SPDX-License-Identifier: GPL-2.0-or-later

import Logic

// Where a resolved fault puts the entry: at the level that maps the page, or in new tables.
extension World {
  @inlinable
  mutating func resolveHugetlbPMD(_ page: Int, _ outcome: Resolution<D>) {
    let pmd = layout.pmd(of: page)
    remember(layout.pages(ofPMD: pmd))
    let pud = layout.pud(of: page)
    branch(puds[pud].kind .!= .table, &self) { world in
      world.emptyPMDs(world.layout.pages(ofPUD: pud))
      world.puds[pud] = Entry(kind: D.Byte(.table), pfn: 0)
    }
    let frame = frame(outcome, pmds[pmd].pfn)
    pmds[pmd] = Entry(kind: outcome.kind, pfn: frame)
  }

  @inlinable
  mutating func resolveHugetlbPUD(_ page: Int, _ outcome: Resolution<D>) {
    let pud = layout.pud(of: page)
    remember(layout.pages(ofPUD: pud))
    let frame = frame(outcome, puds[pud].pfn)
    puds[pud] = Entry(kind: outcome.kind, pfn: frame)
  }

  @inlinable
  mutating func frame(_ outcome: Resolution<D>, _ old: D.Word) -> D.Word {
    let fresh = newFrame()
    return D.Word.select(
      outcome.kind .== .zeroPage, D.Word(constant: Frame.zero),
      D.Word.select(outcome.keepsFrame, old, fresh))
  }

  @inlinable
  mutating func resolveEntry(
    _ page: Int, _ before: View<D>, _ outcome: Resolution<D>, write: D.Bit, huge: D.Bit
  ) {
    let pmd = layout.pmd(of: page)
    let pud = layout.pud(of: page)
    branch(puds[pud].kind.isIn(.leafPUD), &self) { world in
      world.remember(world.layout.pages(ofPUD: pud))
      let frame = world.frame(outcome, world.puds[pud].pfn)
      world.puds[pud] = Entry(kind: outcome.kind, pfn: frame)
    } else: { world in
      world.growPMDs(page)
      let one =
        huge .& (world.pmds[pmd].kind .== .none) .& D.Bit(constant: world.layout.hugeFits(page))
      let leaf = world.pmds[pmd].kind.isIn(KindSet.pmd.subtracting([.none, .table]))
      // Writing to a huge page that is shared breaks it up, unless a huge copy could be had.
      let split = leaf .& (before.kind .== .hugeReadOnly) .& .!huge .& .!outcome.keepsFrame
      branch(one, &world) {
        $0.populateHuge(pmd, write: write)
      } else: { world in
        branch(leaf .& .!split, &world) { world in
          world.remember(world.layout.pages(ofPMD: pmd))
          let frame = world.frame(outcome, world.pmds[pmd].pfn)
          world.pmds[pmd] = Entry(kind: outcome.kind, pfn: frame)
        } else: { world in
          branch(split, &world) { $0.markSplit(pmd) }
          world.growPTEs(page)
          world.remember(page)
          let kind = D.Byte.select(split, D.Byte(.writable), outcome.kind)
          let frame = world.frame(outcome, world.pages[page].pte.pfn)
          world.pages[page].pte = Entry(kind: kind, pfn: frame)
        }
      }
    }
  }

  @inlinable
  mutating func markSplit(_ pmd: Int) {
    for page in layout.pages(ofPMD: pmd).clamped(to: 0..<count) {
      pages[page].splitIn = ghost.walks
    }
  }

  @inlinable
  mutating func populateHuge(_ pmd: Int, write: D.Bit) {
    remember(layout.pages(ofPMD: pmd))
    let kind = D.Byte.select(write, D.Byte(.hugeWritable), D.Byte(.hugeReadOnly))
    pmds[pmd] = Entry(kind: kind, pfn: newFrame())
  }

  /// Makes sure that the PUD of a page is a table.
  @inlinable
  mutating func growPMDs(_ page: Int) {
    let pud = layout.pud(of: page)
    branch(puds[pud].kind .!= .table, &self) { world in
      let pages = world.layout.pages(ofPUD: pud)
      // Empty below empty looks the same from a page.
      branch(world.puds[pud].kind .!= .none, &world) { $0.remember(pages) }
      world.emptyPMDs(pages)
      world.puds[pud] = Entry(kind: D.Byte(.table), pfn: 0)
    }
  }

  /// Makes sure that the PMD of a page is a table, filled with the parts of what it was.
  @inlinable
  mutating func growPTEs(_ page: Int) {
    let pmd = layout.pmd(of: page)
    branch(pmds[pmd].kind .!= .table, &self) { world in
      let pages = world.layout.pages(ofPMD: pmd)
      branch(world.pmds[pmd].kind .!= .none, &world) { $0.remember(pages) }
      world.fillTable(pages, from: world.pmds[pmd])
      world.pmds[pmd] = Entry(kind: D.Byte(.table), pfn: 0)
    }
  }
}
