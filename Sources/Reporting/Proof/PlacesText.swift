// SPDX-License-Identifier: GPL-2.0-or-later

import KernelSource

/// What a text's code was shown to do with addresses, page numbers and frames, and where it was not.
struct PlacesText {
  let report: PlaceReport

  func lines(_ paint: Paint) -> [String] {
    let title =
      report.violations.isEmpty
      ? "Any length: all pages of a piece are treated alike"
      : "No more than windows: not all pages of a piece are treated alike"
    var lines = [paint(title, .heading)]
    for violation in report.violations {
      lines += wrapped(oneLine("\(violation.location): \(violation.text)"), first: "  ", margin: 4)
    }
    for sentence in report.violations.isEmpty ? report.established : [] {
      lines += wrapped(oneLine(sentence), first: "  ", margin: 4)
    }
    return lines
  }
}
