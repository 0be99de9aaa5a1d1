// SPDX-License-Identifier: GPL-2.0-or-later

import AddressSpace
import Logic

/// A scene made ready to be run: all that the steps look up, in fields of fixed size.
public struct DriverModel: Sendable {
  public let scene: Scene
  let program: Program
  let pages: Int
  /// Threads of the mm side, and the driver's own faults.
  let invalidators: Int
  let hasSequence: Bool
  let restoresValid: Bool
  let checksAtRestart: Bool
  let defaults: UInt64
  let mask: UInt64
  let requests: InlineArray<4, UInt64>
  let wants: InlineArray<4, UInt64>
  let owner: Bool
  let pagesPerPass: Int
  let pagesPerCall: Int
  let bound: UInt64
  let coversBusy: Bool
  let coversInvalid: Bool
  let zeroIsRetry: Bool
  let unlocksOnError: Bool
  let callbackLocks: Bool
  let fixes: ProtocolFixSet
  /// All that a thread of the mm side may begin.
  let beginnings: [Beginning]

  /// What a thread of the mm side may begin.
  struct Beginning: Sendable {
    var operation: MMOperation
    var target: UInt64
    /// Its callback is one that must not sleep.
    var mustNotSleep: Bool
  }

  /// Retries that a bound allows. In kernels it is a time; any number stands for it here.
  static let bound: UInt64 = 3

  public init(_ scene: Scene) {
    self.scene = scene
    let driver = scene.driver
    program = Program(driver)
    pages = scene.pages
    invalidators = scene.invalidations + 1
    hasSequence = driver.notifier == .interval
    restoresValid = driver.notifier == .validRestored
    checksAtRestart = driver.notifier.checksAtRestart
    defaults = UInt64(driver.defaultFlags.rawValue)
    mask = UInt64(driver.pfnFlagsMask.rawValue)
    var requests = InlineArray<4, UInt64>(repeating: 0)
    var wants = InlineArray<4, UInt64>(repeating: 0)
    for page in 0..<4 {
      requests[page] = UInt64(driver.request(page).rawValue)
      wants[page] = UInt64(driver.wants(page).rawValue)
    }
    self.requests = requests
    self.wants = wants
    owner = driver.ownsDeviceMemory
    pagesPerPass = driver.pagesPerPass
    pagesPerCall = driver.pagesPerCall
    bound = DriverModel.bound
    coversBusy = driver.boundCovers.contains(.busy)
    coversInvalid = driver.boundCovers.contains(.invalid)
    zeroIsRetry = driver.zeroIsRetry
    unlocksOnError = driver.unlocksOnError
    callbackLocks = driver.callbackLocks
    fixes = scene.fixes
    beginnings = DriverModel.beginnings(scene)
  }

  private static func beginnings(_ scene: Scene) -> [Beginning] {
    scene.operations.flatMap { operation -> [Beginning] in
      let pages = (0..<UInt64(scene.pages)) + (scene.neighbour ? [Place.below] : [])
      return (operation.isOfRange ? [Place.range] : pages).flatMap { target -> [Beginning] in
        // Only the OOM reaper, which zaps, must not sleep in callbacks.
        let sorts = scene.nonBlockable && operation == .zap ? [false, true] : [false]
        return sorts.map {
          Beginning(operation: operation, target: target, mustNotSleep: $0)
        }
      }
    }
  }

  /// The page behind the last one of the pass that `page` belongs to.
  @inline(__always)
  func passEnd(_ page: Int) -> Int {
    pagesPerPass == 0 ? pages : min((page / pagesPerPass &+ 1) &* pagesPerPass, pages)
  }

  /// The page behind the last one of the call that `page` belongs to.
  @inline(__always)
  func callEnd(_ page: Int) -> Int {
    pagesPerCall == 0
      ? passEnd(page) : min((page / pagesPerCall &+ 1) &* pagesPerCall, passEnd(page))
  }

  /// The state in which nobody has done anything, with these entries.
  public func beginning<S: StateStorage>(_ kinds: [Kind], as storage: S.Type) -> S
  where S: Initializable {
    var state = S()
    if hasSequence {
      state.set(.mmSequence, 2)
      state.set(.rangeSequence, 1)
    }
    state.set(.valid, restoresValid ? 1 : 0)
    state.set(.huge, scene.isHuge ? 1 : 0)
    for (page, kind) in kinds.enumerated() {
      state.set(.entry(page), UInt64(kind.rawValue))
      state.set(.vma(page), 2)
      let isShared = scene.isShared && kind == .readOnly
      state.set(.shared(page), isShared ? 1 : 0)
    }
    return state
  }
}

/// A storage that begins with all variables at 0.
public protocol Initializable {
  init()
}

extension PackedState: Initializable {}
extension WideState: Initializable {}
