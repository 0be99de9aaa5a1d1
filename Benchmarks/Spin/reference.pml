/* SPDX-License-Identifier: GPL-2.0-or-later */

/*
 * The reference driver, 2 pages, 2 threads of the mm side, the notifier of 5.5 and later: what
 * `hmmcheck protocol --driver reference --pages 2 --invalidations 2 --no-reduction` explores, in
 * Promela. Written from Sources/Protocol/README.md; a step there is one d_step here.
 *
 * Where the README has pc, phase and stage, Promela has the places of processes. Variables that
 * keep their first values in this scene are left out. No process ever dies, for its death would be
 * a step: what has ended waits at an end label.
 *
 * -DTHREADS=3 is for three threads (--invalidations 3). -DCOMMIT_FIRST plants a defect: the
 * device's entries are written before the sequence is checked. hmmcheck-bench --protocol runs all of
 * these; by hand:
 *
 *   spin -a reference.pml && gcc -O2 -DSAFETY -DNOREDUCE -o pan pan.c && ./pan -m1000
 */

#define PAGES 2
#ifndef THREADS
#define THREADS 2
#endif

/* The CPU's entries; a VMA has the same numbers. */
#define NONE 0
#define READ_ONLY 1
#define WRITABLE 2

/* A word of the array. */
#define VALID 1
#define WRITE 2

/* result */
#define SUCCESS 0
#define BUSY 1
#define INVALID 2
#define FAILED 3
#define TIMED_OUT 4

/* operation */
#define MUNMAP 0
#define MPROTECT 1
#define ZAP 2

/* driverLock */
#define DRIVER 1
#define THREAD (3 + _pid)

#define RETRIES 3

/* The driver. */
unsigned cursor : 1;
unsigned at : 1;
unsigned result : 3;
unsigned retries : 2;
bit writeFault;
unsigned sequence : 5;

/* The notifier. */
unsigned mmSequence : 5 = 2;
unsigned rangeSequence : 5 = 1;
unsigned running : 2;

/* Locks and references. */
bit mmapWriter;
unsigned mmapReaders : 3;
bit mmapHeld;
unsigned driverLock : 3;
bit mmReference;

/* What the monitors remember. */
bit fresh;
bit rebuilt;
bit checked;
bit consulted;
bit touched;
bit request[PAGES];

/* Pages. */
byte entry[PAGES] = WRITABLE;
byte frame[PAGES];
byte vma[PAGES] = WRITABLE;
bit shared[PAGES];
byte freed[PAGES];
byte device[PAGES];
byte deviceFrame[PAGES];
byte slot[PAGES];
byte slotFrame[PAGES];

/* What is judged; with -DONLY=n the property of that number alone. */

#ifdef ONLY
#define JUDGE(number, holds) assert(number != ONLY || (holds))
#else
#define JUDGE(number, holds) assert(holds)
#endif

#define P1(holds) JUDGE(1, holds)
#define P3(holds) JUDGE(3, holds)
#define P4(holds) JUDGE(4, holds)
#define P5(holds) JUDGE(5, holds)
#define P6(holds) JUDGE(6, holds)
#define P8(holds) JUDGE(8, holds)
#define REQUESTS(holds) JUDGE(10, holds)
#define USE_AFTER_FREE(holds) JUDGE(11, holds)
#define LOCKS(holds) JUDGE(12, holds)
#define PROGRESS(holds) JUDGE(13, holds)
#define NEEDLESS_RETRY(holds) JUDGE(14, holds)
#define BOUNDS(holds) JUDGE(15, holds)

#define exceeds(p) \
  (device[p] && (deviceFrame[p] != frame[p] || entry[p] == NONE || \
    ((device[p] & WRITE) && entry[p] != WRITABLE)))
#define reaches_freed(p) (device[p] && ((freed[p] >> deviceFrame[p]) & 1))

/* After each step. */
inline judge() {
  P8((running || (!exceeds(0) && !exceeds(1))));
  USE_AFTER_FREE(!reaches_freed(0) && !reaches_freed(1));
}

/* The mm side: thread i is process i - 1. */

inline begin_for_writing(which, page) {
  mmapWriter == 0 && mmapReaders == 0 ->
  mmapWriter = 1;
  operation = which; target = page;
  judge();
}

inline begin_for_reading(which, page) {
  mmapWriter == 0 ->
  mmapReaders++;
  operation = which; target = page;
  judge();
}

active [THREADS] proctype Thread() {
  unsigned operation : 2;
  unsigned target : 1;

end_idle:
  if
  :: d_step { begin_for_writing(MUNMAP, 0); }
  :: d_step { begin_for_writing(MUNMAP, 1); }
  :: d_step { begin_for_writing(MPROTECT, 0); }
  :: d_step { begin_for_writing(MPROTECT, 1); }
  :: d_step { begin_for_reading(ZAP, 0); }
  :: d_step { begin_for_reading(ZAP, 1); }
  fi;

  /* announces */
  d_step {
    BOUNDS(mmSequence < 30);
    running++; mmSequence = mmSequence | 1; touched = 1;
    judge();
  };

takes_lock:
  d_step { driverLock == 0 -> driverLock = THREAD; judge(); };

  /* sets the sequence */
  d_step { P3(driverLock == THREAD); rangeSequence = mmSequence; judge(); };

  /* unmaps the device */
  d_step { device[target] = 0; deviceFrame[target] = 0; judge(); };

  /* lets go of the driver's lock */
  d_step { LOCKS(driverLock == THREAD); driverLock = 0; judge(); };

  /* changes the page table */
  d_step {
    if
    :: operation == MPROTECT ->
      if
      :: vma[target] == WRITABLE -> vma[target] = READ_ONLY
      :: else
      fi;
      if
      :: entry[target] == WRITABLE -> entry[target] = READ_ONLY
      :: else
      fi
    :: else ->
      if
      :: entry[target] != NONE && !shared[target] ->
        freed[target] = freed[target] | (1 << frame[target])
      :: else
      fi;
      entry[target] = NONE; shared[target] = 0;
      if
      :: operation == MUNMAP -> vma[target] = NONE
      :: else
      fi
    fi;
    judge();
  };

  /* ends */
  d_step {
    running--;
    if
    :: running == 0 && (mmSequence & 1) -> mmSequence++
    :: else
    fi;
    judge();
  };

  /* lets go of the mmap lock */
  d_step {
    if
    :: operation == ZAP -> mmapReaders--
    :: else -> mmapWriter = 0
    fi;
    operation = 0; target = 0;
    judge();
  };

end_done:
  false
}

/* The driver. */

#define rests(t) (Thread[t]@end_idle || Thread[t]@end_done)
#define waits(t) (Thread[t]@takes_lock && driverLock)
/* No thread that has begun can make a step. */
#define halts(t) (rests(t) || waits(t))
#if THREADS == 2
#define all_rest (rests(0) && rests(1))
#define all_wait (halts(0) && halts(1))
#else
#define all_rest (rests(0) && rests(1) && rests(2))
#define all_wait (halts(0) && halts(1) && halts(2))
#endif

inline next() {
  writeFault = 0; cursor = 0; at = 0;
}

inline start_over() {
  consulted = 1;
  P5(consulted);
  NEEDLESS_RETRY(touched);
  retries++;
  result = SUCCESS;
  fresh = 0; rebuilt = 0; consulted = 0;
  next();
}

inline time_out() {
  result = TIMED_OUT;
  next();
}

inline fail() {
  result = FAILED;
  next();
}

inline commit_page() {
  P4(checked);
  REQUESTS((slot[at] & (VALID | WRITE)) == (VALID | WRITE));
  if
  :: slot[at] & VALID ->
    device[at] = slot[at] & (VALID | WRITE);
    deviceFrame[at] = slotFrame[at];
  :: else ->
    device[at] = 0;
    deviceFrame[at] = 0;
  fi;
  P8(!exceeds(at));
}

inline fault_in() {
  if
  :: entry[at] == NONE ->
    BOUNDS(frame[at] < 7);
    frame[at] = frame[at] + 1; shared[at] = 0; entry[at] = WRITABLE;
  :: else ->
    entry[at] = WRITABLE;
  fi;
}

inline release_mmap_lock() {
  LOCKS(mmapHeld);
  mmapReaders--; mmapHeld = 0;
}

inline release_driver_lock() {
  LOCKS(driverLock == DRIVER);
  driverLock = 0; checked = 0;
}

/* commits page `at` */
inline commits() {
  do
  :: d_step { at + 1 < PAGES -> commit_page(); at++; judge(); }
  :: d_step { at + 1 == PAGES -> commit_page(); next(); judge(); };
    break
  od;
}

active proctype Driver() {
  /* takes a reference */
  d_step { mmReference = 1; next(); judge(); };

reads_sequence:
  if
  :: d_step {
      rangeSequence != mmSequence ->
      sequence = rangeSequence; fresh = 1; touched = (running != 0);
      next(); judge();
    }
  :: d_step {
      rangeSequence == mmSequence ->
      sequence = rangeSequence; fresh = 1; touched = (running != 0);
      next(); judge();
    };
sleeps:
    if
    :: d_step { mmSequence != sequence -> next(); judge(); }
    :: mmSequence == sequence && all_wait -> PROGRESS(false)
    fi
  fi;

  /* fills the array */
  d_step {
    slot[0] = 0; slotFrame[0] = 0; request[0] = 1;
    slot[1] = 0; slotFrame[1] = 0; request[1] = 1;
    rebuilt = 1;
    next(); judge();
  };

takes_mmap_lock:
  if
  :: d_step { mmapWriter == 0 -> mmapReaders++; mmapHeld = 1; next(); judge(); }
  :: mmapWriter && all_wait -> PROGRESS(false)
  fi;

begins_walk:
  if
  :: d_step {
      rangeSequence == sequence ->
      P1(fresh); P6(mmReference);
      judge();
    }
  :: d_step {
      rangeSequence != sequence ->
      P1(fresh); P6(mmReference);
      result = BUSY;
      next(); judge();
    };
    goto releases_mmap_lock
  fi;

looks_at_page:
  if
  :: d_step {
      entry[cursor] == WRITABLE && vma[cursor] != NONE && cursor + 1 < PAGES ->
      slot[cursor] = VALID | WRITE; slotFrame[cursor] = frame[cursor]; request[cursor] = 0;
      cursor++;
      judge();
    };
    goto looks_at_page
  :: d_step {
      entry[cursor] == WRITABLE && vma[cursor] != NONE && cursor + 1 == PAGES ->
      slot[cursor] = VALID | WRITE; slotFrame[cursor] = frame[cursor]; request[cursor] = 0;
      next(); judge();
    };
    goto releases_mmap_lock
  :: d_step {
      entry[cursor] != WRITABLE && vma[cursor] == WRITABLE ->
      at = cursor; writeFault = 1;
      judge();
    };
    goto faults_page
  :: d_step {
      vma[cursor] == NONE || (entry[cursor] != WRITABLE && vma[cursor] == READ_ONLY) ->
      fail(); judge();
    };
    goto releases_mmap_lock
  fi;

faults_page:
  if
  :: d_step {
      vma[at] == NONE || (writeFault && vma[at] == READ_ONLY) ->
      fail(); judge();
    };
    goto releases_mmap_lock
  :: d_step {
      vma[at] == WRITABLE && at + 1 < PAGES ->
      fault_in();
      at++;
      judge();
    };
    goto faults_page
  :: d_step {
      vma[at] == WRITABLE && at + 1 == PAGES ->
      fault_in();
      at = 0; writeFault = 0;
      judge();
    };
    goto begins_walk
  fi;

releases_mmap_lock:
  if
  :: d_step { result == SUCCESS -> release_mmap_lock(); next(); judge(); }
  :: d_step { result == BUSY && retries < RETRIES -> release_mmap_lock(); start_over(); judge(); };
    goto reads_sequence
  :: d_step { result == BUSY && retries == RETRIES -> release_mmap_lock(); time_out(); judge(); };
    goto releases_mm
  :: d_step { result == FAILED -> release_mmap_lock(); next(); judge(); };
    goto releases_mm
  fi;

takes_driver_lock:
  if
  :: d_step { driverLock == 0 -> driverLock = DRIVER; next(); judge(); }
  :: driverLock && all_wait -> PROGRESS(false)
  fi;

#ifdef COMMIT_FIRST
  commits();
#endif

  /* checks the sequence */
  if
  :: d_step {
      rangeSequence == sequence ->
      P3(driverLock == DRIVER);
      checked = 1;
      next(); judge();
    }
  :: d_step {
      rangeSequence != sequence ->
      P3(driverLock == DRIVER);
      result = INVALID;
      next(); judge();
    };
    goto releases_driver_lock
  fi;

#ifndef COMMIT_FIRST
  commits();
#endif

releases_driver_lock:
  if
  :: d_step { result == SUCCESS -> release_driver_lock(); next(); judge(); }
  :: d_step {
      result == INVALID && retries < RETRIES -> release_driver_lock(); start_over(); judge();
    };
    goto reads_sequence
  :: d_step {
      result == INVALID && retries == RETRIES -> release_driver_lock(); time_out(); judge();
    }
  fi;

releases_mm:
  if /* a jump to the d_step itself is a jump into it */
  :: d_step {
      mmReference = 0;
      LOCKS(!mmapHeld && driverLock != DRIVER);
      next(); judge();
    }
  fi;

end_driver:
  all_wait && !all_rest -> PROGRESS(false)
}
