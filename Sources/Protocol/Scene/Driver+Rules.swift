// SPDX-License-Identifier: GPL-2.0-or-later

/// Why a driver has no meaning: the field, and what would be right.
public struct DriverError: Error, Equatable, Sendable {
  public var field: String
  public var message: String
}

extension Driver {
  /// The most steps of a driver.
  public static let maximumSteps = 24

  /// - Throws: The first thing that gives the driver no meaning.
  public func validate() throws(DriverError) {
    func refuse(_ field: String, _ message: String) -> DriverError {
      DriverError(field: field, message: message)
    }
    if !(1...Driver.maximumSteps).contains(steps.count) {
      throw refuse("steps", "\(steps.count) steps; must be 1 to \(Driver.maximumSteps)")
    }
    if !steps.contains(.walk) { throw refuse("steps", "without \"walk\"; add it") }
    for (field, target) in [("onBusy", onBusy), ("onInvalid", onInvalid)] {
      guard let target else { continue }
      let places = steps.indices.filter { steps[$0] == target }
      if places.count != 1 {
        throw refuse(
          field,
          "\"\(target.rawValue)\" is \(places.isEmpty ? "no step" : "more than one step");"
            + " name a step that occurs once")
      }
    }
    if pagesPerPass != 0 && !steps.contains(.nextPages) {
      throw refuse("pagesPerPass", "\(pagesPerPass) without the step \"next-pages\"; add it")
    }
    for (field, number) in [("pagesPerPass", pagesPerPass), ("pagesPerCall", pagesPerCall)]
    where !(0...4).contains(number) {
      throw refuse(field, "\(number); must be 0 to 4")
    }
    if requests.count > 4 { throw refuse("requests", "\(requests.count); must be at most 4") }
    try validateLocks()
  }

  /// Each lock is taken before it is let go, in the text; and nothing is left locked at its end.
  private func validateLocks() throws(DriverError) {
    var mmap = false
    var driver = false
    for (index, step) in steps.enumerated() {
      let wrong: String? =
        switch step {
        case .lockMmap where mmap: "takes the mmap lock twice"
        case .unlockMmap where !mmap: "lets go of the mmap lock that it does not hold"
        case .lockDriver where driver: "takes the driver's lock twice"
        case .unlockDriver where !driver: "lets go of the driver's lock that it does not hold"
        case .walk where !mmap: "walks without the mmap lock"
        default: nil
        }
      if let wrong { throw DriverError(field: "steps[\(index)]", message: wrong) }
      switch step {
      case .lockMmap: mmap = true
      case .unlockMmap: mmap = false
      case .lockDriver: driver = true
      case .unlockDriver: driver = false
      default: break
      }
    }
    if mmap || driver {
      let lock = mmap ? "unlock-mmap" : "unlock-driver"
      throw DriverError(field: "steps", message: "ends with a lock held; add \"\(lock)\"")
    }
  }
}
