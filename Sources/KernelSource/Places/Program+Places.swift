// SPDX-License-Identifier: GPL-2.0-or-later

extension Program {
  /// Looks for what the text does with addresses, page numbers and frames, from its entries on and
  /// in the callbacks that they hand to the page walker.
  ///
  /// Only a text without violations does with the pages of long ranges and large mappings what it
  /// does with those of short and small ones: what is not understood is a violation.
  ///
  /// - Parameters:
  ///   - far: the same text in the geometry that a proof about this one is to stand for.
  ///   - entries: the functions that are called from outside.
  public func places(
    far: Program, _ entries: [PlaceModel.Entry], _ model: PlaceModel
  ) -> PlaceReport {
    let analysis = PlaceAnalysis(self, far: far, model)
    let findings = analysis.run(entries)
    var report = PlaceReport()
    report.violations = findings.violations.sorted {
      ($0.location, $0.kind, $0.text) < ($1.location, $1.kind, $1.text)
    }
    report.lookAgain = findings.lookAgain.sorted()
    report.firstPage = findings.firstPage.sorted()
    report.pageLoops = findings.pageLoops.sorted()
    report.functions = findings.functions.count
    report.established = findings.sentences
    return report
  }
}

extension PlaceFindings {
  /// What was shown, of each kind without a violation.
  fileprivate var sentences: [String] {
    var sentences: [String] = []
    let offsets = offsets.sorted().map { "an offset by \($0.rawValue)" }
    if !violations.contains(where: { $0.kind == .place }) {
      let uses =
        ["the index into the array of words"] + offsets + ["the ends of loops from page to page"]
        + addressUses.sorted()
      sentences.append("addresses and page counts reach \(list(uses)), and nothing else")
      let count = "\(pageLoops.count) loop\(pageLoops.count == 1 ? "" : "s")"
      sentences.append(
        "\(count) from page to page carry nothing but the page itself, unions of flags and answers"
          + " that end the loop")
    }
    if !violations.contains(where: { $0.kind == .frame }) {
      let uses =
        offsets + ["1 for each page of a loop", "flags by |", "the array of words"]
        + frameUses.sorted()
      sentences.append("frames reach \(list(uses)), and nothing else")
    }
    return sentences
  }

  private func list(_ parts: [String]) -> String {
    guard parts.count > 1, let last = parts.last else { return parts.first ?? "nothing" }
    return parts.dropLast().joined(separator: ", ") + " and " + last
  }
}
