// SPDX-License-Identifier: GPL-2.0-or-later

import AddressSpace
import Checking

extension Recording {
  /// What `mayDropLock` means to the target: which function is called, or what it may do.
  var callText: String {
    target.kernel?.interface.unlockedName.map { "\($0)()" } ?? "may drop the lock"
  }
}

extension UnlockedCall {
  /// What surrounds the call, as far as it is not the ordinary: `timeout 5`, `signal from moment 2`.
  ///
  /// - Parameter first: the page at which the range begins, as changes of VMAs count.
  func parts(_ first: Int) -> [String] {
    var parts: [String] = []
    func add(_ isOrdinary: Bool, _ text: @autoclosure () -> String) {
      if !isOrdinary { parts.append(text()) }
    }
    func times(_ numbers: [Int]) -> String { numbers.map { "\($0)" }.joined(separator: " ") }
    let isLarge = timeout > UInt64(Int64.max)
    add(
      timeout == 0,
      "timeout \(isLarge ? "\(hexadecimal(timeout)) jiffies" : counted(timeout, "jiffy", "jiffies"))"
    )
    add(jiffies == 0, "jiffies begin at \(hexadecimal(jiffies))")
    add(lockTimes.isEmpty, "jiffies for the mmap lock: \(times(lockTimes))")
    add(faultTimes.isEmpty, "jiffies of faults: \(times(faultTimes))")
    add(signal == nil, "a fatal signal from moment \(signal ?? 0) on")
    add(reaped == nil, "the mm reaped from moment \(reaped ?? 0) on")
    parts += changes.map { "moment \($0.at): \($0.deed(first))" }
    return parts
  }
}
