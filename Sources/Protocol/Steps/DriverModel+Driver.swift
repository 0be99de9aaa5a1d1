// SPDX-License-Identifier: GPL-2.0-or-later

import AddressSpace
import Logic

// The driver's steps but those of the walk.
extension DriverModel {
  /// Makes one step of the driver, which is at instruction `index`; `page` is what
  /// ``DriverMove/pageVariable`` says.
  @inline(__always)
  func perform<S: StateStorage>(
    _ move: DriverMove, at index: Int, page: Int, _ state: inout S, _ broken: inout S.Domain.Word
  ) {
    switch move {
    case .holdMM:
      let isGone = state.isSet(.mmDead)
      state.set(.mmReference, 1, if: .!isGone)
      go(&state, to: index &+ 1)
      go(&state, to: program.count, if: isGone)
    case .readSequence: readSequence(index, &state)
    case .sleep: go(&state, to: index &+ 1)
    case .refill:
      for page in 0..<pages {
        state.set(.slot(page), requests[page])
        state.set(.slotFrame(page), 0)
      }
      Monitor.fillsArray(&state, pages: pages)
      go(&state, to: index &+ 1)
    case .lockMmap:
      Monitor.touchesMM(state, &broken)
      state.add(.mmapReaders, 1)
      state.set(.mmapHeld, 1)
      go(&state, to: index &+ 1)
    case .begin: begin(index, &state, &broken)
    case .load: load(page, index, &state, &broken)
    case .fault: fault(page, index, &state, &broken)
    case .ownInvalidation: break
    case .waitMigration:
      Monitor.touchesMM(state, &broken)
      state.set(.phase, WalkPhase.begin)
    case .unlockMmap:
      let isHeld = state.isSet(.mmapHeld)
      Monitor<S>.unlocks(isHeld, &broken)
      state.subtract(.mmapReaders, 1, if: isHeld)
      state.set(.mmapHeld, 0)
      proceed(from: index, &state, &broken)
    case .use: use(page, index, &state, &broken)
    case .lockDriver:
      state.set(.driverLock, 1)
      go(&state, to: index &+ 1)
    case .check:
      let isInvalid = wasInvalidated(state)
      Monitor.checks(&state, succeeds: .!isInvalid, &broken)
      if !hasSequence { state.set(.registered, 0) }
      state.set(.result, UInt64(Result.invalid.rawValue), if: isInvalid)
      proceed(from: index, &state, &broken)
    case .commit: commit(page, index, &state, &broken)
    case .unlockDriver:
      let holds = state.has(.driverLock, 1)
      Monitor<S>.unlocks(holds, &broken)
      state.set(.driverLock, 0, if: holds)
      Monitor.unlocksDriver(&state)
      proceed(from: index, &state, &broken)
    case .nextPages: nextPages(index, &state)
    case .releaseMM:
      state.set(.mmReference, 0)
      go(&state, to: index &+ 1)
    case .ended: break
    }
  }

  /// Follows mmu_interval_read_begin; before 5.5 hmm_range_wait_until_valid, and before that the
  /// registration of the range.
  @inline(__always)
  private func readSequence<S: StateStorage>(_ index: Int, _ state: inout S) {
    Monitor.readsSequence(&state, isRunning: state[.active] .!= 0)
    go(&state, to: index &+ 1)
    if !hasSequence {
      state.set(.valid, 1)
      state.set(.registered, 1)
      return
    }
    state[.sequence] = state[.rangeSequence]
    let isRunning = state[.sequence] .== state[.mmSequence]
    state.set(.pc, UInt64(index), if: isRunning)
    state.set(.phase, 1, if: isRunning)
  }

  /// The pages that the outputs name are touched: mapped for DMA, marked as dirty.
  @inline(__always)
  private func use<S: StateStorage>(
    _ page: Int, _ index: Int, _ state: inout S, _ broken: inout S.Domain.Word
  ) {
    let isValid = state[.slot(page)].has(S.Word(constant: SlotFlags.valid))
    var noted = S.Word(constant: 0)
    Monitor.uses(state, page, touchesFrame: true, &noted)
    broken = broken | S.Word.select(isValid, noted, S.Word(constant: 0))
    Monitor.answers(state, page, wants: wants[page], &broken)
    step(page, index, &state)
  }

  /// The output of a page is written into the device's page table.
  @inline(__always)
  private func commit<S: StateStorage>(
    _ page: Int, _ index: Int, _ state: inout S, _ broken: inout S.Domain.Word
  ) {
    Monitor.uses(state, page, touchesFrame: false, &broken)
    Monitor.answers(state, page, wants: wants[page], &broken)
    let flags = state[.slot(page)]
    let isValid = flags.has(S.Word(constant: SlotFlags.valid))
    let none = S.Word(constant: 0)
    let access = flags & S.Word(constant: SlotFlags.valid | SlotFlags.write)
    state[.device(page)] = S.Word.select(isValid, access, none)
    state[.deviceFrame(page)] = S.Word.select(isValid, state[.slotFrame(page)], none)
    Monitor.commits(state, page, owner: owner, &broken)
    step(page, index, &state)
  }

  /// To the next page, or behind the instruction.
  @inline(__always)
  private func step<S: StateStorage>(_ page: Int, _ index: Int, _ state: inout S) {
    if page &+ 1 < passEnd(page) {
      state.set(.at, UInt64(page &+ 1))
    } else {
      go(&state, to: index &+ 1)
    }
  }

  @inline(__always)
  private func nextPages<S: StateStorage>(_ index: Int, _ state: inout S) {
    if pagesPerPass == 0 {
      go(&state, to: index &+ 1)
      return
    }
    let next = state[.base] &+ S.Word(constant: UInt64(pagesPerPass))
    let isMore = next .< S.Word(constant: UInt64(pages))
    state[.base] = S.Word.select(isMore, next, S.Word(constant: 0))
    Monitor.beginsPass(&state, if: isMore)
    go(&state, to: index &+ 1, if: .!isMore)
    go(&state, to: Int(program.again), if: isMore)
  }
}
