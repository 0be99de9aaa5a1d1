// SPDX-License-Identifier: GPL-2.0-or-later

import Logic

// VMAs that other threads change while the mmap lock is not held.
extension World {
  /// A moment without the mmap lock: makes the changes that are due.
  @usableFromInline
  mutating func beginMoment() {
    moments = moments &+ 1
    guard let outside, outside.changesMade < outside.call.changes.count else { return }
    let changes = outside.call.changes
    // The layout is known to all branches, which it could not be where a branch changed it.
    guard D.self == Concrete.self, let now = moments.constant else {
      ghost.notUnderstood = true
      return
    }
    if ghost.mmapLock.constant == true { return }
    while outside.changesMade < changes.count, changes[outside.changesMade].at <= Int(now) {
      outside.vmas = changes[outside.changesMade].made(in: outside.vmas)
      make(changes[outside.changesMade], outside.vmas)
      outside.changesMade += 1
    }
  }

  private mutating func make(_ change: VMAChange, _ vmas: [VMA]) {
    let pages = (change.start - layout.start)..<(change.end - layout.start)
    if pages.overlaps(0..<count) {
      for pud in puds.indices where layout.pages(ofPUD: pud).overlaps(pages) {
        make(change, pages, inPUD: pud)
      }
      ghost.disturbed = true
      invalidate()
    }
    layout.place(vmas)
    loadFlags(vmas)
    var told = change
    (told.start, told.end) = (pages.lowerBound, pages.upperBound)
    note(.change(told))
  }

  private mutating func make(_ change: VMAChange, _ pages: Range<Int>, inPUD pud: Int) {
    let covered = layout.pages(ofPUD: pud)
    branch(puds[pud].kind .== .table, &self) { world in
      for pmd in world.pmds.indices {
        let part = world.layout.pages(ofPMD: pmd)
        if part.overlaps(pages) && covered.contains(part.lowerBound) {
          world.make(change, pages, inPMD: pmd)
        }
      }
    } else: { world in
      world.remember(covered)
      // One that is cut is split, which empties it.
      let isWhole = covered.clamped(to: pages) == covered
      world.puds[pud] = isWhole ? world.changed(change, world.puds[pud]) : world.empty
    }
  }

  private mutating func make(_ change: VMAChange, _ pages: Range<Int>, inPMD pmd: Int) {
    let covered = layout.pages(ofPMD: pmd)
    let isWhole = covered.clamped(to: pages) == covered
    let kind = pmds[pmd].kind
    let isLeaf = .!(kind .== .table) .& .!(kind .== .none)
    branch(isLeaf, &self) { world in
      world.remember(covered)
      if isWhole {
        world.pmds[pmd] = world.changed(change, world.pmds[pmd])
      } else {
        world.fillTable(covered, from: world.pmds[pmd])
        world.pmds[pmd] = Entry(kind: D.Byte(.table), pfn: 0)
      }
    }
    branch(pmds[pmd].kind .== .table, &self) { world in
      for page in covered.clamped(to: pages).clamped(to: 0..<world.count) {
        world.remember(page)
        world.pages[page].pte = world.changed(change, world.pages[page].pte)
      }
    }
  }

  private var empty: Entry<D> { Entry(kind: D.Byte(.none), pfn: 0) }

  /// What becomes of an entry that a change covers.
  private func changed(_ change: VMAChange, _ entry: Entry<D>) -> Entry<D> {
    if change.kind != .protect { return empty }
    if change.flags.isSuperset(of: .readWrite) { return entry }
    // A read-only kind stands before its writable twin.
    let loses = entry.kind.isIn(.needWritableVMA)
    return Entry(kind: D.Byte.select(loses, entry.kind &- 1, entry.kind), pfn: entry.pfn)
  }

  /// Whether an event can make an entry this kind, as the VMAs are now: validation has looked at
  /// those of the beginning.
  @inlinable @inline(__always)
  func canStand(_ kind: D.Byte, _ target: Event.Target, _ index: Int) -> D.Bit {
    guard let outside, outside.changesMade > 0 else { return true }
    return D.Bit(constant: isPossible(known(kind), target, index, outside.vmas))
  }

  @usableFromInline
  func isPossible(
    _ kind: Kind, _ target: Event.Target, _ index: Int, _ vmas: [VMA]
  ) -> Bool {
    var now = Scenario(geometry: layout.geometry, start: layout.start, count: count)
    now.vmas = vmas
    let problem: String? =
      switch target {
      case .pte: now.problem(ofPTE: kind, in: now.vma(at: layout.start + index))
      case .pmd: now.problem(ofPMD: kind, index)
      case .pud: now.problem(ofPUD: kind, index)
      case .range: nil
      }
    return problem == nil
  }
}
