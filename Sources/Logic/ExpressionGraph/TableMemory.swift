// SPDX-License-Identifier: GPL-2.0-or-later

import Glibc

/// Memory for large tables that are looked at all over.
///
/// The kernel is asked for huge pages where a table fills one: handing out small pages one fault at
/// a time, and finding them again, takes as long as all else that a large graph costs.
enum TableMemory {
  private static let hugePage = 1 << 21

  /// Room for `count` values, 1 or more, which are not initialized. Given back by ``free(_:)``.
  static func allocate<Value: BitwiseCopyable>(_ count: Int) -> UnsafeMutablePointer<Value> {
    let bytes = count * MemoryLayout<Value>.stride
    let isHuge = bytes >= hugePage
    var memory: UnsafeMutableRawPointer?
    let alignment = isHuge ? hugePage : max(MemoryLayout<Value>.alignment, 16)
    guard posix_memalign(&memory, alignment, bytes) == 0, let memory else {
      fatalError("out of memory: \(bytes) bytes for an expression graph")
    }
    // A kernel that has none to give is as good as one that was not asked.
    if isHuge { madvise(memory, bytes, MADV_HUGEPAGE) }
    return memory.bindMemory(to: Value.self, capacity: count)
  }

  static func free<Value: BitwiseCopyable>(_ table: UnsafeMutablePointer<Value>) {
    Glibc.free(table)
  }
}
