// SPDX-License-Identifier: GPL-2.0-or-later

// The variables of mirrors and device memory. Objects called hmm are numbered as they are made: 1 to
// 7; 0 is none.

extension Variable {
  // MARK: The mm

  /// The process is exiting: nobody registers any more.
  static var mmExiting: Variable { Variable(0, 0, 1) }
  /// The last user of the mm is gone: its page tables are freed.
  static var mmExited: Variable { Variable(0, 1, 1) }
  /// mm->hmm.
  static var mmHmm: Variable { Variable(0, 2, 3) }
  /// The notifier that is registered belongs to this hmm. It holds a reference to the mm.
  static var notifierOf: Variable { Variable(0, 5, 3) }
  /// The mmap lock, held by who registers: 0 free, 1 + thread.
  static var registerLock: Variable { Variable(0, 8, 4) }
  /// The number of the last hmm that was made.
  static var lastHmm: Variable { Variable(0, 12, 3) }
  /// A set of hmm that were freed.
  static var freedHmm: Variable { Variable(0, 15, 8) }
  /// A set of hmm that say of themselves that their mm is gone.
  static var deadHmm: Variable { Variable(0, 23, 8) }
  /// A set of mirrors that were freed.
  static var freedMirrors: Variable { Variable(0, 31, 3) }
  /// A set of mirrors whose driver knows that the mm dies.
  static var toldMirrors: Variable { Variable(0, 34, 3) }
  /// A set of mirrors that are in their hmm's list.
  static var listedMirrors: Variable { Variable(0, 37, 3) }

  /// References to an hmm.
  static func references(_ hmm: Int) -> Variable { Variable(1, hmm * 3, 3) }
  /// How many callbacks hold the list of mirrors of an hmm for reading.
  static func readers(_ hmm: Int) -> Variable { Variable(1, 24 + hmm * 2, 2) }

  // MARK: Threads, 0 to 6

  /// A ``MirrorStage``.
  static func mirrorStage(_ thread: Int) -> Variable { Variable(2, thread * 8, 5) }
  /// The hmm that the thread points to.
  static func own(_ thread: Int) -> Variable { Variable(2, thread * 8 + 5, 3) }
  /// The mirror that a callback comes to next.
  static func nextMirror(_ thread: Int) -> Variable { Variable(3, thread * 2, 2) }

  // MARK: Device memory

  /// A ``MirrorStage`` of the driver that adds it.
  static var deviceStage: Variable { Variable(3, 20, 5) }
  /// A ``MirrorStage`` of the CPU that faults.
  static var faultStage: Variable { Variable(3, 25, 5) }
  /// The device memory is there.
  static var deviceAdded: Variable { Variable(3, 30, 1) }
  /// It was there, and was freed.
  static var deviceRemoved: Variable { Variable(3, 31, 1) }
  /// The page is in the device's memory.
  static var pageInDevice: Variable { Variable(3, 32, 1) }
}

/// What a thread does next.
enum MirrorStage: UInt8, CaseIterable, Sendable {
  // A driver.
  case register, link, subscribe, use
  case unlist, put, unsubscribe, unlink, freeHmm, freeMirror
  // Its second thread.
  case registerRange, useRange, unregisterRange
  // exit_mmap and invalidations.
  case enter, lockMirrors, callBack, leave
  // Device memory.
  case addMemory, placePage, evictPage, awaitPages, removeMemory
  case faultDevice, callDevice, freePage
  case done
}
