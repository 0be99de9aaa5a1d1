// SPDX-License-Identifier: GPL-2.0-or-later

import AddressSpace
import Checking
import RangeFault
import Specification

/// A finding's case in a few lines: the pages, and the course of the call.
struct CaseText {
  let recording: Recording
  let clause: String

  init(_ finding: Finding, _ target: Target) {
    recording = Recording(finding.scenario, target)
    clause = finding.clauseID
  }

  /// `2 pages, no event, revision v5.0`.
  var summary: String {
    let scenario = recording.scenario
    let events = scenario.events.isEmpty ? "no event" : counted(scenario.events.count, "event")
    let calls = recording.passes.count > 1 ? ", \(recording.passes.count) calls" : ""
    return
      "\(counted(scenario.count, "page")), \(events)\(calls), \(subject)"
  }

  /// `revision v5.0`, `kernel 6.1.192`.
  private var subject: String {
    (recording.target.kernel == nil ? "revision " : "kernel ") + recording.target.title
  }

  /// The rows of pages, and what the whole call has apart from the ordinary.
  var pages: [String] {
    guard let pass = recording.telling else { return [] }
    let scenario = recording.scenario
    let outputs = OutputRow.rows(pass, recording.encoding)
    // Frames are shown where flags do not tell what is wrong.
    let showsFrames =
      clause == "C18"
      || pass.pages.contains { $0.expectation.hasRightFlags && !$0.expectation.isMet }
    let places = (0..<scenario.count).map { PlacedPage($0, scenario, recording.layout) }
    let rowOf = outputs.flatMap { row in
      Array(repeating: row, count: row.pages.last - row.pages.first + 1)
    }
    let isPlain = places.allSatisfy { $0.vma == PlacedPage.plainVMA }
    let runs = PageRun.runs(scenario.count) { page, first in
      let same =
        showsFrames
        ? rowOf[page].pages == rowOf[first].pages
        : rowOf[page].flags == rowOf[first].flags && rowOf[page].wanted == rowOf[first].wanted
          && rowOf[page].isKept == rowOf[first].isKept
      return same && places[page] == places[first]
    }
    let rows = PageRun.shown(runs) { !rowOf[$0.first].isKept }.map { run in
      guard let run else { return ["..."] }
      let (place, row) = (places[run.first], rowOf[run.first])
      return [
        pageText(run.first, run.last), isPlain ? "" : place.vma, place.entry,
        "request \(place.request)", "output \(showsFrames ? row.output : row.flags)",
        row.isKept || row.wanted.isEmpty ? "" : "contract: \(row.wanted)",
      ]
    }
    return TextTable(indent: 2, rows: rows.map { $0.map { TextTable.Cell($0) } }).lines()
  }

  /// What the caller and the environment do that is not the ordinary.
  var circumstances: [String] {
    let scenario = recording.scenario
    var parts: [String] = []
    if scenario.defaultFlags != 0 {
      parts.append("default_flags \(PfnWord.describe(scenario.defaultFlags))")
    }
    if scenario.pfnFlagsMask != .max {
      parts.append("pfn_flags_mask \(PfnWord.describe(scenario.pfnFlagsMask))")
    }
    if scenario.geometry != .small { parts.append("geometry \(scenario.geometry.name)") }
    if scenario.start != 0 { parts.append("range begins at \(scenario.start)") }
    if scenario.snapshotCall { parts.append("snapshot call") }
    if scenario.mayDropLock { parts.append(recording.callText) }
    parts += scenario.unlocked.parts(scenario.start)
    if scenario.invalidated { parts.append("invalidated before the call") }
    if let lookups = scenario.pagemapLookups { parts.append("page-map look-ups: \(lookups)") }
    if scenario.accessedBits { parts.append("accessed bits in swap entries") }
    return parts
  }

  /// Faults, restarts, events and answers, and what no word shows.
  var course: [String] {
    recording.passes.flatMap { pass -> [String] in
      let call = recording.passes.count > 1 ? "call \(pass.number): " : ""
      return filled(Course.parts(pass), first: "  " + call, margin: 4)
        + pass.incidents.flatMap { wrapped($0, first: "  note: ", margin: 4) }
    }
  }

  /// Where in the text of a kernel it happened.
  var places: [String] {
    recording.places.isEmpty ? [] : filled(recording.places, first: "  ", margin: 4)
  }

  /// All of it.
  var lines: [String] {
    let extra = circumstances
    return (extra.isEmpty ? [] : filled(extra, first: "  ", margin: 2)) + pages + course + places
  }
}
