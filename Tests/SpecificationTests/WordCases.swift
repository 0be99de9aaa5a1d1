// SPDX-License-Identifier: GPL-2.0-or-later

import AddressSpace
import Logic
import RangeFault

extension ClauseTests {
  /// C9, C10, C21 and C22: the fields of a word.
  static let wordCases: [ClauseCase] = [
    ClauseCase(
      "C9", "the frame of another page", by: .conforming,
      .pages([.readOnly, .readOnly], [0, 0]), after: { $0.pages[1].word = $0.pages[0].word }
    ) { $0.ptes = [.zeroPage, .zeroPage] },
    ClauseCase(
      "C9", "bits of the architecture are part of the frame", by: .lacking([.swapOffsetPfn]),
      .pages([.devicePrivateReadOnly], [0]).with { $0.accessedBits = true }
    ) { $0.accessedBits = false },
    ClauseCase(
      "C9", "the place in one table is taken for the place in the PMD", by: .lacking([.hugeOffset]),
      .pmds([.hugeReadOnly], [0]).with {
        $0.geometry = .smallSplit
        $0.start = 2
      }
    ) { $0.geometry = .small },
    ClauseCase(
      "C9", "device memory of another owner", by: .lacking([.devicePrivateOwner]),
      .pages([.foreignPrivateReadOnly], [0]), also: ["C12"]
    ) { $0.ptes = [.devicePrivateReadOnly] },

    ClauseCase(
      "C10", "WRITE without VALID", by: .conforming, .pages([.swap], [0]),
      after: { $0.pages[0].word |= PfnWord.write }, also: ["C12"]
    ) { $0.ptes = [.writable] },
    ClauseCase(
      "C10", "ERROR with VALID", by: .conforming, .pages([.hwpoison], [PfnWord.write]),
      after: { $0.pages[0].word |= PfnWord.fault }, also: ["C9"]
    ) { $0.ptes = [.writable] },

    ClauseCase(
      "C21", "a sticky bit is lost", by: .conforming, .pages([.readOnly], [PfnWord.p2pdma]),
      after: { $0.pages[0].word &= ~PfnWord.p2pdma }
    ) { $0.requests = [PfnWord.p2pdmaBus] },
    ClauseCase(
      "C21", "a sticky bit is set", by: .conforming, .pages([.swap], [PfnWord.p2pdma]),
      after: { $0.pages[0].word |= PfnWord.dmaMapped }
    ) { $0.requests = [PfnWord.dmaMapped] },
    ClauseCase(
      "C21", "a sticky bit is lost where the call fails", by: .conforming,
      .pages([.hwpoison], [read | PfnWord.dmaMapped]),
      after: { $0.pages[0].word &= ~PfnWord.dmaMapped }
    ) { $0.requests = [read | PfnWord.p2pdma] },

    ClauseCase(
      "C22", "a frame without VALID", by: .lacking([.noPfnWithoutValid]),
      .pages([.numaReadOnly], [0])
    ) { $0.ptes = [.readOnly] },
    ClauseCase(
      "C22", "an order without VALID", by: .conforming, .pmds([.hugeNuma], [0]),
      after: { $0.pages[0].word |= 2 << 53 }
    ) { $0.pmds = [.hugeReadOnly] },
    ClauseCase(
      "C22", "a bit of the input that 5.8 does not define stays", by: .v5_8,
      .pages([.readOnly], [1 << 57]),
      after: { $0.pages[0].word |= $0.pages[0].input }
    ) { $0.requests = [0] },
  ]
}
