// SPDX-License-Identifier: GPL-2.0-or-later

import Checking

/// The scenarios that could not be judged, in lines: each reason with its number.
struct UnjudgedText {
  let counts: [UnjudgedCount]

  init(_ counts: [UnjudgedCount]) { self.counts = counts }
  init(report: CheckReport) { counts = report.outcome.unjudged }

  /// `12 scenarios not judged: sweep() (mm/hmm.c:120): asm goto; first on seed 5`.
  var reasons: [String] {
    counts.map { count in
      "\(counted(count.scenarios, "scenario")) not judged: \(count.reason);"
        + " first on seed \(count.seed)"
    }
  }

  /// The reasons as a block of the report; empty where all was judged.
  var block: [String] {
    reasons.flatMap { wrapped($0, first: "", margin: 2) }
  }

  var json: JSONValue {
    .array(
      counts.map { count in
        let reason = count.reason
        return .object([
          ("cause", .string(reason.cause.rawValue)),
          ("function", reason.function.map(JSONValue.string) ?? .null),
          ("file", reason.place.map { .string($0.file) } ?? .null),
          ("line", reason.place.map { .integer($0.line) } ?? .null),
          ("construct", reason.construct.map(JSONValue.string) ?? .null),
          ("summary", .string("\(reason)")),
          ("scenarios", .count(count.scenarios)),
          ("firstSeed", .word(count.seed)),
        ])
      })
  }
}

extension CheckReport {
  /// Where the corpus should have been; nil where nothing is to be said of it.
  var corpusNotice: String? {
    missingCorpus.map { "corpus: there is no \(oneLine($0)) here: no case was run again" }
  }
}
