// SPDX-License-Identifier: GPL-2.0-or-later

import Logic

extension World {
  /// handle_mm_fault on one page of the range.
  ///
  /// - Parameters:
  ///   - write: whether FAULT_FLAG_WRITE is given.
  ///   - mayDrop: whether FAULT_FLAG_ALLOW_RETRY is given.
  /// - Returns: a ``FaultResult``.
  @inlinable
  public mutating func handleMMFault(_ page: Int, write: D.Bit, mayDrop: Bool) -> D.Byte {
    maySleep()
    ghost.unlockedAccess = ghost.unlockedAccess .| .!ghost.mmapLock
    ghost.faults = ghost.faults &+ 1
    let before = view(page)
    recordFault(page, before, write: write)
    if layout.pieces[layout.pieceOf[page]].isGap {
      // There is no VMA to fault on: a null pointer was handed in.
      ghost.wildPointer = true
      return faultResult(.segmentationFault)
    }
    if takesLock { spendFaultTime() }
    let outcome = takeOutcome()
    let answer = answer(page, before, write: write, mayDrop: mayDrop, outcome)
    var resolved = answer .== faultResult(.resolved)
    var dropped = answer .== faultResult(.retry)
    if takesLock || hasUnaskedDrops {
      let completed = answer .== faultResult(.completed)
      resolved = resolved .| completed
      dropped = dropped .| completed
      if !mayDrop { ghost.droppedUnasked = ghost.droppedUnasked .| dropped }
    }
    ghost.progressed = ghost.progressed .| resolved
    ghost.mmapLock = ghost.mmapLock .& .!dropped
    ghost.outOfMemory = ghost.outOfMemory .| (answer .== faultResult(.outOfMemory))
    let failed = answer .> faultResult(.outOfMemory)
    pages[page].effects =
      pages[page].effects | D.Byte.select(failed, D.Byte(constant: PageEffect.failed), 0)
    let idle = outcome .== D.Byte(constant: UInt64(FaultOutcome.nothing.rawValue))
    branch(resolved .& .!idle, &self) { $0.resolve(page, before, write: write, outcome) }
    noteFault(page, before, write: write, answer)
    if takesLock || hasUnaskedDrops {
      branch(dropped, &self) { $0.goOnUnlocked(page, write: write) }
    }
    return answer
  }

  @inlinable @inline(__always)
  func faultResult(_ result: FaultResult) -> D.Byte { D.Byte(constant: UInt64(result.rawValue)) }

  @inlinable
  func noteFault(_ page: Int, _ before: View<D>, write: D.Bit, _ answer: D.Byte) {
    note(
      .fault(
        page: page, write: write.constant ?? false, from: known(before.kind),
        result: FaultResult(rawValue: UInt8(truncatingIfNeeded: answer.constant ?? 0)) ?? .resolved,
        to: known(view(page).kind)))
  }

  /// What the script says of this call of the fault handler.
  @inlinable
  mutating func takeOutcome() -> D.Byte {
    var outcome = D.Byte(constant: UInt64(FaultOutcome.resolve.rawValue))
    for index in outcomes.indices {
      let chosen = nextOutcome .== D.Half(constant: UInt64(index))
      outcome = D.Byte.select(chosen, outcomes[index], outcome)
    }
    nextOutcome = nextOutcome &+ 1
    return outcome
  }

  @inlinable
  mutating func recordFault(_ page: Int, _ before: View<D>, write: D.Bit) {
    let geometry = layout.geometry
    let hugetlb = layout.hugetlb(page)
    let inPUD =
      (before.order .== D.Byte(constant: UInt64(geometry.pudShift)))
      .| D.Bit(constant: hugetlb == .pud)
    // A fault that breaks a huge mapping up does so under the faults that follow it: they were
    // decided on while it was whole.
    let split = (pages[page].splitIn .!= 0) .& (pages[page].splitIn .== ghost.walks)
    let inPMD =
      split .| (before.order .== D.Byte(constant: UInt64(geometry.pmdShift)))
      .| D.Bit(constant: hugetlb == .pmd)
    func bit(_ condition: D.Bit, _ effect: UInt64) -> D.Byte {
      D.Byte.select(condition, D.Byte(constant: effect), 0)
    }
    // What another thread has just brought, no walk without locks can know.
    let known = .!ghost.disturbed
    pages[page].effects =
      pages[page].effects
      | D.Byte.select(write, D.Byte(constant: PageEffect.write), D.Byte(constant: PageEffect.read))
      | bit(.!inPUD .& .!inPMD, PageEffect.small)
      | bit(inPMD, PageEffect.huge) | bit(inPUD, PageEffect.pud)
      | bit(known .& before.kind.isIn(.usable), PageEffect.wasReadable)
      | bit(known .& before.kind.isIn(.usableForWriting), PageEffect.wasWritable)
  }

  /// What the fault handler reports: the script's failure, or what entry and VMA make of it.
  @inlinable
  func answer(
    _ page: Int, _ before: View<D>, write: D.Bit, mayDrop: Bool, _ outcome: D.Byte
  ) -> D.Byte {
    func scripted(_ wanted: FaultOutcome) -> D.Bit {
      outcome .== D.Byte(constant: UInt64(wanted.rawValue))
    }
    let kind = before.kind
    let watched = vmaAllows(page, .userfaultfd)
    let marked = kind.isIn(.uffdWpMarkers)
    let missing = kind.isIn(.missing) .| (marked .& .!watched)
    let piece = layout.pieces[layout.pieceOf[page]]
    let beyond =
      vmaAllows(page, .file) .& (D.Word(constant: UInt64(page)) .>= endOfFile[piece.vma])
    let noMemory = vmaAllows(page, .io) .| vmaAllows(page, .pfnmap)
    let denied = write .& .!vmaAllows(page, .write)
    let isReaped = isLostToReaper(page, before)

    var answer = faultResult(.resolved)
    func take(_ condition: D.Bit, _ result: D.Byte) {
      answer = D.Byte.select(condition, result, answer)
    }
    take(missing .& (beyond .| noMemory), faultResult(.busError))
    take(kind.isIn(.unknownToFaults), faultResult(.busError))
    take(kind.isIn(.poisoned), faultResult(.poison))
    take(kind .== .markerGuard, faultResult(.segmentationFault))
    take(
      watched .& (missing .| (marked .& write)),
      mayDrop ? faultResult(.retry) : faultResult(.busError))
    take(isReaped, faultResult(.busError))
    // A write that the VMA forbids: the handler trusts its caller to have looked, and does nothing.
    take(denied, faultResult(.resolved))
    take(.!vmaAllows(page, .read), faultResult(.segmentationFault))
    if mayDrop { take(scripted(.retry), faultResult(.retry)) }
    if takesLock || hasUnaskedDrops {
      let isDone = answer .== faultResult(.resolved)
      if takesLock && mayDrop { take(scripted(.completed) .& isDone, faultResult(.completed)) }
      take(scripted(.retryUnasked), faultResult(.retry))
      take(scripted(.completedUnasked) .& isDone, faultResult(.completed))
    }
    take(scripted(.outOfMemory), faultResult(.outOfMemory))
    take(scripted(.busError), faultResult(.busError))
    take(scripted(.segmentationFault), faultResult(.segmentationFault))
    take(scripted(.poison), faultResult(.poison))
    return answer
  }
}

extension KindSet {
  /// The caller's device can read through these already.
  @inlinable public static var usable: KindSet {
    cpuReadable.union(ownPrivate).subtracting(specialPTE)
  }
  /// The caller's device can write through these already.
  @inlinable public static var usableForWriting: KindSet {
    cpuWritable.union(ownPrivateWritable).subtracting(specialPTE)
  }
  /// Nothing is there yet.
  @inlinable public static var missing: KindSet { one(.none).union(one(.pudNonPresent)) }
  @inlinable public static var uffdWpMarkers: KindSet {
    one(.markerUffdWp).union(one(.hugetlbMarkerUffdWp))
  }
  @inlinable public static var poisoned: KindSet {
    one(.hwpoison).union(one(.markerPoison)).union(one(.hugetlbPoison))
      .union(one(.hugetlbMarkerPoison))
  }
  /// The fault handler can do nothing with these.
  @inlinable public static var unknownToFaults: KindSet { one(.hugeOther).union(one(.bad)) }
}
