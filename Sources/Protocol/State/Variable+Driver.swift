// SPDX-License-Identifier: GPL-2.0-or-later

// The variables of the protocol around hmm_range_fault: one driver, one range of up to four pages,
// up to four threads of the mm side. README.md beside this folder describes each, and each step.

extension Variable {
  // MARK: The driver

  /// The instruction that comes next; the number of instructions: the driver has ended.
  @inlinable @inline(__always) static var pc: Variable { Variable(0, 0, 5) }
  /// How far within the instruction: see ``DriverMove``.
  @inlinable @inline(__always) static var phase: Variable { Variable(0, 5, 3) }
  /// The page at which the walk goes on: the kernel's hmm_vma_walk.last.
  @inlinable @inline(__always) static var cursor: Variable { Variable(0, 8, 3) }
  /// The page that is faulted, used or committed next.
  @inlinable @inline(__always) static var at: Variable { Variable(0, 11, 3) }
  /// The first page of the pass.
  @inlinable @inline(__always) static var base: Variable { Variable(0, 14, 3) }
  /// A ``Result``.
  @inlinable @inline(__always) static var result: Variable { Variable(0, 17, 3) }
  /// Retries that the bound has counted.
  @inlinable @inline(__always) static var retries: Variable { Variable(0, 20, 2) }
  /// The fault that is under way is one for writing.
  @inlinable @inline(__always) static var writeFault: Variable { Variable(0, 22, 1) }
  /// The sequence that the driver has read.
  @inlinable @inline(__always) static var sequence: Variable { Variable(0, 23, 5) }

  // MARK: The notifier

  /// The mm's sequence: odd while the range is being invalidated.
  @inlinable @inline(__always) static var mmSequence: Variable { Variable(0, 28, 5) }
  /// The range's sequence: that of its last invalidation.
  @inlinable @inline(__always) static var rangeSequence: Variable { Variable(0, 33, 5) }
  /// Invalidations that are running.
  @inlinable @inline(__always) static var active: Variable { Variable(0, 38, 3) }
  /// The range is in the list that invalidations go through, before 5.5: where there is no
  /// sequence, its place is free.
  @inlinable @inline(__always) static var registered: Variable { mmSequence }
  /// range->valid, before 5.5.
  @inlinable @inline(__always) static var valid: Variable { Variable(0, 41, 1) }

  // MARK: Locks and references

  /// The mmap lock is held for writing.
  @inlinable @inline(__always) static var mmapWriter: Variable { Variable(0, 42, 1) }
  /// How often the mmap lock is held for reading.
  @inlinable @inline(__always) static var mmapReaders: Variable { Variable(0, 43, 3) }
  /// Who holds the driver's lock: 0 nobody, 1 the driver, 2 + n invalidator n.
  @inlinable @inline(__always) static var driverLock: Variable { Variable(0, 46, 3) }
  /// The driver holds the mmap lock for reading.
  @inlinable @inline(__always) static var mmapHeld: Variable { Variable(0, 49, 1) }
  /// The driver holds a reference to the mm.
  @inlinable @inline(__always) static var mmReference: Variable { Variable(0, 50, 1) }
  /// The mm is gone.
  @inlinable @inline(__always) static var mmDead: Variable { Variable(0, 51, 1) }
  /// All pages are mapped by one huge entry.
  @inlinable @inline(__always) static var huge: Variable { Variable(0, 52, 1) }

  // MARK: What the monitors of the properties remember

  /// A sequence was read since the last retry.
  @inlinable @inline(__always) static var ghostFresh: Variable { Variable(0, 53, 1) }
  /// The array was filled since the last call.
  @inlinable @inline(__always) static var ghostRebuilt: Variable { Variable(0, 54, 1) }
  /// The sequence was checked, and the lock is held since.
  @inlinable @inline(__always) static var ghostChecked: Variable { Variable(0, 55, 1) }
  /// The bound was consulted since the last retry.
  @inlinable @inline(__always) static var ghostConsulted: Variable { Variable(0, 56, 1) }
  /// The range was invalidated since the sequence was read.
  @inlinable @inline(__always) static var ghostTouched: Variable { Variable(0, 57, 1) }

  // MARK: Pages, 0 to 3

  /// The CPU's entry: a `Kind` of a PTE, up to `foreignPrivateWritable`.
  @inlinable @inline(__always) static func entry(_ page: Int) -> Variable {
    Variable(1, page &* 10, 4)
  }
  /// The frame in the CPU's entry, counted page by page from 0: each new frame has the next number.
  @inlinable @inline(__always) static func frame(_ page: Int) -> Variable {
    Variable(1, page &* 10 &+ 4, 3)
  }
  /// The VMA: 0 none, 1 readable, 2 writable.
  @inlinable @inline(__always) static func vma(_ page: Int) -> Variable {
    Variable(1, page &* 10 &+ 7, 2)
  }
  /// A child process maps the frame as well.
  @inlinable @inline(__always) static func shared(_ page: Int) -> Variable {
    Variable(1, page &* 10 &+ 9, 1)
  }
  /// What the device's entry allows: bit 0 reading, bit 1 writing.
  @inlinable @inline(__always) static func device(_ page: Int) -> Variable {
    Variable(1, 40 &+ page &* 5, 2)
  }
  /// The frame in the device's entry.
  @inlinable @inline(__always) static func deviceFrame(_ page: Int) -> Variable {
    Variable(1, 42 &+ page &* 5, 3)
  }
  /// A set of frames of the page that were freed: bit n stands for frame n.
  @inlinable @inline(__always) static func freed(_ page: Int) -> Variable {
    Variable(2, page &* 8, 8)
  }
  /// The flags of the page's word in the array: requests and outputs share them. See ``SlotFlags``.
  @inlinable @inline(__always) static func slot(_ page: Int) -> Variable {
    Variable(2, 32 &+ page &* 8, 3)
  }
  /// The frame in the page's word.
  @inlinable @inline(__always) static func slotFrame(_ page: Int) -> Variable {
    Variable(2, 35 &+ page &* 8, 3)
  }
  /// For the monitors: the word holds its request, as the walk expects it.
  @inlinable @inline(__always) static func ghostRequest(_ page: Int) -> Variable {
    Variable(2, 38 &+ page &* 8, 1)
  }

  // MARK: Invalidators: 0 the driver's own faults, 1 to 4 the threads of the mm side

  /// An ``InvalidatorStage``.
  @inlinable @inline(__always) static func stage(_ invalidator: Int) -> Variable {
    Variable(3, invalidator &* 12, 4)
  }
  /// An ``MMOperation``.
  @inlinable @inline(__always) static func operation(_ invalidator: Int) -> Variable {
    Variable(3, invalidator &* 12 &+ 4, 4)
  }
  /// The page that it is about: 0 to 3, or a ``Place``.
  @inlinable @inline(__always) static func target(_ invalidator: Int) -> Variable {
    Variable(3, invalidator &* 12 &+ 8, 3)
  }
  /// Its callback must not sleep.
  @inlinable @inline(__always) static func nonBlockable(_ invalidator: Int) -> Variable {
    Variable(3, invalidator &* 12 &+ 11, 1)
  }
}

/// The flags of a word of the array. As from 5.8 on, REQ_FAULT and VALID are one bit, and so are
/// REQ_WRITE and WRITE.
public enum SlotFlags {
  public static let valid: UInt64 = 1
  public static let write: UInt64 = 2
  public static let error: UInt64 = 4
}
