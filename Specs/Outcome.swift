// SPDX-License-Identifier: GPL-2.0-or-later

import AddressSpace
import Logic

// What a call answers.

/// Returns 0; -EINVAL for an empty range; -ENOMEM when the fault handler ran out of memory; -EPERM,
/// -EBUSY and -EFAULT as C2 to C4 say. Where success is a number of pages, it is that of the range.
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
      run.count == 0 ? .!run.answered(.EINVAL) .& .!busy : run.answered(.EINVAL)
    let memory = run.answered(.ENOMEM) .^ run.ghost.outOfMemory
    let known =
      run.answered(.success) .| run.answered(.EINVAL) .| run.answered(.ENOMEM)
      .| run.answered(.EPERM) .| run.answered(.EFAULT) .| busy .| run.reportedLockDropped
    let pages = D.Word(constant: UInt64(run.count))
    let miscounted =
      D.Bit(constant: run.convention.returnsCount) .& run.succeeded .& (run.resultPages .!= pages)
    return run.returned .& (invalid .| memory .| .!known .| miscounted)
  }

  @inlinable
  public static func exercised<D: Domain>(by run: Run<D>) -> D.Bit { run.returned }
}

/// "Start over" (-EBUSY; -EAGAIN before 5.2) is answered only where the range was invalidated since
/// the sequence was read. The call's own faults may have caused that.
public enum C2: Clause {
  public static var id: String { "C2" }
  public static var statement: String {
    "-EBUSY only where the range was invalidated since notifier_seq was read"
  }
  public static var source: String { "kernel-doc of hmm_range_fault" }

  @inlinable
  public static func violated<D: Domain>(by run: Run<D>) -> D.Bit {
    run.answered(run.convention.busy) .& .!run.invalidated .& .!run.reportedLockDropped
  }

  @inlinable
  public static func exercised<D: Domain>(by run: Run<D>) -> D.Bit {
    run.answered(run.convention.busy)
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
  /// The page was requested valid, and could not be made so.
  @inlinable @inline(__always)
  func couldNotBeMadeValid(_ page: Int) -> D.Bit {
    wantsFault(page)
      .& (effects(page, PageEffect.failed) .| anyMoment(page) { isImpossible(page, $0) })
  }

  /// The page was requested writable, and its VMA does not allow that.
  @inlinable @inline(__always)
  func mayNotBeWritten(_ page: Int) -> D.Bit {
    wantsWrite(page) .& D.Bit(constant: !isGap(page)) .& .!vmaAllows(page, .write)
  }
}
