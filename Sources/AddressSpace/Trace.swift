// SPDX-License-Identifier: GPL-2.0-or-later

/// The course of one call, step by step, for people to read. Only kept when asked for, and only in
/// the concrete domain.
public final class Trace {
  public enum Step: Equatable, Sendable {
    /// A call begins: number of the pass, from 1.
    case call(pass: Int)
    /// A walk begins at a page.
    case walk(from: Int)
    /// An entry was loaded: `number` counts the loads of the call from 1.
    case load(number: Int, target: Event.Target, index: Int, kind: Kind)
    /// Another thread acted: what became of an entry.
    case event(target: Event.Target, index: Int, from: Kind, to: Kind)
    /// The range was announced as invalidated.
    case notified
    /// handle_mm_fault was called on a page; what the entry was, what came of it, and what it is.
    case fault(page: Int, write: Bool, from: Kind, result: FaultResult, to: Kind)
    /// The walk waited for a migration to end.
    case wait(page: Int, to: Kind)
    /// The text tried to take the mmap lock, and waited so many jiffies for it.
    case lock(LockOutcome, waited: Int)
    /// The text gave the mmap lock back.
    case unlock
    /// Another thread changed VMAs, while the mmap lock was not held; pages of the range.
    case change(VMAChange)
    /// A word was stored.
    case store(page: Int, word: UInt64)
    /// The call ended.
    case result(code: Errno, pages: Int)
  }

  public private(set) var steps: [Step] = []
  /// Steps beyond this many are counted, not kept.
  public let limit: Int
  public private(set) var dropped = 0

  public init(limit: Int = 4000) { self.limit = limit }

  public func append(_ step: Step) {
    if steps.count < limit { steps.append(step) } else { dropped += 1 }
  }
}

/// What handle_mm_fault answers.
public enum FaultResult: UInt8, CaseIterable, Sendable {
  /// Done, or nothing to do.
  case resolved
  /// VM_FAULT_RETRY: the mmap lock was dropped.
  case retry
  /// VM_FAULT_COMPLETED: done, and the mmap lock was dropped.
  case completed
  case outOfMemory, busError, segmentationFault, poison

  /// The name as that of ``FaultOutcome``: `out-of-memory`.
  public var name: String { hyphenated(self) }
}

/// What came of an attempt to take the mmap lock.
public enum LockOutcome: UInt8, CaseIterable, Sendable {
  case taken
  /// A fatal signal ended the wait: -EINTR.
  case interrupted
  /// Somebody else had it, and the text did not wait.
  case refused
}
