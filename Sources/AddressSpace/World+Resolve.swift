// SPDX-License-Identifier: GPL-2.0-or-later

import Logic

/// What a resolved fault makes of an entry.
@usableFromInline
struct Resolution<D: Domain> {
  /// What the entry becomes; what it was where nothing changes.
  @usableFromInline var kind: D.Byte
  /// The page stays where it is.
  @usableFromInline var keepsFrame: D.Bit
  /// The handler announces the change to the interval notifier, as COW and device memory do.
  @usableFromInline var announces: D.Bit

  @inlinable
  init(kind: D.Byte) {
    self.kind = kind
    keepsFrame = false
    announces = false
  }

  /// Where `condition` holds, the entry becomes `kind`.
  @inlinable @inline(__always)
  mutating func take(
    _ condition: D.Bit, _ kind: D.Byte, keepsFrame: D.Bit = false, announces: D.Bit = false
  ) {
    self.kind = D.Byte.select(condition, kind, self.kind)
    self.keepsFrame = D.Bit.select(condition, keepsFrame, self.keepsFrame)
    self.announces = D.Bit.select(condition, announces, self.announces)
  }
}

extension World {
  /// Carries out a fault that the handler resolves: the entry, and what is announced.
  @inlinable
  mutating func resolve(_ page: Int, _ before: View<D>, write: D.Bit, _ outcome: D.Byte) {
    let denied = (write .& .!vmaAllows(page, .write)) .| .!vmaAllows(page, .read)
    let reuse = outcome .== D.Byte(constant: UInt64(FaultOutcome.reuse.rawValue))
    let huge = outcome .== D.Byte(constant: UInt64(FaultOutcome.resolveHuge.rawValue))
    let outcome = resolution(page, before.kind, write: write, reuse: reuse)
    branch(.!denied .& (outcome.kind .!= before.kind), &self) { world in
      switch world.layout.hugetlb(page) {
      case .pmd: world.resolveHugetlbPMD(page, outcome)
      case .pud: world.resolveHugetlbPUD(page, outcome)
      case .no: world.resolveEntry(page, before, outcome, write: write, huge: huge)
      }
      branch(outcome.announces, &world) { $0.invalidate() }
    }
  }

  /// What becomes of an entry of a kind.
  @inlinable
  func resolution(_ page: Int, _ kind: D.Byte, write: D.Bit, reuse: D.Bit) -> Resolution<D> {
    var next = Resolution<D>(kind: kind)
    let writableVMA = vmaAllows(page, .write)
    func either(_ condition: D.Bit, _ a: Kind, _ b: Kind) -> D.Byte {
      D.Byte.select(condition, D.Byte(a), D.Byte(b))
    }
    func isA(_ a: Kind, _ others: Kind...) -> D.Bit {
      others.reduce(kind .== a) { $0 .| (kind .== $1) }
    }
    let marked = kind.isIn(.uffdWpMarkers)
    if layout.hugetlb(page) != .no {
      next.take(isA(.none) .| marked, either(write, .hugetlbWritable, .hugetlbReadOnly))
      next.take(
        isA(.hugetlbReadOnly) .& write, D.Byte(.hugetlbWritable), keepsFrame: reuse,
        announces: .!reuse)
      next.take(
        isA(.hugetlbNuma), either(writableVMA, .hugetlbWritable, .hugetlbReadOnly),
        keepsFrame: true)
      next.take(isA(.hugetlbMigration), either(writableVMA, .hugetlbWritable, .hugetlbReadOnly))
      return next
    }
    let fileBacked = vmaAllows(page, .file)
    let readMapping = D.Byte.select(fileBacked .| marked, D.Byte(.readOnly), D.Byte(.zeroPage))
    next.take(
      isA(.none, .pudNonPresent) .| marked, D.Byte.select(write, D.Byte(.writable), readMapping))
    next.take(isA(.swap), either(write, .writable, .readOnly))
    // Copy on write.
    let reused = reuse .& isA(.readOnly)
    next.take(
      (isA(.readOnly) .| isA(.zeroPage)) .& write, D.Byte(.writable), keepsFrame: reused,
      announces: .!reused)
    next.take(
      isA(.hugeReadOnly) .& write, D.Byte(.hugeWritable), keepsFrame: reuse, announces: .!reuse)
    // A write to memory that is not the kernel's: private mappings copy it, shared ones allow it.
    next.take(
      isA(.specialReadOnly) .& write, either(fileBacked, .specialWritable, .writable),
      keepsFrame: fileBacked, announces: .!fileBacked)
    next.take(isA(.devmapReadOnly) .& write, D.Byte(.devmapWritable), keepsFrame: true)
    next.take(isA(.hugeDevmapReadOnly) .& write, D.Byte(.hugeDevmapWritable), keepsFrame: true)
    next.take(isA(.pudReadOnly) .& write, D.Byte(.pudWritable), keepsFrame: true)
    // NUMA hinting: the access is given back.
    next.take(isA(.numaReadOnly), D.Byte(.readOnly), keepsFrame: true)
    next.take(isA(.numaWritable), D.Byte(.writable), keepsFrame: true)
    next.take(isA(.hugeNuma), either(writableVMA, .hugeWritable, .hugeReadOnly), keepsFrame: true)
    // The handler itself waits for a migration.
    next.take(isA(.migration), either(writableVMA, .writable, .readOnly))
    next.take(isA(.hugeMigration), either(writableVMA, .hugeWritable, .hugeReadOnly))
    // Device memory comes back; an exclusive mapping ends.
    next.take(
      kind.isIn(.devicePrivatePTE), either(writableVMA, .writable, .readOnly), announces: true)
    next.take(
      kind.isIn(.devicePrivatePMD), either(writableVMA, .hugeWritable, .hugeReadOnly),
      announces: true)
    next.take(
      isA(.deviceExclusive), either(writableVMA, .writable, .readOnly), keepsFrame: true,
      announces: true)
    return next
  }

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

  // MARK: Waiting for a migration

  /// migration_entry_wait: sleeps until the page is where it goes.
  @inlinable
  public mutating func waitForMigration(_ page: Int) {
    beginWait()
    let waits = view(page).kind .== .migration
    branch(waits, &self) { world in
      let outcome = world.resolution(page, D.Byte(.migration), write: false, reuse: false)
      world.remember(page)
      let frame = world.frame(outcome, 0)
      world.pages[page].pte = Entry(kind: outcome.kind, pfn: frame)
    }
    note(.wait(page: page, to: known(view(page).kind)))
  }

  /// pmd_migration_entry_wait, for the PMD of a page of the range.
  @inlinable
  public mutating func waitForHugeMigration(_ page: Int) {
    beginWait()
    let waits = view(page).kind .== .hugeMigration
    branch(waits, &self) { world in
      let pmd = world.layout.pmd(of: page)
      let outcome = world.resolution(page, D.Byte(.hugeMigration), write: false, reuse: false)
      world.remember(world.layout.pages(ofPMD: pmd))
      let frame = world.frame(outcome, 0)
      world.pmds[pmd] = Entry(kind: outcome.kind, pfn: frame)
    }
    note(.wait(page: page, to: known(view(page).kind)))
  }

  @inlinable
  mutating func beginWait() {
    maySleep()
    ghost.waits = ghost.waits &+ 1
    ghost.progressed = true
  }
}
