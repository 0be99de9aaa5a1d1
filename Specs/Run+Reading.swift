// SPDX-License-Identifier: GPL-2.0-or-later

import AddressSpace
import Logic

/// How clauses read a run.
extension World {
  @inlinable @inline(__always)
  var encoding: Encoding { convention.encoding }

  // MARK: The answer

  /// The call came back: it did not walk for ever, and did not follow a pointer into nowhere.
  @inlinable @inline(__always)
  var returned: D.Bit { .!ghost.endless .& .!ghost.isLost }

  /// The call came back with `code`.
  @inlinable @inline(__always)
  func answered(_ code: Errno) -> D.Bit {
    returned .& (result .== D.Half(constant: UInt64(code.rawValue)))
  }

  @inlinable @inline(__always)
  var succeeded: D.Bit { answered(.success) .& D.Bit(constant: count != 0) }

  /// The call came back with the code that documents that it dropped the lock, as it may.
  @inlinable @inline(__always)
  var reportedLockDropped: D.Bit {
    guard let code = convention.lockDropped, mayDropLock else { return false }
    return answered(code)
  }

  /// The call takes the mmap lock itself, and came back because of a fatal signal.
  @inlinable @inline(__always)
  var wasInterrupted: D.Bit {
    takesLock ? answered(.EINTR) .& signalIsPending : false
  }

  /// The call came back with something else than success, "start over", "the lock is dropped" or,
  /// where a signal is pending, "interrupted".
  @inlinable @inline(__always)
  var failed: D.Bit {
    returned .& .!answered(.success) .& .!answered(convention.busy) .& .!reportedLockDropped
      .& .!wasInterrupted .& D.Bit(constant: count != 0)
  }

  /// The fault handler dropped the lock unasked: what the call answers then, and whether it has the
  /// lock, is not the call's to answer for.
  @inlinable @inline(__always)
  var isExcused: D.Bit { ghost.droppedUnasked }

  // MARK: Requests

  @inlinable @inline(__always)
  func request(_ page: Int) -> D.Word { (pages[page].input & pfnFlagsMask) | defaultFlags }

  /// F: the page is requested valid.
  @inlinable @inline(__always)
  public func wantsFault(_ page: Int) -> D.Bit {
    request(page).has(D.Word(constant: encoding.valid))
  }

  /// F and W: the page is requested valid and writable.
  @inlinable @inline(__always)
  public func wantsWrite(_ page: Int) -> D.Bit {
    wantsFault(page) .& request(page).has(D.Word(constant: encoding.write))
  }

  /// No page has F.
  @inlinable @inline(__always)
  public var isSnapshotRequest: D.Bit { .!anyPage { wantsFault($0) } }

  // MARK: Outputs

  @inlinable @inline(__always)
  func isValid(_ page: Int) -> D.Bit {
    pages[page].word.has(D.Word(constant: encoding.valid))
  }

  @inlinable @inline(__always)
  func isWritable(_ page: Int) -> D.Bit {
    pages[page].word.has(D.Word(constant: encoding.write))
  }

  @inlinable @inline(__always)
  func isError(_ page: Int) -> D.Bit { encoding.isError(pages[page].word) }

  @inlinable @inline(__always)
  func order(_ page: Int) -> D.Word {
    guard let shift = encoding.orderShift else { return 0 }
    return (pages[page].word & D.Word(constant: encoding.order))
      .shiftedRight(D.Word(constant: UInt64(shift)))
  }

  @inlinable @inline(__always)
  func effects(_ page: Int, _ effects: UInt64) -> D.Bit {
    pages[page].effects.has(D.Byte(constant: effects))
  }

  // MARK: What the page was

  @inlinable @inline(__always)
  func isGap(_ page: Int) -> Bool { layout.pieces[layout.pieceOf[page]].isGap }

  /// Access to the page is impossible for its VMA's sake: none, unreadable, IO or PFNMAP.
  @inlinable @inline(__always)
  func isForbidden(_ page: Int) -> D.Bit {
    D.Bit(constant: isGap(page)) .| .!vmaAllows(page, .read) .| vmaAllows(page, .io)
      .| vmaAllows(page, .pfnmap)
  }

  /// Access to a page is impossible in one state of it (C11).
  @inlinable @inline(__always)
  func isImpossible(_ page: Int, _ view: View<D>) -> D.Bit {
    isForbidden(page) .| view.kind.isIn(.impossible)
  }

  /// The caller's device may read the page in one state of it.
  @inlinable @inline(__always)
  public func isReadable(_ page: Int, _ view: View<D>) -> D.Bit {
    .!isImpossible(page, view) .& view.kind.isIn(KindSet.cpuReadable.union(.ownPrivate))
  }

  /// The caller's device may write the page in one state of it.
  @inlinable @inline(__always)
  public func isWritable(_ page: Int, _ view: View<D>) -> D.Bit {
    .!isImpossible(page, view) .& view.kind.isIn(KindSet.cpuWritable.union(.ownPrivateWritable))
  }

  // MARK: Quantifiers

  /// Whether a condition holds for some page of the range.
  @inlinable @inline(__always)
  public func anyPage(_ condition: (Int) -> D.Bit) -> D.Bit {
    var any: D.Bit = false
    for page in 0..<count {
      any = any .| condition(page)
      if any.constant == true { return any }
    }
    return any
  }

  /// The page had another state earlier in the call.
  @inlinable @inline(__always)
  public func hasChanged(_ page: Int) -> D.Bit {
    var any: D.Bit = false
    for moment in 0..<pages[page].moments { any = any .| pages[page].happened[moment] }
    return any
  }

  /// Whether a condition holds in some state that the page had during the call.
  @inlinable @inline(__always)
  public func anyMoment(_ page: Int, _ condition: (View<D>) -> D.Bit) -> D.Bit {
    var any = condition(pages[page].view)
    if any.constant == true { return any }
    for moment in 0..<pages[page].moments {
      let view = history[page &* World.momentsPerPage &+ moment]
      any = any .| (pages[page].happened[moment] .& condition(view))
    }
    return any
  }
}

extension KindSet {
  /// Entries to whose page access is impossible: poison, guards, special pages, tables that are
  /// none, and what is not present for no known reason.
  @inlinable static var impossible: KindSet {
    specialPTE.union(one(.hwpoison)).union(one(.markerPoison)).union(one(.markerGuard))
      .union(one(.bad)).union(one(.hugeOther)).union(one(.hugetlbPoison))
      .union(one(.hugetlbMarkerPoison))
  }
}
