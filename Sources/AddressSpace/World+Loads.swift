// SPDX-License-Identifier: GPL-2.0-or-later

import Logic

extension World {
  /// Loads a PTE, after other threads have acted. Shapes: `page` in 0 ..< count.
  @inlinable @inline(__always)
  public mutating func loadPTE(_ page: Int) -> Entry<D> {
    beforeLoad(.pte, page)
    let entry = pages[page].pte
    note(load(.pte, page, entry))
    return entry
  }

  /// Loads a PMD, or the hugetlb entry that stands for one, after other threads have acted.
  @inlinable @inline(__always)
  public mutating func loadPMD(_ pmd: Int) -> Entry<D> {
    beforeLoad(.pmd, pmd)
    let entry = pmds[pmd]
    note(load(.pmd, pmd, entry))
    return entry
  }

  /// Loads a PUD, or the hugetlb entry that stands for one, after other threads have acted.
  @inlinable @inline(__always)
  public mutating func loadPUD(_ pud: Int) -> Entry<D> {
    beforeLoad(.pud, pud)
    let entry = puds[pud]
    note(load(.pud, pud, entry))
    return entry
  }

  @inlinable
  func load(_ target: Event.Target, _ index: Int, _ entry: Entry<D>) -> Trace.Step {
    .load(
      number: Int(loads.constant ?? 0), target: target, index: index, kind: known(entry.kind))
  }

  /// A kind for a trace; in the concrete domain every kind is known.
  @inlinable
  func known(_ kind: D.Byte) -> Kind {
    Kind(rawValue: UInt8(truncatingIfNeeded: kind.constant ?? 0)) ?? .none
  }

  @inlinable @inline(__always)
  mutating func beforeLoad(_ target: Event.Target, _ index: Int) {
    loads = loads &+ 1
    ghost.unlockedAccess = ghost.unlockedAccess .| .!ghost.mmapLock
    if let interference { interference.act(&self, target, index) }
    if events.isEmpty { return }
    branch(loads .== nextEventAt, &self) { $0.runEvents() }
  }
}
