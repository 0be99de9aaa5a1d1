// SPDX-License-Identifier: GPL-2.0-or-later

import AddressSpace
import Checking
import KernelSource

/// What the text of a kernel did, line by line: each load, store, fault and wait beside the line
/// that made it.
struct SourceCourse {
  private let rows: [[String]]

  /// Steps shown: a long range repeats itself.
  private static let limit = 400

  /// Nil for a revision, which has no text.
  init?(_ recording: Recording) {
    guard let kernel = recording.target.kernel else { return nil }
    let texts = [
      "mm/hmm.c": kernel.source.walk, "include/linux/hmm.h": kernel.source.header,
      "mm/pagewalk.c": kernel.source.pageWalk ?? "",
    ]
    let lines = texts.mapValues { $0.split(separator: "\n", omittingEmptySubsequences: false) }
    var rows: [[String]] = []
    for (step, site) in zip(recording.allSteps, recording.stepSites) {
      guard let told = SourceCourse.text(step, recording.encoding) else { continue }
      guard let site else {
        if case .load = step { continue }
        rows.append(["", told, ""])
        continue
      }
      let source = lines[site.file].flatMap { lines -> Substring? in
        lines.indices.contains(site.line - 1) ? lines[site.line - 1] : nil
      }
      rows.append([site.short, told, (source ?? "").trimmingCharacters(in: .whitespaces)])
    }
    self.rows = Array(rows.prefix(SourceCourse.limit))
  }

  var lines: [String] {
    ["the text"] + TextTable(indent: 2, rows: rows.map { $0.map { TextTable.Cell($0) } }).lines()
  }

  private static func text(_ step: Trace.Step, _ encoding: Encoding) -> String? {
    switch step {
    case .call(let pass): "call \(pass)"
    case .walk(let from): "walk at page \(from)"
    case .load(_, let target, let index, let kind): "\(target) \(index) \(kind.name)"
    case .event(let target, let index, let from, let to):
      "event: \(target) \(index) \(from.name) -> \(to.name)"
    case .notified: nil
    case .fault(let page, let write, _, let result, let to):
      "fault \(page) \(write ? "write" : "read")\(result.suffix), now \(to.name)"
    case .lock(let outcome, let waited): "mmap lock\(outcome.suffix(waited))"
    case .unlock: "mmap unlock"
    case .change(let change): "event: \(change.deed())"
    case .wait(let page, let to): "wait for \(page), now \(to.name)"
    case .store(let page, let word): "page \(page) = \(hexadecimal(word))"
    case .result(let code, _): "result \(code.name)"
    }
  }

  private static func hexadecimal(_ word: UInt64) -> String {
    word == 0 ? "0" : "0x" + String(word, radix: 16)
  }
}
