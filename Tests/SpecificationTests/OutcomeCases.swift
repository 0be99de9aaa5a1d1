// SPDX-License-Identifier: GPL-2.0-or-later

import AddressSpace
import Logic
import RangeFault

extension ClauseTests {
  /// C1 to C4: what a call answers.
  static let outcomeCases: [ClauseCase] = [
    ClauseCase(
      "C1", "no memory is answered as -EFAULT", by: .lacking([.outOfMemoryReported]),
      .pages([.none], [read]).with { $0.faults = [.outOfMemory] }, also: ["C3"]
    ) { $0.faults = [.busError] },
    ClauseCase(
      "C1", "-ENOMEM though memory was enough", by: .conforming, .pages([.none], [read]),
      after: { $0.answer(.ENOMEM) }
    ) { $0.faults = [.outOfMemory] },
    ClauseCase(
      "C1", "-EINVAL for a range that is not empty", by: .conforming, .pages([.writable], [read]),
      after: { $0.answer(.EINVAL) }
    ) { $0 = Scenario(count: 0) },
    ClauseCase(
      "C1", "0 for an empty range", by: .conforming, Scenario(count: 0),
      after: { if !$0.invalidated { $0.answer(.success) } }
    ) { $0.invalidated = true },
    ClauseCase(
      "C1", "the lock is dropped where the caller did not allow it", by: .v5_6,
      .pages([.writable], [read]),
      after: {
        $0.answer(.EAGAIN)
        $0.ghost.mmapLock = false
      }, also: ["C19"]
    ) { $0.mayDropLock = true },
    ClauseCase(
      "C1", "the number of pages is wrong", by: .v5_7, .pmds([.none], [0])
    ) { $0.pmds = [.table] },

    ClauseCase(
      "C2", "-EBUSY though the range is as it was", by: .conforming, .pages([.writable], [read]),
      after: { $0.answer(.EBUSY) }
    ) { $0.invalidated = true },
    ClauseCase(
      "C2", "-EBUSY though only another page came", by: .conforming,
      .pages([.none, .none], [read, 0]).with {
        $0.events = [Event(at: 6, target: .pte, index: 1, kind: .writable)]
      }, after: { $0.answer(.EBUSY) }
    ) {
      // The same event, but what it replaces is a mapping, so that it is announced.
      $0.ptes[1] = .readOnly
    },
    ClauseCase(
      "C2", "-EAGAIN was \"start over\" before 5.2", by: .v5_0, .pages([.writable], [read]),
      after: { $0.answer(.EAGAIN) }
    ) { $0.invalidated = true },

    ClauseCase(
      "C3", "a DAX page fails the call", by: .v5_8, .pages([.devmapReadOnly], [read])
    ) { $0.ptes = [.specialReadOnly] },
    ClauseCase(
      "C3", "only a page that nobody asked for is poisoned", by: .conforming,
      .pages([.hwpoison, .writable], [0, read]), after: { $0.answer(.EFAULT) }
    ) { $0.requests[0] = read },
    ClauseCase(
      "C3", "the fault handler resolved the fault", by: .conforming, .pages([.none], [read]),
      after: { $0.answer(.EFAULT) }
    ) { $0.faults = [.segmentationFault] },

    ClauseCase(
      "C4", "the VMA allows the write", by: .conforming, .pages([.readOnly], [write]),
      after: { $0.answer(.EPERM) }
    ) { $0.vmas[0].flags = .read },
    ClauseCase(
      "C4", "nobody asked to write", by: .conforming,
      .pages([.readOnly], [read]).with { $0.vmas[0].flags = .read }, after: { $0.answer(.EPERM) }
    ) { $0.requests = [write] },
    ClauseCase(
      "C4", "a gap is no VMA that forbids the write", by: .conforming,
      .pages([.none, .none], [write, write]).with { $0.vmas = [] },
      after: { $0.answer(.EPERM) }
    ) { $0.vmas = [VMA(start: 1, end: 2, flags: .read)] },
  ]
}
