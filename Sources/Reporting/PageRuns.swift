// SPDX-License-Identifier: GPL-2.0-or-later

/// Pages in a row of which the same is told.
struct PageRun: Equatable {
  var first: Int
  var last: Int

  /// `3`, `0-511`.
  var text: String { first == last ? "\(first)" : "\(first)-\(last)" }

  /// The runs of pages 0 ..< `count`; `isAlike` says whether a page goes on as the first of a run.
  static func runs(_ count: Int, _ isAlike: (_ page: Int, _ first: Int) -> Bool) -> [PageRun] {
    var runs: [PageRun] = []
    for page in 0..<count {
      if let run = runs.last, isAlike(page, run.first) {
        runs[runs.count - 1].last = page
      } else {
        runs.append(PageRun(first: page, last: page))
      }
    }
    return runs
  }

  private static let mostRows = 48
  private static let rowsAtBegin = 24
  private static let rowsAtEnd = 8

  /// The rows to show of so many that nobody would read them all: those at both ends, and those
  /// that `matters` picks, up to a number. Nil stands for a gap.
  static func shown(_ runs: [PageRun], _ matters: (PageRun) -> Bool) -> [PageRun?] {
    if runs.count <= mostRows { return runs }
    var left = mostRows - rowsAtBegin - rowsAtEnd
    var shown: [PageRun?] = []
    for (index, run) in runs.enumerated() {
      let isAtEnd = index < rowsAtBegin || index >= runs.count - rowsAtEnd
      if isAtEnd || (left > 0 && matters(run)) {
        shown.append(run)
        if !isAtEnd { left -= 1 }
      } else if let last = shown.last, last != nil {
        shown.append(nil)
      }
    }
    return shown
  }
}
