// SPDX-License-Identifier: GPL-2.0-or-later

extension ProtocolFix {
  /// What is known of a fix.
  public struct Record: Sendable {
    /// Kebab-case, as on the command line: `refill-on-retry`.
    public var id: String
    /// The commit, abbreviated as its sources give it; empty where it is not known.
    public var commit: String
    /// The first release with it; empty where no release has it.
    public var version: String
    /// What was wrong without it, in a line.
    public var defect: String

    init(_ id: String, _ commit: String, _ version: String, _ defect: String) {
      self.id = id
      self.commit = commit
      self.version = version
      self.defect = defect
    }
  }

  public var id: String { record.id }

  /// The fix of an id, as in `refill-on-retry`.
  public init?(id: String) {
    guard let found = ProtocolFix.allCases.first(where: { $0.id == id }) else { return nil }
    self = found
  }

  public var record: Record {
    switch self {
    case .teardownAtStart:
      Record(
        "teardown-at-start", "ec131b2d7f", "4.20",
        "the device's page table was torn down at the end of an invalidation only")
    case .arrayUntouched:
      Record(
        "array-untouched", "9f454612f6", "5.2",
        "an invalidation cleared the words of the array while the walk used them")
    case .invalidRangeKeepsLock:
      Record(
        "invalid-range-keeps-lock", "2bcbeaefde2f", "5.3",
        "a call on an invalid range dropped the mmap lock, and its caller dropped it again")
    case .refusalUndone:
      Record(
        "refusal-undone", "5a136b4ae327", "5.3",
        "a refused invalidation stayed counted for ever, or was gone through with")
    case .exactOverlap:
      Record(
        "exact-overlap", "a22dd506400d", "5.5",
        "an invalidation that ends where the range begins counted as one of the range")
    case .sequenceNotBoolean:
      Record(
        "sequence-not-boolean", "a22dd506400d", "5.5",
        "the end of an invalidation made a range valid again that had changed in between")
    case .unlockOnEveryError:
      Record(
        "unlock-on-every-error", "", "5.3",
        "a driver left the mmap lock held for some errors")
    case .zeroIsNoRetry:
      Record(
        "zero-is-no-retry", "be957c886d92", "5.8",
        "a success that had counted no pages was taken for a reason to try again")
    case .refillOnRetry:
      Record(
        "refill-on-retry", "", "5.9",
        "a driver tried again without writing its requests into the array anew")
    case .useAfterCheck:
      Record(
        "use-after-check", "0a98219bcc96", "6.14",
        "pages were used before the sequence was checked under the lock")
    case .boundCoversBoth:
      Record(
        "bound-covers-both", "", "",
        "the bound on retries covered one of their two causes only")
    case .notifierUnregistered:
      Record(
        "notifier-unregistered", "c01cbba2aa", "4.17",
        "the last mirror was gone, and the mmu notifier still registered")
    case .releaseCallback:
      Record(
        "release-callback", "e1401513c6", "4.17",
        "a mirror was not told that its mm dies")
    case .unregisterInOrder:
      Record(
        "unregister-in-order", "86a2d59841", "4.20",
        "mm->hmm was cleared before the notifier was unregistered")
    case .mirrorsKeepMM:
      Record(
        "mirrors-keep-mm", "704f3f2cf6", "5.2",
        "unregistering one of several mirrors made the hmm of all dead")
    case .deferredFree:
      Record(
        "deferred-free", "6d7c3cde93c1", "5.3",
        "hmm was freed while callbacks of the notifier still ran")
    case .rangeHoldsMirror:
      Record(
        "range-holds-mirror", "", "5.3",
        "a range did not keep the mirror and the hmm that it belongs to")
    }
  }
}
