// SPDX-License-Identifier: GPL-2.0-or-later

// Steps as files and reports name them.
extension DriverModel {
  public var actors: [String] { ["driver"] + (1..<invalidators).map { "mm \($0)" } }

  public func name(_ step: Step, in state: PackedState) -> StepName {
    if step.actor == 0 {
      let move = DriverMove(rawValue: step.code) ?? .ended
      return StepName(actor: "driver", step: DriverModel.name(move, Int(step.page), state))
    }
    let actor = step.actor == 1 ? "driver" : "mm \(step.actor - 1)"
    let stage = InvalidatorStage(rawValue: step.code) ?? .idle
    if stage == .idle {
      let operation = MMOperation(rawValue: step.choice & 0x7f) ?? .zap
      let place = DriverModel.place(UInt64(step.page))
      let refuses = step.choice & 0x80 != 0 ? ", must not sleep" : ""
      let lock =
        switch operation.lock {
        case .write: ", mmap lock for writing"
        case .read: ", mmap lock for reading"
        case .none: ""
        }
      return StepName(actor: actor, step: "begins \(operation.name) of \(place)\(lock)\(refuses)")
    }
    return StepName(actor: actor, step: name(stage, step, state))
  }

  /// The driver's own faults are its own thread's.
  public func thread(of step: Step) -> Int { max(0, Int(step.actor) - 1) }

  public var watched: [(title: String, width: Int)] {
    let notifier: [(title: String, width: Int)] =
      hasSequence ? [("S", 2), ("s", 2), ("read", 4)] : [("valid", 5)]
    return notifier + [("lock", 6), ("mmap", 4)]
  }

  public func watch(_ state: PackedState) -> [String] {
    let holder = Int(state[.driverLock])
    let lock = holder == 0 ? "-" : holder <= 2 ? "driver" : "mm \(holder - 2)"
    let readers = state[.mmapReaders]
    let mmap = state[.mmapWriter] == 1 ? "W" : readers > 0 ? "R\(readers)" : "-"
    let sequence = state[.sequence] == 0 ? "-" : "\(state[.sequence])"
    let notifier =
      hasSequence
      ? ["\(state[.mmSequence])", "\(state[.rangeSequence])", sequence]
      : [state[.valid] == 1 ? "yes" : "no"]
    return notifier + [lock, mmap]
  }

  static func place(_ target: UInt64) -> String {
    switch target {
    case Place.below: "the page below"
    case Place.range: "the range"
    default: "page \(target)"
    }
  }

  private static func name(_ move: DriverMove, _ page: Int, _ state: PackedState) -> String {
    switch move {
    case .holdMM: "takes a reference to the mm"
    case .readSequence: "reads the sequence"
    case .sleep: "wakes from the invalidation"
    case .refill: "fills the array"
    case .lockMmap: "takes the mmap lock"
    case .begin: "begins the walk at page \(state[.cursor])"
    case .load: "looks at page \(page)"
    case .fault: "faults page \(page)\(state[.writeFault] == 1 ? " for writing" : "")"
    case .ownInvalidation: "waits for its fault"
    case .waitMigration: "waits for the migration of page \(page)"
    case .unlockMmap: "lets go of the mmap lock"
    case .use: "uses page \(page)"
    case .lockDriver: "takes the driver's lock"
    case .check: "checks the sequence"
    case .commit: "commits page \(page)"
    case .unlockDriver: "lets go of the driver's lock"
    case .nextPages: "goes on to the next pages"
    case .releaseMM: "lets go of the mm"
    case .ended: "has ended"
    }
  }

  private func name(_ stage: InvalidatorStage, _ step: Step, _ state: PackedState) -> String {
    let target = DriverModel.place(UInt64(step.page))
    switch stage {
    case .idle, .done: return "does nothing"
    case .announce: return "announces the invalidation of \(target)"
    case .lockDriver:
      if state[.driverLock] == 0 { return "callback takes the driver's lock" }
      if fixes.contains(.refusalUndone) { return "callback refuses" }
      return step.choice == 1
        ? "callback refuses, and the mm is not told" : "callback refuses, the count stays"
    case .setSequence: return "callback sets the range's sequence"
    case .unmapDevice, .lateUnmap: return "callback unmaps \(target) from the device"
    case .unlockDriver, .lateUnlock: return "callback lets go of the driver's lock"
    case .change: return "changes the page table of \(target)"
    case .settle: return "settles the migration of \(target)"
    case .end: return "ends the invalidation"
    case .lateLock: return "late callback takes the driver's lock"
    case .unlockMmap: return "lets go of the mmap lock"
    }
  }
}
