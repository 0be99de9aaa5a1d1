// SPDX-License-Identifier: GPL-2.0-or-later

/// A driver's steps with the places where it goes on, in arrays of fixed size: no look-up in the
/// hot loop allocates or counts references.
struct Program: Sendable {
  static let none: UInt8 = 255

  var count = 0
  /// ``DriverMove`` of the first phase of each step, by its raw value.
  var actions = InlineArray<32, UInt8>(repeating: DriverMove.ended.rawValue)
  /// Where a failure goes on: the next step that lets go of a lock held here; ``none`` where no
  /// lock is held, and the driver decides at once.
  var afterFailure = InlineArray<32, UInt8>(repeating: Program.none)
  /// Where the driver starts over after each cause; ``none``: it gives up.
  var onBusy = Program.none
  var onInvalid = Program.none
  /// The first of the last steps, which let go of what is held for the whole protocol.
  var tail: UInt8 = 0
  /// Where the next pages begin.
  var again: UInt8 = 0

  init(_ driver: Driver) {
    count = driver.steps.count
    for (index, step) in driver.steps.enumerated() {
      actions[index] = DriverMove.first(of: step).rawValue
    }
    for index in driver.steps.indices {
      afterFailure[index] = Program.release(driver.steps, after: index)
    }
    func place(_ action: DriverAction?) -> UInt8 {
      guard let action, let index = driver.steps.firstIndex(of: action) else { return Program.none }
      return UInt8(index)
    }
    onBusy = place(driver.onBusy)
    onInvalid = place(driver.onInvalid)
    let body = driver.steps.lastIndex { $0 != .releaseMM }.map { $0 + 1 } ?? 0
    tail = UInt8(body)
    let reading = place(.readSequence)
    let refilling = place(.refill)
    again = min(reading, refilling)
  }

  /// The next step behind `index` that lets go of a lock taken before it.
  private static func release(_ steps: [DriverAction], after index: Int) -> UInt8 {
    var mmap = false
    var driver = false
    for step in steps[...index] {
      switch step {
      case .lockMmap: mmap = true
      case .unlockMmap: mmap = false
      case .lockDriver: driver = true
      case .unlockDriver: driver = false
      default: break
      }
    }
    for next in steps.indices.dropFirst(index + 1) {
      if (mmap && steps[next] == .unlockMmap) || (driver && steps[next] == .unlockDriver) {
        return UInt8(next)
      }
    }
    return none
  }
}
