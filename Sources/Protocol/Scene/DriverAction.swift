// SPDX-License-Identifier: GPL-2.0-or-later

/// The instructions of a driver.
public enum DriverAction: String, CaseIterable, Sendable {
  /// mmget_not_zero; where the mm is gone the driver ends.
  case holdMM = "hold-mm"
  /// mmu_interval_read_begin; before 5.5 registering the range, or waiting until it is valid.
  case readSequence = "read-sequence"
  /// Fills the array with the requests.
  case refill
  case lockMmap = "lock-mmap"
  /// hmm_range_fault, once for `pagesPerCall` pages.
  case walk
  case unlockMmap = "unlock-mmap"
  /// Touches the pages that the outputs name.
  case use
  case lockDriver = "lock-driver"
  /// mmu_interval_read_retry; before 5.5 hmm_range_valid and its forerunners.
  case check
  /// Writes the outputs into the device's page table.
  case commit
  case unlockDriver = "unlock-driver"
  /// Goes on with the next `pagesPerPass` pages, if there are more.
  case nextPages = "next-pages"
  case releaseMM = "release-mm"
}

/// Why a driver starts over.
public enum RetryCause: String, CaseIterable, Sendable {
  /// hmm_range_fault said -EBUSY.
  case busy
  /// The final check failed.
  case invalid
}
