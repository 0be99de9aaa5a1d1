// SPDX-License-Identifier: GPL-2.0-or-later

import AddressSpace
import Logic

extension Walk {
  /// The walk's own word for "the end of the range is reached".
  @inlinable static var finished: UInt64 { 201 }

  /// One call: from the requests in the array to the outputs and the answer.
  ///
  /// Follows hmm_range_fault, mm/hmm.c, v5.8; before 5.7 hmm_vma_fault, hmm_vma_get_pfns and
  /// hmm_range_snapshot as well.
  ///
  /// - Parameter pass: the number of the call in the caller's loop, from 1.
  @inlinable
  public mutating func call(pass: Int) {
    world.beginCall(pass: pass)
    last = 0
    status = 0
    pending = PendingFault()
    if world.count == 0 {
      // The page walker refuses it, where the call gets that far.
      if revision.ways.checksSequence { refuseInvalid(world.invalidated) }
      branch(goesOn, &self) { $0.stop(.EINVAL) }
    } else {
      if revision.ways.shape == .eachVMA { refuseInvalid(world.invalidated) }
      if !has(.singleWalk) { walkInVain() }
      loop(from: 0, to: world.walkBudget, &self, while: { walk, _ in walk.goesOn }) { walk, _ in
        walk.round()
      }
      branch(goesOn, &self) { $0.world.ghost.endless = true }
      branch(status .== D.Half(constant: Self.finished), &self) { $0.status = 0 }
      if revision.ways.clearsTail { clearTail() }
    }
    world.result = status
    world.resultPages = last
    world.endCall()
  }

  /// One walk from the cursor, and the faults that it wants.
  @inlinable
  mutating func round() {
    if revision.ways.checksSequence { refuseInvalid(world.invalidated) }
    branch(goesOn, &self) { walk in
      walk.world.beginWalk(from: walk.last)
      walk.walkPieces()
      walk.performPending()
      walk.releaseHugetlb()
      branch(walk.status .== D.Half(constant: Self.restart), &walk) {
        $0.status = 0
      } else: {
        branch($0.goesOn, &$0) { $0.status = D.Half(constant: Self.finished) }
      }
      walk.ignoreSnapshotError()
    }
  }

  /// A range that was invalidated is not walked (further).
  @inlinable
  mutating func refuseInvalid(_ invalid: D.Bit) {
    branch(invalid, &self) { walk in
      if walk.has(.invalidRangeKeepsLock) {
        walk.stop(walk.world.convention.busy)
      } else {
        walk.world.ghost.mmapLock = false
        walk.stop(.EAGAIN)
      }
    }
  }

  /// The page walker gives back the lock that it holds around hugetlb entries.
  @inlinable
  mutating func releaseHugetlb() {
    if revision.ways.locksHugetlb {
      branch(world.ghost.hugetlbLock, &self) { $0.world.unlockHugetlb() }
    }
  }

  /// Snapshots once did not look at how the walk ended.
  @inlinable
  mutating func ignoreSnapshotError() {
    if isSnapshot && !has(.snapshotReportsErrors) { status = D.Half(constant: Self.finished) }
  }

  /// 5.4 walked once before its loop, and looked at nothing of it but what it left in the array.
  @inlinable
  mutating func walkInVain() {
    branch(goesOn, &self) { walk in
      walk.world.beginWalk(from: 0)
      walk.walkPieces()
      walk.performPending()
      walk.releaseHugetlb()
      walk.last = 0
      walk.status = 0
    }
  }

  @inlinable
  mutating func clearTail() {
    branch(.!goesOn .& .!world.ghost.endless, &self) { walk in
      walk.fill(walk.last, walk.world.count) { $0.reportNone($1) }
    }
  }

  // MARK: The page walker

  /// Follows walk_page_range, mm/pagewalk.c: VMA by VMA, the gaps between them as holes.
  @inlinable
  mutating func walkPieces() {
    begin = last
    for index in world.layout.pieces.indices {
      let piece = world.layout.pieces[index]
      branch(goesOn .& (begin .< number(piece.end)), &self) { walk in
        walk.walkPiece(piece, from: D.Word.maximum(walk.begin, walk.number(piece.begin)))
      }
    }
  }

  @inlinable
  mutating func walkPiece(_ piece: Layout.Piece, from: D.Word) {
    if piece.isGap {
      // The walk of each VMA finds the next one; behind the last there is none.
      if revision.ways.shape == .eachVMA && piece.end == world.count {
        last = from
        stop(.EFAULT)
      } else {
        hole(from, piece.end, gap: true)
      }
      return
    }
    let enters: D.Bit
    if revision.ways.shape == .wholeRange {
      enters = test(from, piece)
    } else {
      enters = admit(from, piece)
    }
    branch(goesOn .& enters, &self) { walk in
      if piece.hugetlb != .no {
        walk.walkHugetlb(from, piece)
      } else {
        walk.walkPUDs(from, piece.end)
      }
    }
  }

  /// Before 5.5 the VMA was looked at before the walk, and refused as a whole.
  @inlinable
  mutating func admit(_ from: D.Word, _ piece: Layout.Piece) -> D.Bit {
    let refused = VMA.Flags.io.union(.pfnmap).union(.mixedmap)
    let flags = world.vmaFlags[piece.vma]
    let device = flags.has(D.Byte(constant: UInt64(refused.rawValue)))
    let unreadable = .!flags.has(D.Byte(constant: UInt64(VMA.Flags.read.rawValue)))
    branch(device, &self) { walk in
      walk.last = from
      if walk.revision.ways.shape == .eachVMA {
        walk.stop(.EFAULT)
      } else {
        walk.fill(0, walk.world.count) { $0.reportSpecial($1) }
        walk.last = walk.number(walk.world.count)
        if walk.has(.specialVMAError) { walk.stop(.EINVAL) }
      }
    } else: { walk in
      branch(unreadable, &walk) { walk in
        walk.fill(0, walk.world.count) { $0.reportNone($1) }
        walk.last = walk.number(walk.world.count)
        walk.stop(.EPERM)
      }
    }
    return .!device .& .!unreadable
  }

  @inlinable
  mutating func walkPUDs(_ from: D.Word, _ to: Int) {
    let layout = world.layout
    let shift = UInt64(layout.geometry.pudShift)
    // The range begins in the first PUD, so that they count from 0.
    let first = (from &+ number(layout.start)).shiftedRight(D.Word(constant: shift))
    let behind = layout.pud(of: to &- 1) &+ 1
    loop(from: first, to: behind, &self, while: { walk, _ in walk.goesOn }) { walk, pud in
      let pages = walk.world.layout.pages(ofPUD: pud)
      let begin = D.Word.maximum(from, walk.number(max(pages.lowerBound, 0)))
      walk.walkPUD(pud, begin, min(pages.upperBound, to))
    }
  }
}
