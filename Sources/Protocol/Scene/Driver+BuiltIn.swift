// SPDX-License-Identifier: GPL-2.0-or-later

// The drivers that hmmcheck knows, each as its kernel had it.
extension Driver {
  /// The order of Documentation/mm/hmm.rst.
  static let documented: [DriverAction] = [
    .holdMM, .readSequence, .lockMmap, .walk, .unlockMmap, .lockDriver, .check, .commit,
    .unlockDriver, .releaseMM,
  ]

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

  public static let all: [Driver] =
    [reference] + testDrivers + nouveau + amdgpu + others + mirrors

  public static func named(_ name: String) -> Driver? { all.first { $0.name == name } }

  private static func make(
    _ name: String, _ title: String, _ steps: [DriverAction] = documented,
    flags: Flags = [.fault, .write], _ change: (inout Driver) -> Void = { _ in }
  ) -> Driver {
    var driver = Driver(name: name, title: title, steps: steps)
    driver.defaultFlags = flags
    change(&driver)
    return driver
  }

  /// lib/test_hmm.c, v6.1.
  private static let testDrivers: [Driver] = [
    make("test-hmm-fault", "lib/test_hmm.c, v6.1, its fault"),
    make(
      "test-hmm-snapshot", "lib/test_hmm.c, v6.1, its snapshot",
      [
        .holdMM, .readSequence, .lockMmap, .walk, .unlockMmap, .lockDriver, .check, .use,
        .unlockDriver, .releaseMM,
      ], flags: []),
  ]

  /// drivers/gpu/drm/nouveau/nouveau_svm.c.
  private static let nouveau: [Driver] = [
    make("nouveau-5.7", "nouveau_svm.c, up to 5.7", many, flags: []) { driver in
      perPage(&driver)
      driver.zeroIsRetry = true
    },
    make("nouveau-5.8", "nouveau_svm.c, 5.8", many, flags: [], perPage),
    make(
      "nouveau-5.10", "nouveau_svm.c, from 5.9 on: page by page",
      [
        .holdMM, .readSequence, .lockMmap, .walk, .unlockMmap, .lockDriver, .check, .commit,
        .unlockDriver, .nextPages, .releaseMM,
      ]
    ) { $0.pagesPerPass = 1 },
  ]

  /// Up to 16 pages at once, the array filled before the loop.
  private static let many: [DriverAction] = [
    .holdMM, .refill, .readSequence, .lockMmap, .walk, .unlockMmap, .lockDriver, .check, .commit,
    .unlockDriver, .releaseMM,
  ]

  private static func perPage(_ driver: inout Driver) {
    driver.pfnFlagsMask = [.fault, .write]
    driver.requests = [[.fault, .write]]
  }

  /// drivers/gpu/drm/amd/amdgpu/amdgpu_ttm.c and amdgpu_hmm.c.
  private static let amdgpu: [Driver] = [
    make("amdgpu-5.10", "amdgpu_ttm.c, 5.10 to 6.1", usesEarly) { $0.boundCovers = [.busy] },
    make("amdgpu-6.12", "amdgpu_hmm.c, 6.12: several calls with one sequence", usesEarly) {
      $0.pagesPerCall = 1
      $0.onBusy = nil
      $0.onInvalid = nil
    },
  ]

  /// The pages are used before the sequence is checked.
  private static let usesEarly: [DriverAction] = [
    .holdMM, .readSequence, .lockMmap, .walk, .unlockMmap, .use, .lockDriver, .check, .commit,
    .unlockDriver, .releaseMM,
  ]

  private static let others: [Driver] = [
    make("umem-odp-6.1", "drivers/infiniband/core/umem_odp.c, 6.1") {
      $0.ownsDeviceMemory = false
      $0.boundCovers = [.busy]
    },
    make("xe-6.12", "xe_hmm.c, 6.12: before its fix", usesEarly) { $0.onInvalid = nil },
    make(
      "xe-6.14", "xe_hmm.c, 6.14",
      [
        .holdMM, .readSequence, .lockMmap, .walk, .unlockMmap, .lockDriver, .check, .use, .commit,
        .unlockDriver, .releaseMM,
      ]
    ) { $0.onInvalid = nil },
  ]

  /// Drivers of the mirror interface, as the documentation of their time had them: requests page by
  /// page, filled for each pass.
  private static let mirrors: [Driver] = [
    mirror("mirror-4.19", "hmm_vma_fault, 4.17 to 4.19", .validForever) {
      $0.lacks = [.teardownAtStart, .arrayUntouched, .exactOverlap]
    },
    mirror("mirror-5.0", "hmm_vma_fault, 4.20 to 5.0", .validForever) {
      $0.lacks = [.arrayUntouched, .exactOverlap]
    },
    mirror("mirror-5.2", "hmm_range_fault and hmm_range_valid, 5.2", .validRestored) {
      $0.lacks = [.invalidRangeKeepsLock, .refusalUndone, .exactOverlap]
      $0.unlocksOnError = false
    },
    mirror("mirror-5.4", "hmm_range_fault and hmm_range_valid, 5.4", .validRestored) {
      $0.lacks = [.exactOverlap]
    },
  ]

  private static func mirror(
    _ name: String, _ title: String, _ notifier: NotifierDesign, _ change: (inout Driver) -> Void
  ) -> Driver {
    var driver = Driver(name: name, title: title, steps: many)
    driver.notifier = notifier
    perPage(&driver)
    driver.onBusy = .refill
    driver.onInvalid = .refill
    change(&driver)
    return driver
  }
}
