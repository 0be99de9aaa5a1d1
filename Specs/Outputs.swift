// SPDX-License-Identifier: GPL-2.0-or-later

import AddressSpace
import Logic

// What the words say on success.

/// A word with neither VALID nor ERROR says that the page is faultable: a later call that requests
/// it could succeed, as far as entry and VMA tell.
public enum C8: PageClause {
  public static var id: String { "C8" }
  public static var statement: String {
    "a word with neither VALID nor ERROR: the page is faultable, a later call could succeed"
  }
  public static var source: String { "include/linux/hmm.h, \"On output: 0\"" }

  @inlinable
  public static func violated<D: Domain>(by run: Run<D>, at page: Int) -> D.Bit {
    let silent = .!run.isValid(page) .& .!run.isError(page)
    if silent.constant == false { return false }
    return silent .& .!run.anyMoment(page) { .!run.isImpossible(page, $0) }
  }

  @inlinable
  public static func exercised<D: Domain>(by run: Run<D>) -> D.Bit {
    run.succeeded .& run.anyPage { .!run.isValid($0) .& .!run.isError($0) }
  }
}

/// VALID comes with the frame that backs this very page, readable at least; it is a frame of device
/// memory only where the entry belongs to the caller's `dev_private_owner`.
public enum C9: PageClause {
  public static var id: String { "C9" }
  public static var statement: String {
    "VALID: the pfn is the frame that backs this page, readable, and device memory only of"
      + " dev_private_owner"
  }
  public static var source: String { "include/linux/hmm.h, HMM_PFN_VALID" }

  @inlinable
  public static func violated<D: Domain>(by run: Run<D>, at page: Int) -> D.Bit {
    run.isValid(page) .& .!run.hasRightFrame(page)
  }

  @inlinable
  public static func exercised<D: Domain>(by run: Run<D>) -> D.Bit {
    run.succeeded .& run.anyPage { run.isValid($0) }
  }
}

/// WRITE comes with VALID, and ERROR never does.
public enum C10: PageClause {
  public static var id: String { "C10" }
  public static var statement: String { "WRITE comes with VALID; ERROR never with VALID" }
  public static var source: String { "include/linux/hmm.h" }

  @inlinable
  public static func violated<D: Domain>(by run: Run<D>, at page: Int) -> D.Bit {
    (run.isWritable(page) .& .!run.isValid(page)) .| (run.isError(page) .& run.isValid(page))
  }

  @inlinable
  public static func exercised<D: Domain>(by run: Run<D>) -> D.Bit {
    run.succeeded .& run.anyPage { run.isWritable($0) .| run.isError($0) }
  }
}

/// ERROR says that access is impossible: poison, a guard, a special page other than the zero page,
/// a bad table, no VMA, or one that is unreadable, IO or PFNMAP. An entry that a read fault could
/// make valid is no error.
public enum C11: PageClause {
  public static var id: String { "C11" }
  public static var statement: String { "ERROR: access to the page is impossible" }
  public static var source: String { "include/linux/hmm.h, HMM_PFN_ERROR" }

  @inlinable
  public static func violated<D: Domain>(by run: Run<D>, at page: Int) -> D.Bit {
    let error = run.isError(page)
    if error.constant == false { return false }
    return error .& .!run.anyMoment(page) { run.isImpossible(page, $0) }
  }

  @inlinable
  public static func exercised<D: Domain>(by run: Run<D>) -> D.Bit {
    run.succeeded .& run.anyPage { run.isError($0) }
  }
}

/// VALID and WRITE tell what the CPU's page table allows at that moment, whatever was requested; for
/// device memory of the caller's own, what that entry grants. A NUMA-hinting entry allows nothing.
public enum C12: PageClause {
  public static var id: String { "C12" }
  public static var statement: String {
    "VALID and WRITE tell what the CPU page table allows, whatever was requested"
  }
  public static var source: String { "Documentation/mm/hmm.rst" }

  @inlinable
  public static func violated<D: Domain>(by run: Run<D>, at page: Int) -> D.Bit {
    .!run.isError(page) .& .!run.hasRightFlags(page)
  }

  @inlinable
  public static func exercised<D: Domain>(by run: Run<D>) -> D.Bit {
    run.succeeded .& run.anyPage { .!run.isError($0) }
  }
}

/// A map order n says that the page lies in a CPU mapping of 2^n pages, aligned to its size, and
/// that all pages of that mapping within the range have the same flags. The order is that of the
/// mapping: a huge one is not reported as small.
public enum C18: PageClause {
  public static var id: String { "C18" }
  public static var statement: String {
    "map order n: a CPU mapping of 2^n pages, aligned, with equal flags on all its pages in the range"
  }
  public static var source: String { "include/linux/hmm.h, hmm_pfn_to_map_order" }

  @inlinable
  public static func speaks<D: Domain>(of run: Run<D>) -> D.Bit {
    run.encoding.orderShift == nil ? false : run.succeeded
  }

  @inlinable
  public static func violated<D: Domain>(by run: Run<D>, at page: Int) -> D.Bit {
    let valid = run.isValid(page)
    if valid.constant == false { return false }
    let differs = (run.order(page) .!= 0) .& run.differsWithinMapping(page)
    return valid .& (.!run.hasRightOrder(page) .| differs)
  }

  @inlinable
  public static func exercised<D: Domain>(by run: Run<D>) -> D.Bit {
    if run.encoding.orderShift == nil { return false }
    return run.succeeded
      .& run.anyPage { page in
        run.isValid(page)
          .& ((run.order(page) .!= 0) .| run.anyMoment(page) { $0.order .!= 0 })
      }
  }
}

/// Sticky bits of the input (DMA_MAPPED, P2PDMA, P2PDMA_BUS) come out as they went in, whatever the
/// call answers.
public enum C21: PageClause {
  public static var id: String { "C21" }
  public static var statement: String { "sticky input bits come out as they went in" }
  public static var source: String { "include/linux/hmm.h, 6.16" }

  @inlinable
  public static func speaks<D: Domain>(of run: Run<D>) -> D.Bit {
    run.encoding.sticky == 0 ? false : run.returned
  }

  @inlinable
  public static func violated<D: Domain>(by run: Run<D>, at page: Int) -> D.Bit {
    (run.pages[page].word ^ run.pages[page].input).has(D.Word(constant: run.encoding.sticky))
  }

  @inlinable
  public static func exercised<D: Domain>(by run: Run<D>) -> D.Bit {
    if run.encoding.sticky == 0 { return false }
    return run.anyPage {
      (run.pages[$0].input | run.pages[$0].word).has(D.Word(constant: run.encoding.sticky))
    }
  }
}

/// No bit is set that the format does not define, and a word without VALID has neither a frame nor
/// an order; sticky bits aside.
public enum C22: PageClause {
  public static var id: String { "C22" }
  public static var statement: String {
    "no undefined bit is set; a word without VALID has no pfn and no order"
  }
  public static var source: String { "include/linux/hmm.h" }

  @inlinable
  public static func violated<D: Domain>(by run: Run<D>, at page: Int) -> D.Bit {
    run.hasStrayBits(page)
  }

  @inlinable
  public static func exercised<D: Domain>(by run: Run<D>) -> D.Bit { run.succeeded }
}

/// An output describes a state that the page had at one moment of the call, never a mixture of two:
/// frame, flags and order are each right for some moment, and then for one and the same.
public enum C25: PageClause {
  public static var id: String { "C25" }
  public static var statement: String {
    "an output describes a state that the page had at one moment, never a mixture of two"
  }
  public static var source: String { "comments in the page-table walk of mm/hmm.c" }

  @inlinable
  public static func violated<D: Domain>(by run: Run<D>, at page: Int) -> D.Bit {
    // With one moment only there is nothing to mix.
    let changed = run.hasChanged(page)
    if changed.constant == false { return false }
    let valid = run.isValid(page)
    let silent = .!valid .& .!run.isError(page)
    let partsOfValid =
      valid .& run.hasRightFrame(page) .& run.hasRightFlags(page) .& run.hasRightOrder(page)
    let partsOfSilent =
      silent .& run.hasRightFlags(page) .& run.anyMoment(page) { .!run.isImpossible(page, $0) }
    return changed .& (partsOfValid .| partsOfSilent)
      .& .!run.anyMoment(page) { run.describes(page, $0) }
  }

  @inlinable
  public static func exercised<D: Domain>(by run: Run<D>) -> D.Bit {
    run.succeeded .& run.anyPage { run.hasChanged($0) .& .!run.isError($0) }
  }
}
