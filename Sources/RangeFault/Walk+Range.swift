// SPDX-License-Identifier: GPL-2.0-or-later

import AddressSpace
import Logic

extension Walk {
  /// The walk's own word for "the end of the range is reached".
  @inlinable public static var finished: UInt64 { 201 }

  /// One call: from the requests in the array to the outputs and the answer.
  ///
  /// Follows hmm_range_fault, mm/hmm.c, v5.8; before 5.7 hmm_vma_fault, hmm_vma_get_pfns and
  /// hmm_range_snapshot as well.
  ///
  /// - Parameter pass: the number of the call in the caller's loop, from 1.
  @inlinable
  public mutating func call(pass: Int) {
    world.beginCall(pass: pass)
    self.pass = pass
    last = 0
    status = 0
    pending = PendingFault()
    refused = false
    if world.count == 0 {
      refuseEmpty()
    } else {
      // Up to 5.4 VMA by VMA; all at once since.
      if revision.ways.shape == .eachVMA {
        for index in world.layout.segments.indices {
          branch(goesOn, &self) { $0.walkSegment($0.world.layout.segments[index]) }
        }
      } else {
        walkSegment(0..<world.layout.pieces.count)
      }
      if revision.ways.clearsTail { clearTail() }
    }
    world.result = status
    world.resultPages = last
    world.endCall()
  }

  /// Walks some pieces until they are done or the call fails.
  @inlinable
  mutating func walkSegment(_ segment: Range<Int>) {
    last = number(world.layout.pieces[segment.lowerBound].begin)
    if revision.ways.shape != .wholeRange { admit(segment) }
    if !has(.singleWalk) { walkInVain(segment) }
    loop(from: 0, to: world.walkBudget, &self, while: { walk, _ in walk.goesOn }) { walk, _ in
      walk.round(segment)
    }
    branch(goesOn, &self) { walk in
      walk.world.ghost.endless = true
      walk.stop(.EBUSY)
    }
    branch(status .== D.Half(constant: Self.finished), &self) { $0.status = 0 }
  }

  /// One walk from a page on, which is the cursor's but for 5.4, and the faults that it wants.
  @inlinable
  mutating func walkOnce(_ segment: Range<Int>, from: D.Word) {
    world.beginWalk(from: from)
    begin = from
    if let surroundings { take(surroundings.before(goesOn)) }
    walkPieces(segment)
    if let surroundings {
      take(surroundings.behind(goesOn))
      surroundings.beforeFaults(&world)
    }
    performPending()
    releaseHugetlb()
  }

  /// A walk, and what it means for the restart loop. Afterwards ``status`` is 0 where it goes on.
  @inlinable
  public mutating func round(_ segment: Range<Int>) { round(segment, from: last) }

  @inlinable
  mutating func round(_ segment: Range<Int>, from: D.Word) {
    if revision.ways.checksSequence { refuseInvalid(world.invalidated) }
    branch(goesOn, &self) { walk in
      walk.walkOnce(segment, from: from)
      branch(walk.status .== D.Half(constant: Self.restart), &walk) {
        $0.status = 0
      } else: {
        branch($0.goesOn, &$0) { $0.status = D.Half(constant: Self.finished) }
      }
      walk.ignoreSnapshotError()
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

  /// 5.4 walked once before its loop, and looked at nothing of it but what it left in the array and
  /// in the cursor. The loop began where that walk had begun.
  @inlinable
  mutating func walkInVain(_ segment: Range<Int>) {
    let start = last
    branch(goesOn, &self) { walk in
      walk.walkOnce(segment, from: start)
      walk.status = 0
      walk.round(segment, from: start)
      // The cursor can be where the first walk left it: behind all pages.
      let end = walk.number(walk.world.layout.pieces[segment.upperBound &- 1].end)
      branch(walk.goesOn .& (walk.last .>= end), &walk) { $0.stop(.EINVAL) }
    }
  }

  @inlinable
  mutating func clearTail() {
    branch(.!goesOn .& .!world.ghost.endless .& .!refused, &self) { walk in
      walk.fill(walk.last, walk.world.count) { $0.reportNone($1) }
    }
  }

  // MARK: The page walker

  /// Follows walk_page_range, mm/pagewalk.c: VMA by VMA, the gaps between them as holes.
  @inlinable
  mutating func walkPieces(_ segment: Range<Int>) {
    for index in segment {
      let piece = world.layout.pieces[index]
      branch(goesOn .& (begin .< number(piece.end)), &self) { walk in
        walk.walkPiece(piece, from: D.Word.maximum(walk.begin, walk.number(piece.begin)))
      }
    }
  }

  @inlinable
  mutating func walkPiece(_ piece: Layout.Piece, from: D.Word) {
    if piece.isGap {
      hole(from, piece.end, gap: true)
      return
    }
    let enters: D.Bit = revision.ways.shape == .wholeRange ? test(from, piece) : true
    branch(goesOn .& enters, &self) { walk in
      if piece.hugetlb != .no {
        walk.walkHugetlb(from, piece)
      } else {
        walk.walkPUDs(from, piece.end)
      }
    }
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
