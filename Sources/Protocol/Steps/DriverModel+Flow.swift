// SPDX-License-Identifier: GPL-2.0-or-later

import Logic

// How a driver goes on behind an instruction.
extension DriverModel {
  /// To another instruction.
  @inline(__always)
  func go<S: StateStorage>(_ state: inout S, to index: Int, if condition: S.Domain.Bit = true) {
    state.set(.pc, UInt64(index), if: condition)
    state.set(.phase, 0, if: condition)
    state.set(.writeFault, 0, if: condition)
    state.set(.cursor, state[.base], if: condition)
    state.set(.at, state[.base], if: condition)
  }

  /// Behind instruction `index`: on where all went well. Otherwise the locks are let go of, in the
  /// order of the text, and then the driver starts over or gives up.
  @inline(__always)
  func proceed<S: StateStorage>(
    from index: Int, _ state: inout S, _ broken: inout S.Domain.Word
  ) {
    if index >= Int(program.tail) {
      go(&state, to: index &+ 1)
      return
    }
    let isWell = answered(.success, state)
    let isFatal = answered(.failed, state) .| answered(.timedOut, state)
    let release = program.afterFailure[index]
    if release != Program.none {
      let skips =
        !unlocksOnError && program.actions[Int(release)] == DriverMove.unlockMmap.rawValue
        ? isFatal : false
      go(&state, to: index &+ 1, if: isWell)
      go(&state, to: Int(release), if: .!isWell .& .!skips)
      go(&state, to: Int(program.tail), if: .!isWell .& skips)
      return
    }
    let isInvalid = answered(.invalid, state)
    let isBusy = answered(.busy, state) .| answered(.dropped, state) .| answered(.nothing, state)
    startOver(program.onInvalid, if: isInvalid, counted: coversInvalid, &state, &broken)
    startOver(program.onBusy, if: isBusy, counted: coversBusy, &state, &broken)
    go(&state, to: Int(program.tail), if: isFatal)
    go(&state, to: index &+ 1, if: isWell)
  }

  @inline(__always)
  private func startOver<S: StateStorage>(
    _ target: UInt8, if condition: S.Domain.Bit, counted: Bool, _ state: inout S,
    _ broken: inout S.Domain.Word
  ) {
    if target == Program.none {
      go(&state, to: Int(program.tail), if: condition)
      return
    }
    // The bound of a storage without end is a time that never comes: nothing depends on it.
    let isSpent = counted && !S.isUnbounded ? condition .& state.has(.retries, bound) : false
    let goesOn = condition .& .!isSpent
    if counted { Monitor<S>.consultsBound(&state, covers: goesOn) }
    Monitor<S>.retries(&state, if: goesOn, &broken)
    if counted && !S.isUnbounded { state.add(.retries, 1, if: goesOn) }
    state.set(.result, UInt64(Result.success.rawValue), if: goesOn)
    state.set(.result, UInt64(Result.timedOut.rawValue), if: isSpent)
    go(&state, to: Int(target), if: goesOn)
    go(&state, to: Int(program.tail), if: isSpent)
  }

  @inline(__always)
  func answered<S: StateStorage>(_ result: Result, _ state: S) -> S.Domain.Bit {
    state.has(.result, UInt64(result.rawValue))
  }

  /// Whether the range was invalidated since the driver read its sequence, as the kernel's
  /// functions answer it.
  @inline(__always)
  func wasInvalidated<S: StateStorage>(_ state: S) -> S.Domain.Bit {
    hasSequence ? state[.rangeSequence] .!= state[.sequence] : .!state.isSet(.valid)
  }
}
