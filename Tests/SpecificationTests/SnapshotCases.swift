// SPDX-License-Identifier: GPL-2.0-or-later

import AddressSpace
import Logic
import RangeFault

extension ClauseTests {
  /// C13 and C14: whose request counts, and what nobody's request allows.
  static let snapshotCases: [ClauseCase] = [
    ClauseCase(
      "C13", "a request that the mask hides is obeyed", by: .conforming,
      .pages([.none], [read]).with { $0.pfnFlagsMask = PfnWord.write },
      before: { $0.pfnFlagsMask = .max }, after: { $0.pfnFlagsMask = PfnWord.write },
      also: ["C5", "C14"]
    ) { $0.ptes = [.readOnly] },
    ClauseCase(
      "C13", "a write request that the mask hides is obeyed", by: .conforming,
      .pages([.none], [write]).with { $0.pfnFlagsMask = PfnWord.fault },
      before: { $0.pfnFlagsMask = .max }, after: { $0.pfnFlagsMask = PfnWord.fault },
      also: ["C24"]
    ) { $0.ptes = [.writable] },
    ClauseCase(
      "C13", "the defaults are ignored", by: .conforming,
      .pages([.none], [0]).with { $0.defaultFlags = PfnWord.fault },
      before: { $0.defaultFlags = 0 }, after: { $0.defaultFlags = PfnWord.fault }, also: ["C6"]
    ) { $0.ptes = [.readOnly] },

    ClauseCase(
      "C14", "a special page fails a snapshot", by: .lacking([.specialAsksNeed]),
      .pages([.specialReadOnly], [0]), also: ["C3"]
    ) { $0.ptes = [.readOnly] },
    ClauseCase(
      "C14", "an IO VMA fails a snapshot", by: .lacking([.ioVMAAsksNeed]),
      .pages([.none], [PfnWord.write]).with { $0.vmas[0].flags = [.read, .io] }, also: ["C3"]
    ) { $0.vmas[0].flags = [.read, .file] },
    ClauseCase(
      "C14", "a snapshot waits for a migration to end", by: .conforming, .pages([.migration], [0]),
      after: { if $0.pages[0].pte.kind .== .migration { $0.waitForMigration(0) } }
    ) { $0.ptes = [.swap] },
  ]
}
