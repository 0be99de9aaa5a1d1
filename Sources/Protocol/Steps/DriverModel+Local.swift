// SPDX-License-Identifier: GPL-2.0-or-later

import Logic

// Partial-order reduction: where a thread can make a step that commutes with all that the others may
// do before it, that no property sees, and that keeps enabled what is enabled, it is enough to make
// that step alone (persistent sets of one thread; Godefroid, LNCS 1032, 1996).
//
// No circle consists of such steps only, so nobody is passed over for ever: the threads of the mm
// side go through their stages once, and each round of a driver passes a step that is not among
// these (`read-sequence`, `lock-mmap` or `walk`).
extension DriverModel {
  func expandLocal(
    _ state: PackedState, _ body: (Step, PackedState, UInt64) -> Void
  ) -> Bool {
    for invalidator in 0..<invalidators
    where isLocal(InvalidatorStage(rawValue: UInt8(state[.stage(invalidator)])) ?? .idle) {
      return expand(invalidator, state, body) > 0
    }
    return isLocal(move(state), state) && expandDriver(state, body) > 0
  }

  /// Whether the exit of the process can come: it looks at references and at who is at work.
  private var mayExit: Bool { scene.operations.contains(.exit) }

  /// Letting go of a lock lets others in, and hinders nobody: until then they wait. A callback that
  /// must not sleep does not wait.
  private func isLocal(_ stage: InvalidatorStage) -> Bool {
    switch stage {
    case .unlockDriver: !scene.nonBlockable
    case .unlockMmap: !mayExit
    default: false
    }
  }

  private func isLocal(_ move: DriverMove, _ state: PackedState) -> Bool {
    let isWell = state[.result] == UInt64(Result.success.rawValue)
    switch move {
    // Nobody else looks at the array.
    case .refill: return fixes.contains(.arrayUntouched)
    case .holdMM, .releaseMM: return !mayExit
    case .nextPages: return true
    // Behind a failure the driver looks whether it had a cause, which others may bring about.
    case .unlockMmap: return isWell && state[.mmapHeld] == 1
    case .unlockDriver: return isWell && !scene.nonBlockable
    // Under its lock the range's sequence cannot change.
    case .check: return hasSequence && callbackLocks && state[.driverLock] == 1
    default: return false
    }
  }
}
