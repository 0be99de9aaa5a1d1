// SPDX-License-Identifier: GPL-2.0-or-later

import AddressSpace
import Logic

// What is refused before it is walked: ranges that are invalid, VMAs that cannot be mirrored.
extension Walk {
  /// A range that was invalidated is not walked (further).
  @inlinable
  mutating func refuseInvalid(_ invalid: D.Bit) {
    branch(invalid, &self) { walk in
      walk.refused = true
      if walk.has(.invalidRangeKeepsLock) {
        walk.stop(walk.world.convention.busy)
      } else {
        // The snapshot call gave the same answer and kept the lock.
        if !walk.isSnapshot { walk.world.ghost.mmapLock = false }
        walk.stop(.EAGAIN)
      }
    }
  }

  /// Whether a VMA has one of the flags that rule it out, and whether it cannot be read.
  @inlinable @inline(__always)
  func look(at vma: Int, _ ruledOut: VMA.Flags) -> (device: D.Bit, unreadable: D.Bit) {
    let flags = world.vmaFlags[vma]
    return (
      flags.has(D.Byte(constant: UInt64(ruledOut.rawValue))),
      .!flags.has(D.Byte(constant: UInt64(VMA.Flags.read.rawValue)))
    )
  }

  /// Decides, for a piece of the range in one VMA, whether the walk goes into it.
  ///
  /// Follows hmm_vma_walk_test, mm/hmm.c, v5.8. Stops the walk where the VMA cannot give what is
  /// asked; the pages of a VMA that is passed over have their outputs.
  /// - Returns: whether the piece is to be walked.
  @inlinable
  mutating func test(_ from: D.Word, _ piece: Layout.Piece) -> D.Bit {
    var refused = VMA.Flags.io.union(.pfnmap)
    if !has(.mixedmapAllowed) { refused.insert(.mixedmap) }
    let (device, unreadable) = look(at: piece.vma, refused)
    branch(device .| unreadable, &self) { walk in
      let need = walk.rangeNeed(from, piece.end, CPUFlags())
      let fails = need.fault .| (device .& D.Bit(constant: !walk.has(.ioVMAAsksNeed)))
      branch(fails, &walk) { walk in
        walk.last = from
        walk.stop(.EFAULT)
      } else: { walk in
        let none = unreadable .& .!device .& D.Bit(constant: !walk.has(.unreadableIsError))
        walk.fill(from, piece.end) { walk, page in
          branch(none, &walk) {
            $0.reportNone(page)
          } else: {
            $0.reportError(page)
          }
        }
        walk.reached(walk.number(piece.end))
      }
    }
    return .!device .& .!unreadable
  }

  /// Before 5.5 the VMA was looked at before its walk, and refused as a whole: nothing is walked
  /// then, and the array is left to what the refusal writes.
  @inlinable
  mutating func admit(_ segment: Range<Int>) {
    if revision.ways.shape == .eachVMA {
      // What was under way when the sequence was read is over when it is read again.
      refuseInvalid(D.Bit(constant: pass == 1) .& world.invalidatedBefore)
    }
    let piece = world.layout.pieces[segment.upperBound &- 1]
    if piece.isGap {
      // No VMA in the range; one behind it is taken for the range's own.
      let (start, count) = (world.layout.start, world.count)
      let behind = world.layout.vmaBounds.firstIndex { $0.start &- start >= count }
      if let behind { admit(vma: behind) } else { refuse(.EFAULT) }
      return
    }
    admit(vma: piece.vma)
  }

  @inlinable
  mutating func admit(vma: Int) {
    let special = VMA.Flags.io.union(.pfnmap).union(.mixedmap)
    let (device, unreadable) = look(at: vma, special)
    branch(goesOn .& device, &self) { $0.refuseDevice() }
    branch(goesOn .& unreadable .& D.Bit(constant: revision.ways.testsRead), &self) { walk in
      walk.fill(0, walk.world.count) { $0.reportNone($1) }
      walk.refuse(.EPERM)
    }
  }

  /// An empty range, which the page walker refuses.
  @inlinable
  mutating func refuseEmpty() {
    // The range is walked where the sequence is checked, and registered where VMAs are found.
    if revision.ways.checksSequence { refuseInvalid(world.invalidated) }
    if revision.ways.shape == .oneVMA {
      let start = world.layout.start
      let vma = world.layout.vmaBounds.firstIndex { $0.start <= start && start < $0.end }
      if let vma { admit(vma: vma) }
      branch(goesOn, &self) { walk in
        walk.refused = true
        if walk.isSnapshot {
          // The walker's answer was not looked at.
          walk.status = D.Half(constant: Self.finished)
        } else {
          // To give up a range without pages is a BUG.
          walk.world.ghost.undefined = true
        }
      }
      branch(status .== D.Half(constant: Self.finished), &self) { $0.status = 0 }
      return
    }
    branch(goesOn, &self) { $0.stop(.EINVAL) }
  }

  @inlinable
  mutating func refuse(_ code: Errno) {
    branch(goesOn, &self) { walk in
      walk.refused = true
      walk.stop(code)
    }
  }

  /// An IO, PFNMAP or MIXEDMAP VMA. Up to 4.16 a fault in one was told as success.
  @inlinable
  mutating func refuseDevice() {
    if revision.ways.shape == .eachVMA {
      refuse(.EFAULT)
      return
    }
    fill(0, world.count) { $0.reportSpecial($1) }
    // Where one request holds for all pages, who makes none calls the snapshot.
    var isRefused = D.Bit(constant: has(.specialVMAError) || isSnapshot)
    if !world.convention.requestsPerPage && world.count > 0 {
      isRefused =
        isRefused .| .!request(0).has(D.Word(constant: world.convention.encoding.valid))
    }
    branch(isRefused, &self) {
      $0.refuse(.EINVAL)
    } else: { walk in
      walk.refused = true
      walk.status = D.Half(constant: Self.finished)
    }
  }
}
