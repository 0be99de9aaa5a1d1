// SPDX-License-Identifier: GPL-2.0-or-later

extension Fix {
  /// What is known of a fix.
  public struct Record: Sendable {
    /// Kebab-case, as on the command line: `range-need-is-union`.
    public var id: String
    /// The commit, abbreviated as its sources give it; empty where it is not known.
    public var commit: String
    /// The first release with it; empty for a proposed one.
    public var version: String
    /// What was wrong without it, in a line.
    public var defect: String
    /// The clauses that its defect breaks in its smallest case, `Counterexamples/<id>.json`; larger
    /// cases can break more.
    public var clauses: [String]

    init(_ id: String, _ commit: String, _ version: String, _ defect: String, _ clauses: String...)
    {
      self.id = id
      self.commit = commit
      self.version = version
      self.defect = defect
      self.clauses = clauses
    }
  }

  /// No kernel has it: the contract asks for it.
  public var isProposed: Bool { record.version.isEmpty }

  public var id: String { record.id }

  /// The fix of an id, as in `range-need-is-union`.
  public init?(id: String) {
    guard let found = Fix.allCases.first(where: { $0.id == id }) else { return nil }
    self = found
  }

  public var record: Record {
    switch self {
    case .swapEntryDecodedFirst:
      Record(
        "swap-entry-decoded-first", "8d63e4cd62b2", "4.16",
        "the PTE handler judged a swap entry before it had decoded it", "C27")
    case .badRangeFiller:
      Record(
        "bad-range-filler", "c719547f03", "4.17",
        "a bad PMD was reported through a pointer of the wrong type", "C27")
    case .needReadPolarity:
      Record(
        "need-read-polarity", "f88a1e90c665", "4.17",
        "a read fault was decided for accessible pages, and not for the others", "C6")
    case .needWritePolarity:
      Record(
        "need-write-polarity", "f88a1e90c665", "4.17",
        "a write request on a read-only page cancelled the whole request", "C6", "C7")
    case .requestReadBeforeClear:
      Record(
        "request-read-before-clear", "f88a1e90c665", "4.17",
        "the PTE handler cleared the word, then read the request from it", "C6")
    case .devicePrivateDecision:
      Record(
        "device-private-decision", "f88a1e90c665", "4.17",
        "a request to bring device memory back was ignored", "C7")
    case .devicePrivateWrite:
      Record(
        "device-private-write", "f88a1e90c665", "4.17",
        "writable device memory was reported read-only", "C12")
    case .specialVMAError:
      Record(
        "special-vma-error", "855ce7d252", "4.17",
        "a fault in an IO or PFNMAP VMA reported success", "C11")
    case .hugeMigrationEntry:
      Record(
        "huge-migration-entry", "d08faca018c4", "4.20",
        "a migrating PMD was taken for a bad one", "C11")
    case .rangeNeedIsUnion:
      Record(
        "range-need-is-union", "73231612dc7c", "5.2",
        "the decision for several pages stopped at the first that needed anything", "C7")
    case .retryCode:
      Record(
        "retry-code", "73231612dc7c", "5.2",
        "a fault that dropped the mmap lock was answered as if it had not", "C2", "C19")
    case .snapshotReportsErrors:
      Record(
        "snapshot-reports-errors", "d45d464b118f", "5.4",
        "a snapshot ignored that its walk had failed", "C1", "C6", "C7")
    case .hugetlbOffset:
      Record(
        "hugetlb-offset", "63d5066f6e", "5.2",
        "the first frame of a hugetlb piece was displaced by bytes, not pages", "C9")
    case .swapNeed:
      Record(
        "swap-need", "e3fe8e555dd0", "5.4",
        "a swapped-out page was never faulted", "C6")
    case .migrationNeed:
      Record(
        "migration-need", "76612d6ce4cc", "5.7",
        "a migrating page was never waited for", "C6")
    case .zeroPageIsOrdinary:
      Record(
        "zero-page-is-ordinary", "ac541f250372", "5.5",
        "the shared zero page was taken for a special page", "C3")
    case .hugeOffset:
      Record(
        "huge-offset", "309f9a4f5e1a", "5.4",
        "the index into one PTE table was used as the offset in the PMD", "C9")
    case .allowRetryOnRequest:
      Record(
        "allow-retry-on-request", "", "5.3",
        "the fault handler was always allowed to drop the mmap lock", "C1", "C19")
    case .numaPTENotValid:
      Record(
        "numa-pte-not-valid", "789c2af88f24", "5.3",
        "a NUMA-hinting PTE was taken for accessible", "C9", "C12")
    case .invalidRangeKeepsLock:
      Record(
        "invalid-range-keeps-lock", "2bcbeaefde2f", "5.3",
        "a call on an invalidated range dropped the mmap lock", "C1", "C14", "C19")
    case .singleWalk:
      Record(
        "single-walk", "d28c2c9a4877", "5.5",
        "a first walk's outputs were the second walk's requests", "C23")
    case .holeWithoutVMA:
      Record(
        "hole-without-vma", "", "5.4",
        "a fault in a gap followed a null VMA pointer", "C27")
    case .vmWriteCheck:
      Record(
        "vm-write-check", "c18ce674d548", "5.4",
        "a write was faulted for ever in a VMA that forbids it", "C23")
    case .pteUnmapOnError:
      Record(
        "pte-unmap-on-error", "dfdc22078f3f", "5.7",
        "some ways out of the PTE handler left the table mapped", "C26")
    case .pudLockDropped:
      Record(
        "pud-lock-dropped", "05fc1df95eb1", "5.7",
        "pages were faulted with the PUD lock held", "C26")
    case .hugeMigrationWritten:
      Record(
        "huge-migration-written", "7d082987e5e5", "5.7",
        "a migrating PMD nobody asked for left its requests as outputs", "C10", "C12")
    case .ioVMAAsksNeed:
      Record(
        "io-vma-asks-need", "c2579c9c4add", "5.7",
        "an IO or PFNMAP VMA failed the call though nobody asked for it", "C3", "C14")
    case .unreadableIsError:
      Record(
        "unreadable-is-error", "c2579c9c4add", "5.7",
        "an unreadable VMA was reported as faultable", "C8")
    case .poisonAsksNeed:
      Record(
        "poison-asks-need", "76612d6ce4cc", "5.7",
        "a poisoned entry failed the call though nobody asked for it", "C3", "C14")
    case .badPMDAsksNeed:
      Record(
        "bad-pmd-asks-need", "2288a9a68175", "5.7",
        "a bad PMD was reported and the call succeeded, whatever was asked", "C6")
    case .specialAsksNeed:
      Record(
        "special-asks-need", "405506274922", "5.7",
        "a special page failed the call though nobody asked for it", "C3", "C14")
    case .noPagemapLookup:
      Record(
        "no-pagemap-lookup", "068354ade5dd", "5.7",
        "a failed look-up of a device's page map restarted a walk that had not moved its cursor",
        "C23")
    case .pteKeepsRequest:
      Record(
        "pte-keeps-request", "846babe85efd", "5.7",
        "the PTE handler cleared the request before it decided", "C6", "C15", "C23")
    case .hugetlbKeepsRequest:
      Record(
        "hugetlb-keeps-request", "846babe85efd", "5.7",
        "the hugetlb handler cleared its first request before it decided", "C6", "C15", "C23")
    case .faultKeepsRequests:
      Record(
        "fault-keeps-requests", "f8c888a30101", "5.7",
        "faulting cleared the requests of all pages that were to be walked again", "C6", "C15",
        "C23")
    case .errorSetsNothing:
      Record(
        "error-sets-nothing", "", "5.7",
        "some errors marked the word of the page that failed", "C16")
    case .gapIsError:
      Record(
        "gap-is-error", "bd5d3587b218", "5.7",
        "addresses without a VMA were reported as faultable", "C8")
    case .devicePrivateOwner:
      Record(
        "device-private-owner", "17ffdc482982", "5.7",
        "device memory of any owner was reported to any caller", "C9", "C12")
    case .noSnapshotCall:
      Record(
        "no-snapshot-call", "6bfef2f91945", "5.7",
        "a snapshot flag overruled default_flags and requests", "C6")
    case .numaPMDNotValid:
      Record(
        "numa-pmd-not-valid", "2733ea144dcc", "5.8",
        "a NUMA-hinting PMD nobody asked for was reported valid", "C9", "C12", "C18")
    case .hugetlbAbsentNotValid:
      Record(
        "hugetlb-absent-not-valid", "2733ea144dcc", "5.8",
        "an absent hugetlb page was reported as a valid frame", "C9", "C12", "C18")
    case .numaPTEReportedInvalid:
      Record(
        "numa-pte-reported-invalid", "2733ea144dcc", "5.8",
        "a NUMA-hinting PTE nobody asked for was reported valid", "C9", "C12")
    case .successIsZero:
      Record(
        "success-is-zero", "be957c886d92", "5.8",
        "the number of pages that success reported was wrong", "C1")
    case .devmapIsNotSpecial:
      Record(
        "devmap-is-not-special", "4b42fb213678", "5.15",
        "a DAX page was taken for a special page", "C11")
    case .mixedmapAllowed:
      Record(
        "mixedmap-allowed", "87c01d57fa23", "5.17",
        "VM_MIXEDMAP VMAs were refused though their pages can be mapped", "C11")
    case .deviceExclusiveFaults:
      Record(
        "device-exclusive-faults", "b756a3b5e7ea", "5.14",
        "an exclusively mapped page failed the call", "C3")
    case .markersFault:
      Record(
        "markers-fault", "5c041f5d1f23", "5.19",
        "a PTE marker failed the call", "C3")
    case .foreignPrivateFaults:
      Record(
        "foreign-private-faults", "8a295dbbaf72", "5.19",
        "a requested page in another device's memory failed the call", "C3")
    case .swapOffsetPfn:
      Record(
        "swap-offset-pfn", "0d206b5d2e0d", "6.1",
        "architecture bits of a swap entry were reported as part of the frame", "C9")
    case .hugetlbLockDropped:
      Record(
        "hugetlb-lock-dropped", "dd361e5033cf", "6.3",
        "hugetlb pages were faulted with the hugetlb VMA lock held", "C26")
    case .mapMayFail:
      Record(
        "map-may-fail", "6ec1905f6ec7", "6.5",
        "a page table that had gone away was read", "C27")
    case .nonPresentPUD:
      Record(
        "non-present-pud", "", "6.10",
        "a PUD that is not present was taken for a table", "C27")
    case .faultsOnlyRequested:
      Record(
        "faults-only-requested", "", "",
        "pages are faulted because a neighbour asked for it", "C5")
    case .impossibleIsError:
      Record(
        "impossible-is-error", "", "",
        "poison and guard entries nobody asked for are reported as faultable", "C8")
    case .noPfnWithoutValid:
      Record(
        "no-pfn-without-valid", "", "",
        "inaccessible entries nobody asked for leave a frame in a word without VALID", "C22")
    case .hugetlbJudgesEveryPage:
      Record(
        "hugetlb-judges-every-page", "", "",
        "only the first page of a hugetlb piece has its request judged", "C6")
    case .ownPrivateWriteFaults:
      Record(
        "own-private-write-faults", "", "",
        "a write request on read-only device memory of the caller's own succeeds without WRITE",
        "C7")
    case .outOfMemoryReported:
      Record(
        "out-of-memory-reported", "", "",
        "a fault handler out of memory is reported as -EFAULT", "C1", "C3")
    case .faultsOneByOne:
      Record(
        "faults-one-by-one", "", "",
        "pages are faulted that the fault before brought with it", "C24")
    case .hugetlbHoleUnlocked:
      Record(
        "hugetlb-hole-unlocked", "", "",
        "a hugetlb hole is faulted with the hugetlb VMA lock held", "C26")
    }
  }
}
