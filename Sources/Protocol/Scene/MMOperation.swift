// SPDX-License-Identifier: GPL-2.0-or-later

/// What the mm side does to pages, with its notification.
public enum MMOperation: UInt8, CaseIterable, Sendable {
  case munmap, mprotect, zap
  case migrateToDevice, migrateFromDevice
  case fork, split, collapse, reclaim, exit
  /// The two that a fault of the driver's own causes: they are no choice of the mm side.
  case breakCOW, bringBack

  /// The mmap lock that the kernel's path takes.
  enum Lock { case none, read, write }

  var lock: Lock {
    switch self {
    case .munmap, .mprotect, .fork, .collapse: .write
    case .zap, .migrateToDevice, .migrateFromDevice, .split: .read
    case .reclaim, .exit, .breakCOW, .bringBack: .none
    }
  }

  /// It is about the whole range at once.
  var isOfRange: Bool {
    switch self {
    case .fork, .split, .collapse, .exit: true
    default: false
    }
  }

  public var name: String {
    switch self {
    case .munmap: "munmap"
    case .mprotect: "mprotect"
    case .zap: "zap"
    case .migrateToDevice: "migrate-to-device"
    case .migrateFromDevice: "migrate-from-device"
    case .fork: "fork"
    case .split: "split"
    case .collapse: "collapse"
    case .reclaim: "reclaim"
    case .exit: "exit"
    case .breakCOW: "break-cow"
    case .bringBack: "bring-back"
    }
  }

  public init?(name: String) {
    guard let found = MMOperation.choices.first(where: { $0.name == name }) else { return nil }
    self = found
  }

  /// What a thread of the mm side can choose.
  public static let choices: [MMOperation] = allCases.filter { $0 != .breakCOW && $0 != .bringBack }
  /// What is explored unless more is asked for.
  public static let usual: [MMOperation] = [.munmap, .mprotect, .zap]
}

/// Targets of an operation that are no page of the range.
enum Place {
  /// The page just below the range.
  static let below: UInt64 = 6
  /// All pages of the range.
  static let range: UInt64 = 7
}
