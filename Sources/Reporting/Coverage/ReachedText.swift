// SPDX-License-Identifier: GPL-2.0-or-later

import Checking
import KernelSource
import KernelWalk

/// Which lines of a kernel's text the scenarios reached, in lines.
struct ReachedText {
  private let coverage: TextCoverage
  private let entries: [EntryPoint]
  /// What each line begins with: whose text it is, where a report is on two.
  private let prefix: String

  /// Nil where nothing was counted.
  init?(_ report: CheckReport) {
    guard let coverage = report.outcome.text else { return nil }
    self.init(coverage, report.entryPoints)
  }

  init(_ coverage: TextCoverage, _ entries: [EntryPoint], name: String? = nil) {
    self.coverage = coverage
    self.entries = entries
    prefix = name.map { "\($0): " } ?? ""
  }

  var lines: [String] {
    let (lines, outcomes) = (coverage.lines, coverage.outcomes)
    let counts =
      "\(prefix)reached \(lines.reached) of \(lines.all) lines,"
      + " \(outcomes.reached) of \(outcomes.all) branches"
    let gaps = coverage.counted.flatMap(ReachedText.gaps)
    let first =
      gaps.isEmpty
      ? [counts]
      : filled(
        gaps, first: counts + "; not reached: ", margin: 2)
    return first + notRead + notJudged
  }

  /// `mm/hmm.c:349-375 hmm_vma_handle_absent_pmd`.
  private static func gaps(_ function: FunctionCoverage) -> [String] {
    let gaps = function.gaps.map { gap in
      gap.count == 1 ? "\(gap.lowerBound)" : "\(gap.lowerBound)-\(gap.upperBound)"
    }
    if gaps.isEmpty { return [] }
    return ["\(function.file):\(gaps.joined(separator: "+")) \(function.name)"]
  }

  private var notRead: [String] {
    coverage.counted.flatMap { function -> [String] in
      guard let refusal = function.refusal else { return [] }
      return wrapped(refusal, first: "\(prefix)not read: \(function.name): ", margin: 2)
    }
  }

  private var notJudged: [String] { NotJudgedText(entries).lines(first: "\(prefix)not judged: ") }
}

/// What a text exports and no call of it is judged: a line for each reason.
struct NotJudgedText {
  private let entries: [EntryPoint]

  init(_ entries: [EntryPoint]) { self.entries = entries }

  /// `not judged: hmm_dma_map_alloc, hmm_dma_map_free (DMA mappings have no model)`.
  func lines(first: String) -> [String] {
    var reasons: [String] = []
    for entry in entries {
      if let refusal = entry.refusal, !reasons.contains(refusal) { reasons.append(refusal) }
    }
    return reasons.flatMap { reason in
      let names = entries.filter { $0.refusal == reason }.map(\.name)
      return wrapped(names.joined(separator: ", ") + " (\(reason))", first: first, margin: 2)
    }
  }
}

extension CheckReport {
  /// What the text exports, and what of it is judged; nothing for a revision.
  var entryPoints: [EntryPoint] { campaign.target.entryPoints }
}

extension Target {
  /// What a text exports, and what of it is judged; nothing for a revision.
  var entryPoints: [EntryPoint] {
    guard let kernel, let written = try? kernel.written() else { return [] }
    return kernel.entryPoints(written)
  }
}
