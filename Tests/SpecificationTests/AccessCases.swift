// SPDX-License-Identifier: GPL-2.0-or-later

import AddressSpace
import Logic
import RangeFault

extension ClauseTests {
  /// C8, C11 and C12: what a word says of the access that there is.
  static let accessCases: [ClauseCase] = [
    ClauseCase(
      "C8", "a gap is reported as faultable", by: .lacking([.gapIsError]),
      .pages([.none, .none], [0, 0]).with { $0.vmas = [VMA(start: 0, end: 1)] }
    ) { $0.vmas[0].end = 2 },
    ClauseCase(
      "C8", "a guard is reported as faultable", by: .lacking([.impossibleIsError]),
      .pages([.markerGuard], [0])
    ) { $0.ptes = [.markerUffdWp] },
    ClauseCase(
      "C8", "an unreadable VMA is reported as faultable", by: .lacking([.unreadableIsError]),
      .pages([.none], [0]).with { $0.vmas[0].flags = .write }
    ) { $0.vmas[0].flags = .read },

    ClauseCase(
      "C11", "a migrating PMD is an error", by: .lacking([.hugeMigrationEntry]),
      .pmds([.hugeMigration], [0])
    ) { $0.pmds = [.bad] },
    ClauseCase(
      "C11", "a VMA with MIXEDMAP is an error", by: .lacking([.mixedmapAllowed]),
      .pages([.none], [0]).with { $0.vmas[0].flags = [.read, .mixedmap] }
    ) { $0.vmas[0].flags = [.read, .pfnmap] },
    ClauseCase(
      "C11", "an entry that could be faulted is an error", by: .conforming,
      .pages([.foreignPrivateReadOnly], [0]), after: { $0.pages[0].word = PfnWord.error }
    ) { $0.ptes = [.hwpoison] },
    ClauseCase(
      "C11", "the zero page is an error", by: .conforming, .pages([.zeroPage], [0]),
      after: { $0.pages[0].word = PfnWord.error }
    ) { $0.ptes = [.specialReadOnly] },

    ClauseCase(
      "C12", "writable device memory is reported read-only", by: .lacking([.devicePrivateWrite]),
      .pages([.devicePrivateWritable], [0])
    ) { $0.ptes = [.devicePrivateReadOnly] },
    ClauseCase(
      "C12", "a NUMA-hinting page is reported as valid", by: .v5_7, .pages([.numaReadOnly], [0]),
      also: ["C9"]
    ) { $0.ptes = [.readOnly] },
    ClauseCase(
      "C12", "VALID is kept back where nobody asked", by: .conforming, .pages([.readOnly], [0]),
      after: { $0.pages[0].word = 0 }
    ) { $0.ptes = [.swap] },
    ClauseCase(
      "C12", "WRITE is given because it was asked for", by: .conforming,
      .pages([.readOnly], [PfnWord.write]), after: { $0.pages[0].word |= PfnWord.write }
    ) { $0.ptes = [.writable] },
  ]
}
