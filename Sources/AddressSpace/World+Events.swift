// SPDX-License-Identifier: GPL-2.0-or-later

import Logic

extension World {
  /// Finds out before which load the next event happens.
  @inlinable
  public mutating func armNextEvent() {
    var at: D.Half = 0
    for index in events.indices {
      at = D.Half.select(nextEvent .== D.Half(constant: UInt64(index)), events[index].at, at)
    }
    nextEventAt = at
  }

  /// Runs every event that is due at this load, in their order.
  @inlinable
  mutating func runEvents() {
    for index in events.indices {
      let due =
        (nextEvent .== D.Half(constant: UInt64(index))) .& (events[index].at .== loads)
      branch(due, &self) { world in
        world.nextEvent = world.nextEvent &+ 1
        world.ghost.disturbed = true
        world.run(world.events[index])
      }
    }
    armNextEvent()
  }

  @inlinable
  mutating func run(_ event: ScriptedEvent<D>) {
    func targets(_ target: Event.Target) -> D.Bit {
      event.target .== D.Byte(constant: UInt64(target.rawValue))
    }
    func chosen(_ index: Int) -> D.Bit { event.index .== D.Word(constant: UInt64(index)) }
    branch(targets(.pte), &self) { world in
      loop(from: event.index, to: world.count, &world, while: { _, page in chosen(page) }) {
        $0.changePTE($1, to: event.kind)
      }
    }
    branch(targets(.pmd), &self) { world in
      loop(from: event.index, to: world.pmds.count, &world, while: { _, pmd in chosen(pmd) }) {
        $0.changePMD($1, to: event.kind)
      }
    }
    branch(targets(.pud), &self) { world in
      loop(from: event.index, to: world.puds.count, &world, while: { _, pud in chosen(pud) }) {
        $0.changePUD($1, to: event.kind)
      }
    }
    branch(targets(.range), &self) { $0.invalidate() }
  }

  /// The range is announced as invalidated, from invalidate_range_start to its end.
  @inlinable
  public mutating func invalidate() {
    invalidated = true
    ghost.progressed = true
    note(.notified)
  }

  // MARK: What another thread can make of an entry

  @inlinable
  mutating func changePTE(_ page: Int, to kind: D.Byte) {
    let exists =
      (puds[layout.pud(of: page)].kind .== .table) .& (pmds[layout.pmd(of: page)].kind .== .table)
    let changes = exists .& (pages[page].pte.kind .!= kind)
    branch(changes .& canStand(kind, .pte, page), &self) { world in
      let old = world.pages[page].pte
      world.remember(page)
      world.pages[page].pte = world.entry(kind, after: old)
      world.announce(old.kind)
      world.note(
        .event(target: .pte, index: page, from: world.known(old.kind), to: world.known(kind)))
    }
  }

  @inlinable
  mutating func changePMD(_ pmd: Int, to kind: D.Byte) {
    let pages = layout.pages(ofPMD: pmd)
    let pud = layout.pud(of: min(max(pages.lowerBound, 0), count &- 1))
    let stays = D.Bit(constant: !convention.tablesVanish) .& (pmds[pmd].kind .== .table)
    let changes = (puds[pud].kind .== .table) .& (pmds[pmd].kind .!= kind) .& .!stays
    branch(changes .& canStand(kind, .pmd, pmd), &self) { world in
      let old = world.pmds[pmd]
      world.remember(pages)
      // What was one mapping goes on as its parts, where it becomes a table; a new table is empty.
      branch(kind .== .table, &world) { $0.fillTable(pages, from: old) }
      world.pmds[pmd] = world.entry(kind, after: old)
      world.announce(old.kind)
      world.note(
        .event(target: .pmd, index: pmd, from: world.known(old.kind), to: world.known(kind)))
    }
  }

  @inlinable
  mutating func changePUD(_ pud: Int, to kind: D.Byte) {
    // A table of PMDs is freed under the mmap write lock only.
    let changes = (puds[pud].kind .!= kind) .& (puds[pud].kind .!= .table)
    branch(changes .& canStand(kind, .pud, pud), &self) { world in
      let old = world.puds[pud]
      let pages = world.layout.pages(ofPUD: pud)
      world.remember(pages)
      // The kernel splits a huge PUD by emptying it: its pages come back by faults.
      branch(kind .== .table, &world) { $0.emptyPMDs(pages) }
      world.puds[pud] = world.entry(kind, after: old)
      world.announce(old.kind)
      world.note(
        .event(target: .pud, index: pud, from: world.known(old.kind), to: world.known(kind)))
    }
  }

  /// split_huge_pud, which the page walker calls on a leaf that it is to go below: the kernel splits
  /// a huge PUD by emptying it, and announces that.
  @inlinable
  public mutating func splitPUD(_ pud: Int) {
    remember(layout.pages(ofPUD: pud))
    puds[pud] = Entry(kind: D.Byte(.none), pfn: 0)
    invalidate()
  }

  @inlinable
  public mutating func announce(_ old: D.Byte) {
    ghost.progressed = true
    branch(old.isIn(.announced), &self) { $0.invalidate() }
  }

  /// The entry that takes the place of `old`: the same frame where the page stays where it is, a
  /// fresh one where it moves, none where there is none.
  @inlinable
  mutating func entry(_ kind: D.Byte, after old: Entry<D>) -> Entry<D> {
    let stays = old.kind.isIn(.holdsPage) .& kind.isIn(.holdsPage)
    let fresh = newFrame()
    let frame = D.Word.select(
      kind.isIn(KindSet.frameless.union(.one(.table))), 0,
      D.Word.select(
        kind .== .zeroPage, D.Word(constant: Frame.zero), D.Word.select(stays, old.pfn, fresh)))
    return Entry(kind: kind, pfn: frame)
  }

  /// What a huge mapping breaks up into.
  @inlinable static var parts: [(Kind, Kind)] {
    [
      (.hugeWritable, .writable), (.hugeReadOnly, .readOnly), (.hugeNuma, .numaReadOnly),
      (.hugeMigration, .migration), (.hugePrivateReadOnly, .devicePrivateReadOnly),
      (.hugePrivateWritable, .devicePrivateWritable),
      (.hugeForeignReadOnly, .foreignPrivateReadOnly),
      (.hugeForeignWritable, .foreignPrivateWritable),
    ]
  }

  /// Makes the PTEs of a new table: the parts of a huge mapping that was, or nothing.
  @inlinable
  mutating func fillTable(_ pages: Range<Int>, from old: Entry<D>) {
    // File-backed device memory is not split but dropped, and comes back by faults.
    var part = D.Byte(.none)
    for (whole, piece) in World.parts {
      part = D.Byte.select(old.kind .== whole, D.Byte(piece), part)
    }
    for page in pages.clamped(to: 0..<count) {
      let frame = old.pfn &+ D.Word(constant: UInt64(page &- pages.lowerBound))
      self.pages[page].pte = Entry(
        kind: part, pfn: D.Word.select(part .== .none, 0, frame))
    }
  }

  /// Makes the PMDs of a new table of them: empty ones.
  @inlinable
  mutating func emptyPMDs(_ pages: Range<Int>) {
    let within = pages.clamped(to: 0..<count)
    for pmd in layout.pmd(of: within.lowerBound)...layout.pmd(of: within.upperBound &- 1) {
      pmds[pmd] = Entry(kind: D.Byte(.none), pfn: 0)
    }
  }
}

extension KindSet {
  /// Kinds that hold an ordinary page of the host, which stays the same when one becomes another.
  @inlinable public static var holdsPage: KindSet {
    one(.readOnly).union(one(.writable)).union(numaPTE).union(one(.deviceExclusive))
      .union(one(.hugeReadOnly)).union(one(.hugeWritable)).union(one(.hugeNuma))
      .union(presentHugetlb)
  }
}
