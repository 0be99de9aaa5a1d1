// SPDX-License-Identifier: GPL-2.0-or-later

import AddressSpace
import Logic

// What becomes of the requests.

/// A page whose own request needs no fault is reported as it is: no fault call is made for it,
/// unless it lies in one huge mapping with a page that was requested.
public enum C5: PageClause {
  public static var id: String { "C5" }
  public static var statement: String {
    "no fault call is made for a page that was not requested, unless one huge mapping holds it and"
      + " one that was"
  }
  public static var source: String { "include/linux/hmm.h, \"On input: 0\"" }

  @inlinable
  public static func speaks<D: Domain>(of run: Run<D>) -> D.Bit { run.ghost.faults .!= 0 }

  @inlinable
  public static func violated<D: Domain>(by run: Run<D>, at page: Int) -> D.Bit {
    run.wasFaultedUnasked(page)
  }

  @inlinable
  public static func exercised<D: Domain>(by run: Run<D>) -> D.Bit {
    (run.ghost.faults .!= 0) .& run.anyPage { .!run.wantsFault($0) }
  }
}

/// On success, a page that was requested is valid.
public enum C6: PageClause {
  public static var id: String { "C6" }
  public static var statement: String { "on 0, REQ_FAULT gives VALID" }
  public static var source: String { "include/linux/hmm.h, HMM_PFN_REQ_FAULT" }

  @inlinable
  public static func violated<D: Domain>(by run: Run<D>, at page: Int) -> D.Bit {
    run.wantsFault(page) .& .!run.isValid(page)
  }

  @inlinable
  public static func exercised<D: Domain>(by run: Run<D>) -> D.Bit {
    run.succeeded .& run.anyPage { run.wantsFault($0) }
  }
}

/// On success, a page that was requested writable is valid and writable. REQ_WRITE alone asks for
/// nothing.
public enum C7: PageClause {
  public static var id: String { "C7" }
  public static var statement: String {
    "on 0, REQ_FAULT and REQ_WRITE give VALID and WRITE; REQ_WRITE alone asks for nothing"
  }
  public static var source: String { "include/linux/hmm.h, HMM_PFN_REQ_WRITE" }

  @inlinable
  public static func violated<D: Domain>(by run: Run<D>, at page: Int) -> D.Bit {
    run.wantsWrite(page) .& .!(run.isValid(page) .& run.isWritable(page))
  }

  @inlinable
  public static func exercised<D: Domain>(by run: Run<D>) -> D.Bit {
    run.succeeded .& run.anyPage { run.wantsWrite($0) }
  }
}

/// default_flags counts for every page, and pfn_flags_mask selects which bits of its word count:
/// bits that the mask hides do nothing, and what the defaults ask is done.
public enum C13: Clause {
  public static var id: String { "C13" }
  public static var statement: String {
    "default_flags counts for every page, pfn_flags_mask selects which bits of its word count"
  }
  public static var source: String { "Documentation/mm/hmm.rst" }

  @inlinable
  public static func violated<D: Domain>(by run: Run<D>) -> D.Bit {
    let differs = exercised(by: run)
    if differs.constant == false { return differs }
    let nobodyWrites = run.nobodyAsksToWrite
    let nobodyFaults = run.isSnapshotRequest
    return run.anyPage { page in
      run.obeyedHiddenBits(page, nobodyFaults: nobodyFaults, nobodyWrites: nobodyWrites)
        .| (run.succeeded .& run.ignoredDefaults(page))
    }
  }

  @inlinable
  public static func exercised<D: Domain>(by run: Run<D>) -> D.Bit {
    run.anyPage { page in
      (run.saysFault(page) .^ run.wantsFault(page)) .| (run.saysWrite(page) .^ run.wantsWrite(page))
    }
  }
}

/// A snapshot, in which no page is requested, never faults, waits for no entry, and never fails
/// because of a page's state.
public enum C14: Clause {
  public static var id: String { "C14" }
  public static var statement: String {
    "a snapshot never faults, never waits, and never fails because of a page's state"
  }
  public static var source: String {
    "logs of 76612d6ce4cc, 405506274922 and 6bfef2f91945"
  }

  @inlinable
  public static func violated<D: Domain>(by run: Run<D>) -> D.Bit {
    let busy = (run.ghost.faults .!= 0) .| (run.ghost.waits .!= 0)
    return run.isSnapshotRequest .& (busy .| run.failed)
  }

  @inlinable
  public static func exercised<D: Domain>(by run: Run<D>) -> D.Bit {
    D.Bit(constant: run.count != 0) .& run.isSnapshotRequest
  }
}

/// A page that asks for a read is not write-faulted, and none is faulted that has what it asks for.
public enum C24: PageClause {
  public static var id: String { "C24" }
  public static var statement: String {
    "a page that asks for REQ_FAULT alone is not write-faulted, and none is faulted that already has"
      + " what it asks for"
  }
  public static var source: String { "comments in hmm_pte_need_fault" }
  public static var weight: Weight { .economy }

  @inlinable
  public static func speaks<D: Domain>(of run: Run<D>) -> D.Bit { run.ghost.faults .!= 0 }

  @inlinable
  public static func violated<D: Domain>(by run: Run<D>, at page: Int) -> D.Bit {
    run.wasWrittenUnasked(page) .| run.wasFaultedInVain(page)
  }

  @inlinable
  public static func exercised<D: Domain>(by run: Run<D>) -> D.Bit {
    (run.ghost.faults .!= 0) .& run.anyPage { run.wantsFault($0) }
  }
}

extension World {
  /// The page's word as the caller wrote it says F.
  @inlinable @inline(__always)
  func saysFault(_ page: Int) -> D.Bit {
    pages[page].input.has(D.Word(constant: encoding.valid))
  }

  /// The page's word as the caller wrote it says F and W.
  @inlinable @inline(__always)
  func saysWrite(_ page: Int) -> D.Bit {
    saysFault(page) .& pages[page].input.has(D.Word(constant: encoding.write))
  }

  /// No page asks to be written.
  @inlinable
  public var nobodyAsksToWrite: D.Bit { .!anyPage { wantsWrite($0) } }

  /// Bits of the word that the mask hides were obeyed, though no page asks for the like (C13). What
  /// pages ask is the same for each, and handed in.
  @inlinable @inline(__always)
  public func obeyedHiddenBits(
    _ page: Int, nobodyFaults: D.Bit, nobodyWrites: D.Bit
  ) -> D.Bit {
    let hiddenFault = saysFault(page) .& .!wantsFault(page)
    let hiddenWrite = saysWrite(page) .& .!wantsWrite(page)
    return (nobodyFaults .& hiddenFault .& effects(page, PageEffect.faulted))
      .| (nobodyWrites .& hiddenWrite .& effects(page, PageEffect.write))
  }

  /// The word says that the page is not valid, and no fault was made on it, though the defaults ask
  /// for one (C13).
  @inlinable @inline(__always)
  public func ignoredDefaults(_ page: Int) -> D.Bit {
    wantsFault(page) .& .!saysFault(page) .& .!isValid(page)
      .& .!effects(page, PageEffect.faulted)
  }

  /// What `other` asks, the mapping that holds it and `page` did not give when `page` was faulted.
  @inlinable @inline(__always)
  func lacks(_ page: Int, _ other: Int) -> D.Bit {
    (wantsFault(other) .& .!effects(page, PageEffect.wasReadable))
      .| (wantsWrite(other) .& .!effects(page, PageEffect.wasWritable))
  }

  /// A fault was made on a page that did not ask, for no page that shares its mapping (C5).
  @inlinable @inline(__always)
  func wasFaultedUnasked(_ page: Int) -> D.Bit {
    let faulted = effects(page, PageEffect.faulted) .& .!wantsFault(page)
    if faulted.constant == false { return faulted }
    return faulted .& .!sharesFault(page) { lacks(page, $0) }
  }

  /// A write fault was made on a page that asks for a read (C24).
  @inlinable @inline(__always)
  func wasWrittenUnasked(_ page: Int) -> D.Bit {
    let wrote = effects(page, PageEffect.write) .& wantsFault(page) .& .!wantsWrite(page)
    if wrote.constant == false { return wrote }
    return wrote .& .!sharesFault(page) { wantsWrite($0) }
  }

  /// A fault was made on a page that asks, and had what it asks for (C24).
  @inlinable @inline(__always)
  func wasFaultedInVain(_ page: Int) -> D.Bit {
    // Device memory may have been asked back, which only kernels before 5.7 could be.
    let back = request(page).has(D.Word(constant: encoding.devicePrivate))
    let had =
      effects(page, PageEffect.wasWritable)
      .| (effects(page, PageEffect.wasReadable) .& .!wantsWrite(page))
    let needless = wantsFault(page) .& .!back .& had
    if needless.constant == false { return needless }
    return needless .& .!sharesFault(page) { wantsWrite($0) }
  }

  /// Every fault call on the page was made while one huge mapping held it and a page that asks.
  @inlinable @inline(__always)
  func sharesFault(_ page: Int, _ asks: (Int) -> D.Bit) -> D.Bit {
    func among(_ pages: Range<Int>) -> D.Bit {
      var any: D.Bit = false
      for page in pages.clamped(to: 0..<count) { any = any .| asks(page) }
      return any
    }
    let small = effects(page, PageEffect.small)
    let inPMD = effects(page, PageEffect.huge)
    let inPUD = effects(page, PageEffect.pud)
    let pmd = among(layout.pages(ofPMD: layout.pmd(of: page)))
    let pud = among(layout.pages(ofPUD: layout.pud(of: page)))
    return .!small .& (.!inPMD .| pmd) .& (.!inPUD .| pud)
  }
}
