// SPDX-License-Identifier: GPL-2.0-or-later

import AddressSpace
import Logic

// The walk of hmm_range_fault, mm/hmm.c, v5.8 on, as far as the protocol needs it: PTEs, and one
// huge entry above them. What it decides of a page agrees with the whole walk (see the tests).
extension DriverModel {
  /// The head of the restart loop.
  @inline(__always)
  func begin<S: StateStorage>(
    _ index: Int, _ state: inout S, _ broken: inout S.Domain.Word
  ) {
    Monitor.calls(&state, hasMask: mask != 0, &broken)
    Monitor.touchesMM(state, &broken)
    state.set(.phase, WalkPhase.load)
    if !checksAtRestart { return }
    let isInvalid = wasInvalidated(state)
    let drops = restoresValid && !fixes.contains(.invalidRangeKeepsLock)
    let answer: Result = drops ? .dropped : .busy
    state.set(.result, UInt64(answer.rawValue), if: isInvalid)
    if drops {
      state.subtract(.mmapReaders, 1, if: isInvalid)
      state.set(.mmapHeld, 0, if: isInvalid)
    }
    leave(index, if: isInvalid, &state, &broken)
  }

  /// Behind the walk, with what it answered.
  @inline(__always)
  private func leave<S: StateStorage>(
    _ index: Int, if condition: S.Domain.Bit, _ state: inout S, _ broken: inout S.Domain.Word
  ) {
    var turn = Turn(state: state, broken: broken)
    branch(condition, &turn) { turn in proceed(from: index, &turn.state, &turn.broken) }
    state = turn.state
    broken = turn.broken
  }

  /// What an entry lets the walk report, and what the request of the page needs.
  struct Look<S: StateStorage> {
    /// ``SlotFlags``.
    var flags: S.Word
    var needsFault: S.Domain.Bit
    var needsWrite: S.Domain.Bit
    var isMigration: S.Domain.Bit
    var isGap: S.Domain.Bit
  }

  @inline(__always)
  private func look<S: StateStorage>(_ page: Int, _ state: S) -> Look<S> {
    let request =
      (state[.slot(page)] & S.Word(constant: mask)) | S.Word(constant: defaults)
    let wantsFault = request.has(S.Word(constant: SlotFlags.valid))
    let wantsWrite = wantsFault .& request.has(S.Word(constant: SlotFlags.write))
    let kind = state[.entry(page)]
    let isOwn = owner ? kind.isIn(.ownPrivatePTE) : false
    let reads = kind.isIn(.mapped) .| isOwn
    let writes =
      (kind .== Kind.writable) .| (isOwn .& (kind .== Kind.devicePrivateWritable))
    let isGap = state.has(.vma(page), 0)
    let needs = wantsFault .& (.!reads .| (wantsWrite .& .!writes))
    let access = S.Word.select(
      writes, S.Word(constant: SlotFlags.valid | SlotFlags.write),
      S.Word.select(reads, S.Word(constant: SlotFlags.valid), S.Word(constant: 0)))
    return Look(
      flags: S.Word.select(isGap, S.Word(constant: SlotFlags.error), access),
      needsFault: needs, needsWrite: needs .& wantsWrite,
      isMigration: kind .== Kind.migration, isGap: isGap)
  }

  /// The entry of a page is read and decided. A huge entry is read once for all the pages behind.
  @inline(__always)
  func load<S: StateStorage>(
    _ page: Int, _ index: Int, _ state: inout S, _ broken: inout S.Domain.Word
  ) {
    Monitor.touchesMM(state, &broken)
    let end = callEnd(page)
    let looked = look(page, state)
    Monitor.readsRequest(state, page, counts: mask != 0, &broken)
    let isHuge = state.isSet(.huge) .& (looked.flags .!= 0)
    var needs = looked.needsFault
    var writes = looked.needsWrite
    for next in (page &+ 1)..<max(end, page &+ 1) {
      let other = look(next, state)
      needs = needs .| (isHuge .& other.needsFault)
      writes = writes .| (isHuge .& other.needsWrite)
    }
    let forbidden = writes .& (state[.vma(page)] .!= 2)
    let fails = needs .& (looked.isGap .| (forbidden .& .!looked.isMigration))
    let waits = needs .& looked.isMigration .& .!fails
    let faults = needs .& .!fails .& .!waits
    let stores = .!needs
    for next in page..<max(end, page &+ 1) {
      let flags = next == page ? looked.flags : look(next, state).flags
      store(next, flags, if: next == page ? stores : stores .& isHuge, &state)
    }
    state.set(.phase, WalkPhase.waitMigration, if: waits)
    state.set(.phase, WalkPhase.fault, if: faults)
    state.set(.at, UInt64(page), if: faults)
    state.set(.writeFault, 1, if: faults .& writes)
    state.set(.result, UInt64(Result.failed.rawValue), if: fails)
    if !hasSequence { state.set(.registered, 0, if: fails) }
    let isLast = page &+ 1 == end ? stores : stores .& isHuge
    state.set(.cursor, UInt64(page &+ 1), if: stores .& .!isLast)
    let isWhole = end == passEnd(page)
    if !isWhole {
      // The next call of the same pass.
      state.set(.cursor, UInt64(end), if: isLast)
      state.set(.phase, WalkPhase.begin, if: isLast)
    } else if zeroIsRetry {
      state.set(
        .result, UInt64(Result.nothing.rawValue), if: isLast .& countsNothing(page, state))
    }
    leave(index, if: isWhole ? fails .| isLast : fails, &state, &broken)
  }

  @inline(__always)
  private func store<S: StateStorage>(
    _ page: Int, _ flags: S.Word, if condition: S.Domain.Bit, _ state: inout S
  ) {
    let isValid = flags.has(S.Word(constant: SlotFlags.valid))
    state.set(.slot(page), flags, if: condition)
    let frame = S.Word.select(isValid, state[.frame(page)], S.Word(constant: 0))
    state.set(.slotFrame(page), frame, if: condition)
    Monitor.writesOutput(&state, page, if: condition)
  }

  /// Whether the pass that ends at `page` found nothing but holes: a success of 0 pages, as kernels
  /// before 5.8 counted.
  @inline(__always)
  private func countsNothing<S: StateStorage>(_ page: Int, _ state: S) -> S.Domain.Bit {
    let first = pagesPerPass == 0 ? 0 : page / pagesPerPass &* pagesPerPass
    var isNothing: S.Domain.Bit = true
    for page in first..<passEnd(page) { isNothing = isNothing .& state.has(.slot(page), 0) }
    return isNothing
  }

  /// handle_mm_fault of one page. Filling an empty entry invalidates nothing; breaking COW and
  /// bringing device memory back do, within the fault.
  @inline(__always)
  func fault<S: StateStorage>(
    _ page: Int, _ index: Int, _ state: inout S, _ broken: inout S.Domain.Word
  ) {
    Monitor.touchesMM(state, &broken)
    let kind = state[.entry(page)]
    let isWrite = state.isSet(.writeFault)
    let vma = state[.vma(page)]
    let fails = (vma .== 0) .| (isWrite .& (vma .!= 2))
    let works = .!fails
    let isEmpty = works .& kind.isIn(.one(.none).union(.one(.swap)))
    let isPrivate = works .& kind.isIn(.devicePrivatePTE)
    let upgrades = works .& isWrite .& (kind .== Kind.readOnly)
    let copies = upgrades .& state.isSet(.shared(page))
    Monitor<S>.passesBounds(isEmpty .& state.has(.frame(page), 7), &broken)
    state.add(.frame(page), 1, if: isEmpty)
    // Reading maps the zero page, or one that the swap cache has as well: to write copies it.
    let isShared = S.Word.select(isWrite, S.Word(constant: 0), S.Word(constant: 1))
    state.set(.shared(page), isShared, if: isEmpty)
    let filled = S.Word.select(isWrite, S.Word(Kind.writable), S.Word(Kind.readOnly))
    state.set(.entry(page), filled, if: isEmpty)
    state.set(.entry(page), S.Word(Kind.writable), if: upgrades .& .!copies)
    let invalidates = copies .| isPrivate
    startOwn(.breakCOW, page, if: copies, &state)
    startOwn(.bringBack, page, if: isPrivate, &state)
    faulted(page, if: works .& .!invalidates, &state)
    state.set(.result, UInt64(Result.failed.rawValue), if: fails)
    if !hasSequence { state.set(.registered, 0, if: fails) }
    leave(index, if: fails, &state, &broken)
  }

  @inline(__always)
  private func startOwn<S: StateStorage>(
    _ operation: MMOperation, _ page: Int, if condition: S.Domain.Bit, _ state: inout S
  ) {
    state.set(.stage(0), UInt64(InvalidatorStage.announce.rawValue), if: condition)
    state.set(.operation(0), UInt64(operation.rawValue), if: condition)
    state.set(.target(0), UInt64(page), if: condition)
    state.set(.phase, WalkPhase.ownInvalidation, if: condition)
  }

  /// The fault of a page has returned: on with the next page, or with a new walk.
  @inline(__always)
  func faulted<S: StateStorage>(_ page: Int, if condition: S.Domain.Bit, _ state: inout S) {
    let isLast = page &+ 1 == callEnd(page)
    state.set(.at, isLast ? state[.base] : S.Word(constant: UInt64(page &+ 1)), if: condition)
    state.set(.phase, isLast ? WalkPhase.begin : WalkPhase.fault, if: condition)
    if isLast { state.set(.writeFault, 0, if: condition) }
  }
}
