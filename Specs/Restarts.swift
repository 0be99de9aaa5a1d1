// SPDX-License-Identifier: GPL-2.0-or-later

import AddressSpace
import Logic

// How the walk goes on.

/// Whenever a walk begins again, every entry that it will read still holds its request, in the bits
/// that count, and every entry below holds its output. Where a call reads a fresh sequence by itself,
/// what was stored before is no output: it begins again from the start of the range.
public enum C15: Clause {
  public static var id: String { "C15" }
  public static var statement: String {
    "when a walk begins again, entries from there on hold their requests, entries below their outputs"
  }
  public static var source: String { "comment in the loop of hmm_range_fault" }

  @inlinable
  public static func violated<D: Domain>(by run: Run<D>) -> D.Bit {
    run.ghost.lostRequest .| run.ghost.skippedEntry
  }

  @inlinable
  public static func exercised<D: Domain>(by run: Run<D>) -> D.Bit {
    let counts = run.pfnFlagsMask.has(D.Word(constant: run.encoding.valid | run.encoding.write))
    return (run.ghost.walks .> 1) .& (counts .| (run.ghost.cursor .!= 0))
  }
}

/// The walk that ends in an error sets no entry: neither that of the page that failed nor any after
/// it. What earlier walks stored, or was stored when none ran, is not its. Kernels before 5.7 cleared
/// them, and said so.
public enum C16: Clause {
  public static var id: String { "C16" }
  public static var statement: String {
    "the walk that ends in an error sets neither the entry that failed nor any after it"
  }
  public static var source: String { "logs of the 5.7 series" }

  @inlinable
  public static func violated<D: Domain>(by run: Run<D>) -> D.Bit {
    if run.convention.clearsOnError || run.failed.constant == false { return false }
    // With a sequence read and no walk since, no walk has ended in the error.
    let isOfWalk = .!run.ghost.isFresh
    // Any page that justifies the error may be the one that failed: only what was set at or after
    // the last of them tells that an entry was set too many.
    var failsLater: D.Bit = false
    var violated: D.Bit = false
    for page in (0..<run.count).reversed() {
      let set = run.wasSetByLastWalk(page)
      violated = violated .| (set .& .!failsLater)
      failsLater = failsLater .| run.justifiesError(page)
    }
    return run.failed .& failsLater .& violated .& isOfWalk
  }

  @inlinable
  public static func exercised<D: Domain>(by run: Run<D>) -> D.Bit {
    D.Bit(constant: !run.convention.clearsOnError) .& run.failed .& .!run.ghost.isFresh
  }
}

/// Between two restarts at the same page, the environment changed or a fault was resolved; and
/// against a fault handler that resolves what it is asked, the call ends.
public enum C23: Clause {
  public static var id: String { "C23" }
  public static var statement: String {
    "between two restarts at one page something happened, and the call ends"
  }
  public static var source: String { "log of c18ce674d548" }

  @inlinable
  public static func violated<D: Domain>(by run: Run<D>) -> D.Bit {
    run.ghost.stalled .| run.ghost.endless
  }

  @inlinable
  public static func exercised<D: Domain>(by run: Run<D>) -> D.Bit { run.ghost.walks .> 1 }
}

extension World {
  /// The last walk stored the page's word.
  @inlinable @inline(__always)
  func wasSetByLastWalk(_ page: Int) -> D.Bit {
    (pages[page].storedIn .!= 0) .& (pages[page].storedIn .== ghost.walks)
  }

  /// The call may have failed because of this page: the last walk came to it, what became of it fits
  /// the answer, and it was not reported as something better before.
  ///
  /// A page whose fault failed is why the call failed even where nobody asked for it, which breaks C3,
  /// and so is one for which memory ran out where the call says -EFAULT, which breaks C1.
  @inlinable @inline(__always)
  func justifiesError(_ page: Int) -> D.Bit {
    let faulted = effects(page, PageEffect.faulted)
    let noPage = couldNotBeMadeValid(page) .| effects(page, PageEffect.failed)
    let fits =
      (answered(.EFAULT) .& (noPage .| (faulted .& ghost.outOfMemory)))
      .| (answered(.EPERM) .& mayNotBeWritten(page))
      .| (answered(.ENOMEM) .& faulted)
    let isPassed = D.Word(constant: UInt64(page)) .< ghost.cursor
    if isPassed.constant == true { return false }
    if fits.constant == false { return fits }
    let reported =
      (pages[page].storedIn .!= 0) .& .!isError(page)
      .& anyMoment(page) { .!isImpossible(page, $0) .& flagsMatch(page, $0) }
    return fits .& .!isPassed .& .!reported
  }
}
