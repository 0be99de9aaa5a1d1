// SPDX-License-Identifier: GPL-2.0-or-later

import AddressSpace
import Logic

// What a call answers.

/// Returns 0; -EINVAL for an empty range; -ENOMEM when the fault handler ran out of memory; -EPERM,
/// -EBUSY and -EFAULT as C2 to C4 say. Where success is a number of pages, it is that of the range.
///
/// A call that takes the mmap lock itself answers -EINTR too: only where a fatal signal is pending,
/// and always where one ended its wait for the lock, or was pending when a fault had dropped it.
public enum C1: Clause {
  public static var id: String { "C1" }
  public static var statement: String {
    "returns 0, -EINVAL for an empty range, -ENOMEM when the fault handler ran out of memory, or"
      + " -EPERM, -EBUSY, -EFAULT"
  }
  public static var source: String { "kernel-doc of hmm_range_fault" }

  @inlinable
  public static func violated<D: Domain>(by run: Run<D>) -> D.Bit {
    let busy = run.answered(run.convention.busy)
    let invalid =
      run.count == 0
      ? .!run.answered(.EINVAL) .& .!busy .& .!run.wasInterrupted : run.answered(.EINVAL)
    let memory = run.answered(.ENOMEM) .^ run.ghost.outOfMemory
    let known =
      run.answered(.success) .| run.answered(.EINVAL) .| run.answered(.ENOMEM)
      .| run.answered(.EPERM) .| run.answered(.EFAULT) .| busy .| run.reportedLockDropped
      .| run.wasInterrupted
    let goesOn = run.ghost.interrupted .& .!run.answered(.EINTR)
    let pages = D.Word(constant: UInt64(run.count))
    let miscounted =
      D.Bit(constant: run.convention.returnsCount) .& run.succeeded .& (run.resultPages .!= pages)
    return run.returned .& .!run.isExcused
      .& (invalid .| memory .| .!known .| miscounted .| goesOn)
  }

  @inlinable
  public static func exercised<D: Domain>(by run: Run<D>) -> D.Bit {
    run.returned .& .!run.isExcused
  }
}

/// "Start over" (-EBUSY; -EAGAIN before 5.2) is answered only where the range was invalidated since
/// the sequence was read. The call's own faults may have caused that.
///
/// From a call that takes the mmap lock itself it is answered only where the caller's limit is spent,
/// after it has tried at least once, and no walk begins anew once it is.
public enum C2: Clause {
  public static var id: String { "C2" }
  public static var statement: String {
    "-EBUSY only where the range was invalidated since notifier_seq was read; of a call that retries"
      + " by itself, exactly where its limit is spent"
  }
  public static var source: String { "kernel-doc of hmm_range_fault" }

  @inlinable
  public static func violated<D: Domain>(by run: Run<D>) -> D.Bit {
    let busy = run.answered(run.convention.busy)
    if run.takesLock {
      return .!run.isExcused .& ((busy .& .!run.limitIsSpent) .| run.ghost.overdue)
    }
    return busy .& .!run.invalidated .& .!run.reportedLockDropped .& .!run.isExcused
  }

  @inlinable
  public static func exercised<D: Domain>(by run: Run<D>) -> D.Bit {
    let isLimited = D.Bit(constant: run.takesLock && run.unlocked.timeout != 0)
    return .!run.isExcused
      .& (run.answered(run.convention.busy) .| (isLimited .& (run.ghost.walks .> 1)))
  }
}

/// -EFAULT is answered only where a page that was requested valid could not be made valid: access
/// to it is impossible (C11), or the fault handler failed for that very page.
public enum C3: Clause {
  public static var id: String { "C3" }
  public static var statement: String {
    "-EFAULT only where a page that was requested valid could not be made valid"
  }
  public static var source: String { "kernel-doc of hmm_range_fault" }

  @inlinable
  public static func violated<D: Domain>(by run: Run<D>) -> D.Bit {
    let answered = run.answered(.EFAULT)
    if answered.constant == false { return answered }
    return answered .& .!run.anyPage { run.couldNotBeMadeValid($0) }
  }

  @inlinable
  public static func exercised<D: Domain>(by run: Run<D>) -> D.Bit { run.answered(.EFAULT) }
}

/// -EPERM is answered only where write access was requested and the VMA does not allow it.
public enum C4: Clause {
  public static var id: String { "C4" }
  public static var statement: String {
    "-EPERM only where write access was requested and the VMA does not allow it"
  }
  public static var source: String { "kernel-doc of hmm_range_fault" }

  @inlinable
  public static func violated<D: Domain>(by run: Run<D>) -> D.Bit {
    let answered = run.answered(.EPERM)
    if answered.constant == false { return answered }
    return answered .& .!run.anyPage { run.mayNotBeWritten($0) }
  }

  @inlinable
  public static func exercised<D: Domain>(by run: Run<D>) -> D.Bit { run.answered(.EPERM) }
}

extension World {
  /// The page was requested valid, and could not be made so. One of a reaped mm that is not there
  /// counts whether or not it was faulted: the fault would fail.
  @inlinable @inline(__always)
  func couldNotBeMadeValid(_ page: Int) -> D.Bit {
    wantsFault(page)
      .& (effects(page, PageEffect.failed) .| isLostToReaper(page, pages[page].view)
        .| anyMoment(page) { isImpossible(page, $0) })
  }

  /// The page was requested writable, and its VMA does not allow that.
  @inlinable @inline(__always)
  func mayNotBeWritten(_ page: Int) -> D.Bit {
    wantsWrite(page) .& D.Bit(constant: !isGap(page)) .& .!vmaAllows(page, .write)
  }
}
