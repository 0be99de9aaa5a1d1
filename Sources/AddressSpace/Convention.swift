// SPDX-License-Identifier: GPL-2.0-or-later

/// What a call answers, as numbers of the kernel, negative.
public enum Errno: Int32, CaseIterable, Sendable {
  case success = 0
  case EPERM = 1
  case EINTR = 4
  case EAGAIN = 11
  case ENOMEM = 12
  case EFAULT = 14
  case EBUSY = 16
  case EINVAL = 22
  case EHWPOISON = 133

  /// `0`, or `-EBUSY` and the like.
  public var name: String { self == .success ? "0" : "-\(self)" }

  public init?(name: String) {
    guard let found = Errno.allCases.first(where: { $0.name == name }) else { return nil }
    self = found
  }
}

/// How a kernel's interface speaks: the contract is one, and judged through these.
public struct Convention: Equatable, Sendable {
  public var encoding: Encoding
  /// The answer "the range was invalidated, start over": -EAGAIN before 5.2, -EBUSY since.
  public var busy: Errno
  /// The answer that documents that the mmap lock was dropped, where there is one.
  public var lockDropped: Errno?
  /// Whether success is the number of pages (5.2 to 5.7) or 0.
  public var returnsCount: Bool
  /// Whether its documentation said that an error clears entries (before 5.7).
  public var clearsOnError: Bool
  /// Whether requests come with `default_flags` and `pfn_flags_mask` (5.2 on). Before, the caller
  /// had to write every page's request into its word.
  public var hasMask: Bool
  /// Whether each page can have a request of its own (4.17 on). Before, one held for all.
  public var requestsPerPage: Bool
  /// Whether a snapshot has an entry of its own, to which requests mean nothing (before 5.4).
  public var hasSnapshotEntry: Bool
  /// Whether a page table can go away under the mmap read lock (6.5 on).
  public var tablesVanish: Bool
  /// There is a call that takes the mmap lock itself, and goes on by itself where a fault has
  /// dropped it (7.3 on).
  public var takesLock = false

  public init(
    encoding: Encoding, busy: Errno = .EBUSY, lockDropped: Errno? = nil,
    returnsCount: Bool = false, clearsOnError: Bool = false, hasMask: Bool = true,
    requestsPerPage: Bool = true, hasSnapshotEntry: Bool = false,
    tablesVanish: Bool = false
  ) {
    self.encoding = encoding
    self.busy = busy
    self.lockDropped = lockDropped
    self.returnsCount = returnsCount
    self.clearsOnError = clearsOnError
    self.hasMask = hasMask
    self.requestsPerPage = requestsPerPage
    self.hasSnapshotEntry = hasSnapshotEntry
    self.tablesVanish = tablesVanish
  }
}
