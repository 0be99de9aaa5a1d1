// SPDX-License-Identifier: GPL-2.0-or-later

import AddressSpace
import Logic

// An invalidation, whoever causes it: invalidate_range_start, the change, invalidate_range_end.
extension DriverModel {
  /// An idle thread of the mm side takes the lock that its operation needs.
  @inline(__always)
  func begin<S: StateStorage>(
    _ operation: MMOperation, _ target: UInt64, nonBlockable: Bool, _ invalidator: Int,
    _ state: inout S
  ) {
    switch operation.lock {
    case .write: state.set(.mmapWriter, 1)
    case .read: state.add(.mmapReaders, 1)
    case .none: break
    }
    if operation == .exit { state.set(.mmDead, 1) }
    state.set(.operation(invalidator), UInt64(operation.rawValue))
    state.set(.target(invalidator), target)
    state.set(.nonBlockable(invalidator), nonBlockable ? 1 : 0)
    go(invalidator, &state, to: .announce)
  }

  /// Whether the notifier takes an operation on `target` for one on the range.
  @inline(__always)
  private func isSeen(_ target: UInt64) -> Bool {
    target != Place.below || !fixes.contains(.exactOverlap)
  }

  /// The pages of the range that an operation is about.
  @inline(__always)
  func covered(_ target: UInt64) -> Range<Int> {
    if target == Place.range { return 0..<pages }
    return target == Place.below ? 0..<0 : Int(target)..<(Int(target) &+ 1)
  }

  /// Makes one step of an invalidation.
  ///
  /// - Parameter loses: Where the callback refuses, and the kernel does not undo that: whether the
  ///   mm is not told, instead of the count staying as it is.
  @inline(__always)
  func perform<S: StateStorage>(
    _ stage: InvalidatorStage, _ operation: MMOperation, _ target: UInt64, loses: Bool = false,
    _ invalidator: Int, _ state: inout S, _ broken: inout S.Domain.Word
  ) {
    let owner = UInt64(2 &+ invalidator)
    switch stage {
    case .idle, .done: break
    case .announce: announce(target, invalidator, &state, &broken)
    case .lockDriver: lockDriver(loses, invalidator, &state, &broken)
    case .setSequence:
      Monitor.callsBack(state, invalidator, isLocked: callbackLocks, &broken)
      state[.rangeSequence] = state[.mmSequence]
      go(invalidator, &state, to: .unmapDevice)
    case .unmapDevice:
      unmap(target, &state)
      go(invalidator, &state, to: callbackLocks ? .unlockDriver : .change)
    case .unlockDriver:
      Monitor<S>.unlocks(state.has(.driverLock, owner), &broken)
      state.set(.driverLock, 0)
      go(invalidator, &state, to: .change)
    case .change:
      change(operation, target, invalidator, &state, &broken)
    case .settle:
      for page in covered(target) { settle(operation, page, &state, &broken) }
      go(invalidator, &state, to: afterChange(target))
    case .lateLock:
      state.set(.driverLock, owner)
      go(invalidator, &state, to: .lateUnmap)
    case .lateUnmap:
      unmap(target, &state)
      go(invalidator, &state, to: .lateUnlock)
    case .lateUnlock:
      Monitor<S>.unlocks(state.has(.driverLock, owner), &broken)
      state.set(.driverLock, 0)
      go(invalidator, &state, to: .end)
    case .end: end(operation, target, invalidator, &state)
    case .unlockMmap:
      if operation.lock == .write { state.set(.mmapWriter, 0) }
      if operation.lock == .read { state.subtract(.mmapReaders, 1) }
      finish(invalidator, &state)
    }
  }

  @inline(__always)
  func go<S: StateStorage>(
    _ invalidator: Int, _ state: inout S, to stage: InvalidatorStage,
    if condition: S.Domain.Bit = true
  ) {
    state.set(.stage(invalidator), UInt64(stage.rawValue), if: condition)
  }

  /// The thread is done, and keeps nothing that would tell states apart.
  @inline(__always)
  private func finish<S: StateStorage>(_ invalidator: Int, _ state: inout S) {
    go(invalidator, &state, to: .done)
    state.set(.operation(invalidator), 0)
    state.set(.target(invalidator), 0)
    state.set(.nonBlockable(invalidator), 0)
  }

  @inline(__always)
  private func announce<S: StateStorage>(
    _ target: UInt64, _ invalidator: Int, _ state: inout S, _ broken: inout S.Domain.Word
  ) {
    state.add(.active, 1)
    let isSeen = isSeen(target)
    if hasSequence && isSeen {
      Monitor<S>.passesBounds(state[.mmSequence] .>= 30, &broken)
      state[.mmSequence] = state[.mmSequence] | 1
    }
    if !hasSequence && isSeen { invalidate(target, &state) }
    if target != Place.below { Monitor.invalidates(&state) }
    let calls = isSeen && fixes.contains(.teardownAtStart)
    let first: InvalidatorStage =
      callbackLocks ? .lockDriver : hasSequence ? .setSequence : .unmapDevice
    go(invalidator, &state, to: calls ? first : .change)
  }

  /// range->valid, and until 5.2 the words of the array.
  @inline(__always)
  private func invalidate<S: StateStorage>(_ target: UInt64, _ state: inout S) {
    state.set(.valid, 0)
    if fixes.contains(.arrayUntouched) { return }
    let isListed = state.isSet(.registered)
    for page in covered(target) {
      state.set(.slot(page), 0, if: isListed)
      state.set(.slotFrame(page), 0, if: isListed)
      Monitor.overwritesWord(&state, page, if: isListed)
    }
  }

  /// The callback takes the driver's lock; one that must not sleep refuses where it is held.
  @inline(__always)
  private func lockDriver<S: StateStorage>(
    _ loses: Bool, _ invalidator: Int, _ state: inout S, _ broken: inout S.Domain.Word
  ) {
    let isFree = state.has(.driverLock, 0)
    state.set(.driverLock, UInt64(2 &+ invalidator), if: isFree)
    go(invalidator, &state, to: hasSequence ? .setSequence : .unmapDevice, if: isFree)
    if fixes.contains(.refusalUndone) {
      go(invalidator, &state, to: .end, if: .!isFree)
    } else if loses {
      Monitor<S>.ignoresRefusal(.!isFree, &broken)
      go(invalidator, &state, to: .change, if: .!isFree)
    } else {
      go(invalidator, &state, to: .unlockMmap, if: .!isFree)
    }
  }

  @inline(__always)
  private func unmap<S: StateStorage>(_ target: UInt64, _ state: inout S) {
    for page in covered(target) {
      state.set(.device(page), 0)
      state.set(.deviceFrame(page), 0)
    }
  }

  /// What follows the change of the page table.
  @inline(__always)
  func afterChange(_ target: UInt64) -> InvalidatorStage {
    fixes.contains(.teardownAtStart) || !isSeen(target) ? .end : .lateLock
  }

  @inline(__always)
  private func end<S: StateStorage>(
    _ operation: MMOperation, _ target: UInt64, _ invalidator: Int, _ state: inout S
  ) {
    state.subtract(.active, 1)
    let isLast = state.has(.active, 0)
    if hasSequence {
      state[.mmSequence] = S.Word.select(
        isLast, (state[.mmSequence] &+ 1) & ~S.Word(constant: 1), state[.mmSequence])
    } else if restoresValid {
      if !fixes.contains(.arrayUntouched) && isSeen(target) { invalidate(target, &state) }
      state.set(.valid, 1, if: isLast)
    } else if isSeen(target) {
      invalidate(target, &state)
    }
    if invalidator > 0 {
      if operation.lock == .none {
        finish(invalidator, &state)
      } else {
        go(invalidator, &state, to: .unlockMmap)
      }
      return
    }
    finish(0, &state)
    go(0, &state, to: .idle)
    for page in covered(target) { faulted(page, if: true, &state) }
  }
}
