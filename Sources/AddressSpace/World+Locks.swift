// SPDX-License-Identifier: GPL-2.0-or-later

import Logic

extension World {
  /// pte_offset_map.
  @inlinable @inline(__always)
  public mutating func map() { ghost.maps = ghost.maps &+ 1 }

  /// pte_unmap.
  @inlinable @inline(__always)
  public mutating func unmap() {
    ghost.unbalanced = ghost.unbalanced .| (ghost.maps .== 0)
    ghost.maps = ghost.maps &- 1
  }

  /// Takes a page-table lock.
  @inlinable @inline(__always)
  public mutating func lockPageTable() {
    World.take(&ghost.pageTableLock, &ghost.unbalanced)
  }

  @inlinable @inline(__always)
  public mutating func unlockPageTable() {
    World.release(&ghost.pageTableLock, &ghost.unbalanced)
  }

  /// mmap_read_lock in a call that is handed the lock. Nobody else holds it.
  @inlinable @inline(__always)
  public mutating func lockMmap() { World.take(&ghost.mmapLock, &ghost.unbalanced) }

  @inlinable @inline(__always)
  public mutating func unlockMmap() {
    World.release(&ghost.mmapLock, &ghost.unbalanced)
    if takesLock { note(.unlock) }
  }

  /// hugetlb_vma_lock_read.
  @inlinable @inline(__always)
  public mutating func lockHugetlb() { World.take(&ghost.hugetlbLock, &ghost.unbalanced) }

  @inlinable @inline(__always)
  public mutating func unlockHugetlb() { World.release(&ghost.hugetlbLock, &ghost.unbalanced) }

  @inlinable @inline(__always)
  static func take(_ lock: inout D.Bit, _ unbalanced: inout D.Bit) {
    unbalanced = unbalanced .| lock
    lock = true
  }

  @inlinable @inline(__always)
  static func release(_ lock: inout D.Bit, _ unbalanced: inout D.Bit) {
    unbalanced = unbalanced .| .!lock
    lock = false
  }

  /// Something that may sleep begins here: nothing that forbids it may be held.
  @inlinable @inline(__always)
  public mutating func maySleep() {
    ghost.sleptWithLock =
      ghost.sleptWithLock .| ghost.pageTableLock .| ghost.hugetlbLock .| (ghost.maps .!= 0)
  }

  /// Looks the device's page map up. False once it is dying.
  @inlinable
  public mutating func lookUpPagemap() -> D.Bit {
    let alive = pagemapLookups .!= 0
    pagemapLookups = D.Half.select(alive, pagemapLookups &- 1, 0)
    return alive
  }
}
