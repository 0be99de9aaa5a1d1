// SPDX-License-Identifier: GPL-2.0-or-later

// What a fix means for a driver: those of the kernel are ``Driver/lacks``, those of drivers are in
// what they do.
extension Driver {
  /// The driver without the repair: it has the defect then.
  public func without(_ fix: ProtocolFix) -> Driver {
    var driver = self
    switch fix {
    case .sequenceNotBoolean: driver.notifier = .validRestored
    case .unlockOnEveryError: driver.unlocksOnError = false
    case .zeroIsNoRetry: driver.zeroIsRetry = true
    case .boundCoversBoth: driver.boundCovers = [.busy]
    case .useAfterCheck:
      driver.steps.removeAll { $0 == .use }
      driver.insert(.use, after: .unlockMmap)
    case .refillOnRetry:
      driver.steps.removeAll { $0 == .refill }
      let place = driver.steps.firstIndex(of: .readSequence) ?? 0
      driver.steps.insert(.refill, at: place)
      if driver.pfnFlagsMask.isEmpty {
        driver.pfnFlagsMask = [.fault, .write]
        driver.requests = [driver.defaultFlags]
        driver.defaultFlags = []
      }
      driver.onBusy = driver.onBusy.map { _ in .readSequence }
      driver.onInvalid = driver.onInvalid.map { _ in .readSequence }
    default: if !driver.lacks.contains(fix) { driver.lacks.append(fix) }
    }
    return driver
  }

  /// The driver with the repair.
  public func with(_ fix: ProtocolFix) -> Driver {
    var driver = self
    switch fix {
    case .sequenceNotBoolean: driver.notifier = .interval
    case .unlockOnEveryError: driver.unlocksOnError = true
    case .zeroIsNoRetry: driver.zeroIsRetry = false
    case .boundCoversBoth: driver.boundCovers = [.busy, .invalid]
    case .useAfterCheck:
      if driver.steps.contains(.use) {
        driver.steps.removeAll { $0 == .use }
        driver.insert(.use, after: .check)
      }
    case .refillOnRetry:
      // Where the array is filled behind the sequence's reading, it is filled in each pass.
      if let filling = driver.steps.firstIndex(of: .refill),
        let reading = driver.steps.firstIndex(of: .readSequence), filling < reading
      {
        driver.onBusy = driver.onBusy.map { _ in .refill }
        driver.onInvalid = driver.onInvalid.map { _ in .refill }
      }
    default: driver.lacks.removeAll { $0 == fix }
    }
    return driver
  }

  /// Whether the repair makes a difference to it.
  public func has(_ fix: ProtocolFix) -> Bool { with(fix) == self && without(fix) != self }

  private mutating func insert(_ action: DriverAction, after place: DriverAction) {
    guard let index = steps.firstIndex(of: place) else { return }
    steps.insert(action, at: index + 1)
  }
}
