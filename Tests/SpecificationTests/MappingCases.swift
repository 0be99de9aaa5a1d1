// SPDX-License-Identifier: GPL-2.0-or-later

import AddressSpace
import Logic
import RangeFault

extension ClauseTests {
  /// C18 and C25: the mapping and the moment that a word describes.
  static let mappingCases: [ClauseCase] = [
    ClauseCase(
      "C18", "a small page is said to lie in a PMD's mapping", by: .conforming,
      .pages([.writable], [0]), after: { $0.pages[0].word |= 2 << 53 }
    ) { $0.pmds = [.hugeWritable] },
    ClauseCase(
      "C18", "the order is that of a PUD", by: .conforming, .pmds([.hugeWritable], [0]),
      after: {
        $0.pages[0].word &= ~(2 << 53)
        $0.pages[0].word |= 4 << 53
      }
    ) { $0.puds = [.pudWritable] },
    ClauseCase(
      "C18", "one page of a mapping has other flags", by: .conforming,
      .pmds([.hugeWritable], [0, 0]), after: { $0.pages[1].word &= ~PfnWord.write }, also: ["C12"]
    ) { $0.pmds = [.hugeReadOnly] },

    ClauseCase(
      "C25", "the frame of one moment with the flags of another", by: .conforming,
      .pages([.readOnly], [0]).with {
        $0.events = [Event(at: 6, target: .pte, index: 0, kind: .devmapWritable)]
      },
      after: { $0.pages[0].word = PfnWord.fault | PfnWord.write | Frame.pte(.readOnly, 0) }
    ) {
      // Here the page stays where it is.
      $0.events[0].kind = .writable
    },
    ClauseCase(
      "C25", "the order of one moment with the frame of another", by: .conforming,
      .pmds([.hugeWritable], [0]).with {
        $0.events = [
          Event(at: 4, target: .pmd, index: 0, kind: .table),
          Event(at: 6, target: .pte, index: 0, kind: .devmapWritable),
        ]
      }, after: { $0.pages[0].word |= 2 << 53 }
    ) {
      // The parts of the mapping have its frames.
      $0.events.removeLast()
    },
    ClauseCase(
      "C25", "silence that was right at no moment", by: .conforming,
      .pages([.readOnly], [0]).with {
        $0.events = [Event(at: 6, target: .pte, index: 0, kind: .hwpoison)]
      }, after: { $0.pages[0].word = 0 }
    ) { $0.events[0].kind = .none },
  ]
}
