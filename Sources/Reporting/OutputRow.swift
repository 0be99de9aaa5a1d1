// SPDX-License-Identifier: GPL-2.0-or-later

import AddressSpace
import Specification

/// What a call made of some pages in a row, and what the contract wants of them.
struct OutputRow {
  var pages: PageRun
  /// `VALID pfn 0x1000-0x11ff order 9`.
  var output: String
  /// The same without frames and order.
  var flags: String
  var wanted: String
  var isKept: Bool

  static func rows(_ pass: Recording.Pass, _ encoding: Encoding) -> [OutputRow] {
    let words = pass.pages.map { OutputWord($0, encoding) }
    let pages = pass.pages.map(\.expectation)
    // Where the flags are right, what is wrong can only be seen in the frames.
    let wanted = pages.map { $0.text(frames: $0.hasRightFlags && !$0.isMet) }
    let runs = PageRun.runs(words.count) { page, first in
      let goesUp = words[first + 1].pfn != words[first].pfn
      return wanted[page] == wanted[first] && pages[page].isKept == pages[first].isKept
        && words[page].continues(words[first], step: goesUp ? UInt64(page - first) : 0)
    }
    return runs.map { run in
      OutputRow(
        pages: run, output: words[run.first].text(through: words[run.last]),
        flags: words[run.first].flags, wanted: wanted[run.first], isKept: pages[run.first].isKept)
    }
  }
}
