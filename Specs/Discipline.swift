// SPDX-License-Identifier: GPL-2.0-or-later

import AddressSpace
import Logic

// What every caller and every other thread relies on.

/// The mmap lock is held through the call and on return, unless the call documents by its answer
/// that it dropped it. One that takes the lock itself does not hold it on return.
public enum C19: Clause {
  public static var id: String { "C19" }
  public static var statement: String {
    "the mmap lock is held on return, unless the answer documents that it was dropped"
  }
  public static var source: String { "kernel-doc of hmm_range_fault" }

  @inlinable
  public static func violated<D: Domain>(by run: Run<D>) -> D.Bit {
    // Told and done must be the same.
    let isWrong =
      run.takesLock ? run.ghost.mmapLock : .!(run.ghost.mmapLock .^ run.reportedLockDropped)
    return ((run.returned .& isWrong) .| run.ghost.unlockedAccess) .& .!run.isExcused
  }

  @inlinable
  public static func exercised<D: Domain>(by run: Run<D>) -> D.Bit {
    run.returned .& .!run.isExcused
  }
}

/// Nothing that forbids sleeping is held while faulting or waiting, every pte_offset_map has its
/// pte_unmap on every path, and locks are left as they were found.
public enum C26: Clause {
  public static var id: String { "C26" }
  public static var statement: String {
    "no page-table lock, hugetlb lock or pte mapping is held while faulting or waiting, or left behind"
  }
  public static var source: String { "logs of dfdc22078f3f, 05fc1df95eb1 and dd361e5033cf" }

  @inlinable
  public static func violated<D: Domain>(by run: Run<D>) -> D.Bit {
    let ghost = run.ghost
    let left = (ghost.maps .!= 0) .| ghost.pageTableLock .| ghost.hugetlbLock
    return ghost.sleptWithLock .| ghost.unbalanced .| (run.returned .& left)
  }

  @inlinable
  public static func exercised<D: Domain>(by run: Run<D>) -> D.Bit { run.ghost.walks .!= 0 }
}

/// Nothing is read before it is written: no uninitialised variable, no entry decoded before its kind
/// is known, no pointer followed that leads nowhere.
public enum C27: Clause {
  public static var id: String { "C27" }
  public static var statement: String {
    "nothing is read before it is written, and nothing is taken for what it is not"
  }
  public static var source: String { "log of 8d63e4cd62b2" }

  @inlinable
  public static func violated<D: Domain>(by run: Run<D>) -> D.Bit {
    run.ghost.uninitialised .| run.ghost.isLost
  }

  @inlinable
  public static func exercised<D: Domain>(by run: Run<D>) -> D.Bit {
    // A call can go astray before it walks.
    (run.ghost.walks .!= 0) .| violated(by: run)
  }
}
