// SPDX-License-Identifier: GPL-2.0-or-later

import AddressSpace

extension Shrinker {
  /// What surrounds a call that takes the mmap lock itself: nothing of it, then less, then plainer.
  mutating func shrinkUnlocked() {
    if scenario.unlocked == UnlockedCall() { return }
    consider { $0.unlocked = UnlockedCall() }
    consider { $0.unlocked.changes.removeAll() }
    consider { $0.unlocked.lockTimes.removeAll() }
    consider { $0.unlocked.faultTimes.removeAll() }
    consider { $0.unlocked.signal = nil }
    consider { $0.unlocked.reaped = nil }
    shrinkNumber(\.timeout)
    shrinkNumber(\.jiffies)
    for list in [\UnlockedCall.lockTimes, \.faultTimes] { shrinkTimes(list) }
    for field in [\UnlockedCall.signal, \.reaped] {
      for moment in candidates(below: scenario.unlocked[keyPath: field] ?? 0) where moment > 0 {
        if consider({ $0.unlocked[keyPath: field] = moment }) { break }
      }
    }
    shrinkChanges()
  }

  private mutating func shrinkNumber(_ field: WritableKeyPath<UnlockedCall, UInt64>) {
    let number = scenario.unlocked[keyPath: field]
    var smaller: [UInt64] = [0, 1, 2, 3, number / 2]
    if number > 0 { smaller.append(number - 1) }
    // One bit is plainer than many.
    if number.nonzeroBitCount > 1 { smaller.append(1 << UInt64(63 - number.leadingZeroBitCount)) }
    for value in smaller where value != number {
      if consider({ $0.unlocked[keyPath: field] = value }) { return }
    }
  }

  private mutating func shrinkTimes(_ list: WritableKeyPath<UnlockedCall, [Int]>) {
    for index in scenario.unlocked[keyPath: list].indices.reversed() {
      consider { candidate in
        if index < candidate.unlocked[keyPath: list].count {
          candidate.unlocked[keyPath: list].remove(at: index)
        }
      }
    }
    for index in scenario.unlocked[keyPath: list].indices {
      for time in candidates(below: scenario.unlocked[keyPath: list][index]) {
        if consider({ $0.unlocked[keyPath: list][index] = time }) { break }
      }
    }
  }

  private mutating func shrinkChanges() {
    for index in scenario.unlocked.changes.indices.reversed() {
      consider { candidate in
        if index < candidate.unlocked.changes.count {
          candidate.unlocked.changes.remove(at: index)
        }
      }
    }
    for index in scenario.unlocked.changes.indices {
      for moment in candidates(below: scenario.unlocked.changes[index].at) where moment > 0 {
        if consider({ $0.unlocked.changes[index].at = moment }) { break }
      }
      consider { candidate in
        candidate.unlocked.changes[index].kind = .unmap
        candidate.unlocked.changes[index].flags = []
      }
      if scenario.unlocked.changes[index].kind != .unmap {
        consider { $0.unlocked.changes[index].kind = .protect }
        consider { $0.unlocked.changes[index].flags = [.read, .write] }
        consider { $0.unlocked.changes[index].flags = .read }
      }
      for field in [\VMAChange.start, \.end] {
        for page in candidates(below: scenario.unlocked.changes[index][keyPath: field]) {
          if consider({ $0.unlocked.changes[index][keyPath: field] = page }) { break }
        }
      }
    }
  }
}

extension VMAChange {
  /// The change at another place; nil where nothing of it is left.
  func moved(by shift: Int) -> VMAChange? {
    var moved = self
    moved.start = max(start + shift, 0)
    moved.end = end + shift
    return moved.start < moved.end ? moved : nil
  }
}
