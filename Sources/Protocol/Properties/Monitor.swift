// SPDX-License-Identifier: GPL-2.0-or-later

import AddressSpace
import Logic

/// Watches what the driver does, and says what it breaks. Written from the promises alone: it sees
/// events and the state, and knows nothing of how an actor is made.
enum Monitor<S: StateStorage> {
  typealias Bit = S.Domain.Bit
  typealias Word = S.Domain.Word

  @inline(__always)
  private static func note(_ property: Property, _ isBroken: Bit, _ broken: inout Word) {
    broken = broken | Word.select(isBroken, Word(constant: property.bit), Word(constant: 0))
  }

  /// The notifier's sequence was read, or the range registered as valid.
  @inline(__always)
  static func readsSequence(_ state: inout S, isRunning: Bit) {
    state.set(.ghostFresh, 1)
    state[.ghostTouched] = Word.select(isRunning, Word(constant: 1), Word(constant: 0))
  }

  /// The array was filled with the requests of pages `from` ..< `to`.
  @inline(__always)
  static func fillsArray(_ state: inout S, pages: Int) {
    state.set(.ghostRebuilt, 1)
    for page in 0..<pages { state.set(.ghostRequest(page), 1) }
  }

  /// hmm_range_fault is called.
  @inline(__always)
  static func calls(_ state: inout S, hasMask: Bool, _ broken: inout Word) {
    note(.p1, .!state.isSet(.ghostFresh), &broken)
    note(.p6, .!state.isSet(.mmReference), &broken)
    if hasMask { note(.p2, .!state.isSet(.ghostRebuilt), &broken) }
  }

  /// The mm is touched: its lock, its page tables.
  @inline(__always)
  static func touchesMM(_ state: S, _ broken: inout Word) {
    note(.useAfterFree, state.isSet(.mmDead), &broken)
  }

  /// The walk reads the request of a page.
  @inline(__always)
  static func readsRequest(_ state: S, _ page: Int, counts: Bool, _ broken: inout Word) {
    if counts { note(.array, .!state.isSet(.ghostRequest(page)), &broken) }
  }

  /// The walk writes the output of a page.
  @inline(__always)
  static func writesOutput(_ state: inout S, _ page: Int, if condition: Bit) {
    state.set(.ghostRequest(page), 0, if: condition)
  }

  /// Somebody who is not the walk writes the word of a page while a pass may be under way.
  @inline(__always)
  static func overwritesWord(_ state: inout S, _ page: Int, if condition: Bit) {
    state.set(.ghostRequest(page), 0, if: condition)
  }

  /// The final check of the sequence.
  @inline(__always)
  static func checks(_ state: inout S, succeeds: Bit, _ broken: inout Word) {
    note(.p3, .!state.has(.driverLock, 1), &broken)
    state.set(.ghostChecked, 1, if: succeeds)
  }

  /// The callback of an invalidation announces it to the driver: it marks the range as invalid.
  @inline(__always)
  static func callsBack(_ state: S, _ invalidator: Int, isLocked: Bool, _ broken: inout Word) {
    let holds = state.has(.driverLock, UInt64(2 + invalidator))
    note(.p3, isLocked ? .!holds : true, &broken)
  }

  /// The driver lets go of its lock: what was checked may change.
  @inline(__always)
  static func unlocksDriver(_ state: inout S) { state.set(.ghostChecked, 0) }

  /// A page, its frame or its output is used.
  @inline(__always)
  static func uses(_ state: S, _ page: Int, touchesFrame: Bool, _ broken: inout Word) {
    note(.p4, .!state.isSet(.ghostChecked), &broken)
    if touchesFrame {
      note(.useAfterFree, isFreed(state, page, state[.slotFrame(page)]), &broken)
    }
  }

  /// What was wanted of a page is there.
  @inline(__always)
  static func answers(_ state: S, _ page: Int, wants: UInt64, _ broken: inout Word) {
    if wants & SlotFlags.valid == 0 { return }
    let wanted = wants & (SlotFlags.valid | SlotFlags.write)
    let got = state[.slot(page)] & Word(constant: wanted)
    note(.request, got .!= Word(constant: wanted), &broken)
  }

  /// The driver looks whether its bound is spent, where `covers` holds.
  @inline(__always)
  static func consultsBound(_ state: inout S, covers: Bit) {
    state.set(.ghostConsulted, 1, if: covers)
  }

  /// The driver goes back to the beginning of a pass.
  @inline(__always)
  static func retries(_ state: inout S, if condition: Bit, _ broken: inout Word) {
    note(.p5, condition .& .!state.isSet(.ghostConsulted), &broken)
    note(.needless, condition .& .!state.isSet(.ghostTouched), &broken)
    beginsPass(&state, if: condition)
  }

  /// A pass over other pages begins.
  @inline(__always)
  static func beginsPass(_ state: inout S, if condition: Bit) {
    state.set(.ghostConsulted, 0, if: condition)
    state.set(.ghostFresh, 0, if: condition)
    state.set(.ghostRebuilt, 0, if: condition)
  }

  /// An invalidation that covers pages of the range begins.
  @inline(__always)
  static func invalidates(_ state: inout S) { state.set(.ghostTouched, 1) }

  /// A lock is let go by somebody who may not hold it.
  @inline(__always)
  static func unlocks(_ holds: Bit, _ broken: inout Word) { note(.locks, .!holds, &broken) }

  /// The mm goes through with an invalidation after a callback refused it.
  @inline(__always)
  static func ignoresRefusal(_ condition: Bit, _ broken: inout Word) {
    note(.refusal, condition, &broken)
  }

  @inline(__always)
  static func passesBounds(_ condition: Bit, _ broken: inout Word) {
    if !S.isUnbounded { note(.bounds, condition, &broken) }
  }

  /// Whether frame number `frame` of a page was freed.
  @inline(__always)
  static func isFreed(_ state: S, _ page: Int, _ frame: Word) -> Bit {
    (state[.freed(page)].shiftedRight(frame) & Word(constant: 1)) .== Word(constant: 1)
  }
}
