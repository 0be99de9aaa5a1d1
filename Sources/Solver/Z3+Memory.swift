// SPDX-License-Identifier: GPL-2.0-or-later

import CZ3
import Synchronization

extension Z3 {
  /// Bounds the memory that Z3 allocates in this process, for all contexts together; 0 for no bound.
  ///
  /// A check that needs more throws ``SolverError``, or is ``Answer/unknown(reason:)`` where Z3
  /// notices it while it searches. Later checks may then fail too, however small, since Z3 keeps
  /// memory. Only for processes that may be lost: where Z3 4.8.12 meets the bound while it clears up
  /// after itself, it ends the process (`std::terminate`). ``Budget/megabytes`` never does, but is
  /// looked at only in the search. An empty context takes some 17 megabytes.
  public static func limitMemory(megabytes: UInt32) {
    MemoryLimit.megabytes.withLock {
      $0 = megabytes
      MemoryLimit.set(megabytes)
    }
  }

  /// The bytes that Z3 has allocated in this process now.
  public static var allocatedBytes: UInt64 { Z3_get_estimated_alloc_size() }
}

/// The bound on the memory of this process.
enum MemoryLimit {
  fileprivate static let megabytes = Mutex<UInt32>(0)

  /// Runs `body` without a bound: Z3 allocates memory where it frees some, and cannot bear to be
  /// refused it then.
  static func lifted(_ body: () -> Void) {
    megabytes.withLock {
      if $0 > 0 { set(0) }
      body()
      if $0 > 0 { set($0) }
    }
  }

  fileprivate static func set(_ megabytes: UInt32) {
    Z3_global_param_set("memory_max_size", "\(megabytes)")
  }
}
