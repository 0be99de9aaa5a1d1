// SPDX-License-Identifier: GPL-2.0-or-later

/// Counts what a machine runs: a number for each block of the program, and for each outcome of its
/// branches.
///
/// A block is counted when its end is reached. Where a run errs in the middle of one, the place is
/// noted apart.
public final class ExecutionCounts {
  let slots: UnsafeMutablePointer<UInt64>
  private let size: Int
  private var interrupted: [Int: UInt64] = [:]

  public init(_ program: Program) {
    size = program.slots
    slots = .allocate(capacity: max(size, 1))
    slots.initialize(repeating: 0, count: max(size, 1))
  }

  deinit { slots.deallocate() }

  /// A run has ended with the instruction of that number.
  @inline(never)
  func interrupt(_ site: Int) { interrupted[site, default: 0] += 1 }

  /// Notes what has run since ``take()``; whether something of it was not noted before.
  ///
  /// - Parameter noted: a flag for each place; empty at first.
  public func note(into noted: inout [Bool]) -> Bool {
    if noted.count < size { noted = Array(repeating: false, count: size) }
    var isNew = false
    for slot in 0..<size where slots[slot] != 0 && !noted[slot] {
      noted[slot] = true
      isNew = true
    }
    return isNew
  }

  /// What was counted so far; from here on it is counted from zero again.
  public func take() -> BlockCounts {
    let counts = BlockCounts(
      slots: Array(UnsafeBufferPointer(start: slots, count: size)), interrupted: interrupted)
    slots.update(repeating: 0, count: size)
    interrupted = [:]
    return counts
  }
}

/// How often the blocks of one program ran.
public struct BlockCounts: Equatable, Sendable {
  var slots: [UInt64] = []
  /// By the number of the last instruction that ran.
  var interrupted: [Int: UInt64] = [:]

  public init() {}

  init(slots: [UInt64], interrupted: [Int: UInt64]) {
    self.slots = slots
    self.interrupted = interrupted
  }

  /// Adds what another machine of the same program ran.
  public mutating func merge(_ other: BlockCounts) {
    if slots.isEmpty {
      self = other
      return
    }
    for slot in other.slots.indices { slots[slot] &+= other.slots[slot] }
    for (site, runs) in other.interrupted { interrupted[site, default: 0] += runs }
  }
}
