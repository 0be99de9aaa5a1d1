// SPDX-License-Identifier: GPL-2.0-or-later

import Logic

/// What one call of handle_mm_fault does.
public enum FaultOutcome: UInt8, CaseIterable, Sendable {
  /// Resolves the fault as the entry and the VMA allow.
  case resolve
  /// The same, by one huge page where the VMA allows it.
  case resolveHuge
  /// The same, but a write to a read-only page keeps the frame and announces nothing.
  case reuse
  /// Reports success and changes nothing, as when another thread was first.
  case nothing
  /// Drops the mmap lock and asks to try again; only where the caller allowed it, otherwise as
  /// `resolve`.
  case retry
  case outOfMemory, busError, segmentationFault, poison
  /// Resolves as the entry and the VMA allow, and has dropped the mmap lock meanwhile
  /// (VM_FAULT_COMPLETED); only in a call that takes the lock itself, otherwise as `resolve`.
  case completed
  /// Drops the mmap lock although the call did not allow it, as no handler may: with VM_FAULT_RETRY
  /// and nothing done, or with VM_FAULT_COMPLETED.
  case retryUnasked, completedUnasked

  /// What plain seeds draw from and proofs know: the rest belongs to calls that take the mmap lock,
  /// and to handlers that are broken.
  public static let plain = Array(allCases.prefix { $0 != .completed })

  /// Whether no handler may do so.
  public var isUnasked: Bool { self == .retryUnasked || self == .completedUnasked }

  /// The name in files and reports: `bus-error`.
  public var name: String { hyphenated(self) }

  public init?(name: String) {
    guard let found = FaultOutcome.allCases.first(where: { $0.name == name }) else { return nil }
    self = found
  }
}

/// Something another thread does while the walk runs.
public struct Event: Equatable, Sendable {
  /// What it changes.
  public enum Target: UInt8, CaseIterable, Sendable {
    case pte, pmd, pud
    /// Nothing: the range is only announced as invalidated.
    case range
  }

  /// It happens just before load number `at` of a page-table entry, counted from 1 through all
  /// passes.
  public var at: Int
  public var target: Target
  /// The page (in the range), or the number of the PMD or PUD, counted from that of the range's
  /// first page.
  public var index: Int
  /// What the entry becomes. An event that cannot happen then (a PTE whose table is gone, say) does
  /// nothing.
  public var kind: Kind

  public init(at: Int, target: Target, index: Int, kind: Kind) {
    self.at = at
    self.target = target
    self.index = index
    self.kind = kind
  }
}

/// An event as values of a domain.
public struct ScriptedEvent<D: Domain> {
  public var at: D.Half
  public var target: D.Byte
  public var index: D.Word
  public var kind: D.Byte

  @inlinable
  public init(_ event: Event) {
    at = D.Half(constant: UInt64(event.at))
    target = D.Byte(constant: UInt64(event.target.rawValue))
    index = D.Word(constant: UInt64(event.index))
    kind = D.Byte(event.kind)
  }

  @inlinable
  public init(at: D.Half, target: D.Byte, index: D.Word, kind: D.Byte) {
    self.at = at
    self.target = target
    self.index = index
    self.kind = kind
  }
}
