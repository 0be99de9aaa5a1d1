// SPDX-License-Identifier: GPL-2.0-or-later

import AddressSpace
import Logic

// When a step can be made.
extension DriverModel {
  @inline(__always)
  func isReady<S: StateStorage>(_ move: DriverMove, page: Int, _ state: S) -> S.Domain.Bit {
    switch move {
    case .readSequence: restoresValid ? state.isSet(.valid) : true
    case .sleep: state[.mmSequence] .!= state[.sequence]
    case .lockMmap: .!state.isSet(.mmapWriter)
    case .lockDriver: state.has(.driverLock, 0)
    case .fault, .waitMigration: state[.entry(page)] .!= Kind.migration
    case .ownInvalidation, .ended: false
    default: true
    }
  }

  /// Whether an idle thread of the mm side can begin an operation.
  @inline(__always)
  func canBegin<S: StateStorage>(
    _ operation: MMOperation, _ invalidator: Int, _ state: S
  ) -> S.Domain.Bit {
    var isFree = .!state.isSet(.mmDead)
    switch operation.lock {
    case .write: isFree = isFree .& .!state.isSet(.mmapWriter) .& state.has(.mmapReaders, 0)
    case .read: isFree = isFree .& .!state.isSet(.mmapWriter)
    case .none: break
    }
    if operation != .exit { return isFree }
    // The last user of the mm has gone: nobody else is at work in it.
    for other in 1..<invalidators where other != invalidator {
      let rests =
        state.has(.stage(other), UInt64(InvalidatorStage.idle.rawValue))
        .| state.has(.stage(other), UInt64(InvalidatorStage.done.rawValue))
      isFree = isFree .& rests
    }
    return isFree .& .!state.isSet(.mmReference)
  }

  @inline(__always)
  func isReady<S: StateStorage>(
    _ stage: InvalidatorStage, _ invalidator: Int, _ state: S
  ) -> S.Domain.Bit {
    switch stage {
    case .idle, .done: false
    case .lockDriver: state.has(.driverLock, 0) .| state.isSet(.nonBlockable(invalidator))
    case .lateLock: state.has(.driverLock, 0)
    default: true
    }
  }
}
