// SPDX-License-Identifier: GPL-2.0-or-later

// The drivers that hmmcheck knows, each as its kernel had it.
extension Driver {
  /// As Documentation/mm/hmm.rst says.
  public static let reference: Driver = {
    var driver = Driver(
      name: "reference", title: "as Documentation/mm/hmm.rst says",
      steps: [
        .holdMM, .readSequence, .refill, .lockMmap, .walk, .unlockMmap, .lockDriver, .check,
        .commit, .unlockDriver, .releaseMM,
      ])
    driver.defaultFlags = [.fault, .write]
    return driver
  }()

  public static let all: [Driver] = [reference]

  public static func named(_ name: String) -> Driver? { all.first { $0.name == name } }
}
