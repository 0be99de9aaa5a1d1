// SPDX-License-Identifier: GPL-2.0-or-later

import AddressSpace
import Proving
import RangeFault

/// One difference of two revisions, told side by side.
struct DifferenceText {
  let difference: Difference
  let pair: RevisionPair
  let older: Recording
  let newer: Recording

  init(_ difference: Difference, _ pair: RevisionPair) {
    self.difference = difference
    self.pair = pair
    older = Recording(difference.scenario, pair.older)
    newer = Recording(difference.scenario, pair.newer)
  }

  var lines: [String] {
    heading + defects + circumstances + pages + courses
  }

  /// `outputs: range-need-is-union (73231612dc7c, 5.2)          2 pages, no event`.
  private var heading: [String] {
    let scenario = difference.scenario
    let events = scenario.events.isEmpty ? "no event" : counted(scenario.events.count, "event")
    let size = "\(counted(scenario.count, "page")), \(events)"
    let text = "\(difference.kind.rawValue): \(difference.attribution.text)"
    let space = TextTable.width - text.count - size.count
    if space >= 2 { return [text + String(repeating: " ", count: space) + size] }
    return wrapped(text, first: "", margin: 2) + ["  " + size]
  }

  /// What each change is, and which of the two revisions has it.
  private var defects: [String] {
    difference.attribution.changes.flatMap { change in
      wrapped(change.statement(pair), first: "  ", margin: 4)
    } + (difference.attribution.isOnTop ? ["  on top of the differences found before"] : [])
  }

  private var circumstances: [String] {
    let parts = CaseText(older).circumstances
    return parts.isEmpty ? [] : filled(parts, first: "  ", margin: 2)
  }

  /// The pages before the call, and what each revision makes of them.
  private var pages: [String] {
    guard let one = older.passes.first, let other = newer.passes.first else { return [] }
    let scenario = difference.scenario
    let places = (0..<scenario.count).map { PlacedPage($0, scenario, older.layout) }
    let isPlain = places.allSatisfy { $0.vma == PlacedPage.plainVMA }
    func output(_ pass: Recording.Pass, _ page: Int, _ recording: Recording) -> String {
      OutputWord(pass.pages[page], recording.encoding).text()
    }
    let rows = places.indices.map { page in
      [
        pageText(page, page), isPlain ? "" : places[page].vma, places[page].entry,
        "request \(places[page].request)", "\(pair.older.name): \(output(one, page, older))",
        "\(pair.newer.name): \(output(other, page, newer))",
      ].map { TextTable.Cell($0) }
    }
    return TextTable(indent: 2, rows: rows).lines()
  }

  /// What each call does and answers.
  private var courses: [String] {
    [(pair.older, older), (pair.newer, newer)].flatMap { revision, recording -> [String] in
      guard let pass = recording.passes.first else { return [] }
      var parts = Course.parts(pass)
      // Both are told for what they do, not for what the contract has against it.
      parts[parts.count - 1] = "result \(pass.answer ?? "none")"
      return filled(parts, first: "  \(revision.name): ", margin: 4)
        + pass.incidents.flatMap { wrapped($0, first: "    note: ", margin: 6) }
    }
  }
}

extension CaseText {
  /// A recording that is about no clause.
  init(_ recording: Recording) {
    self.recording = recording
    clause = ""
  }
}

extension Attribution {
  /// `huge-offset (309f9a4f5e1a, 5.4)`, several with "or", or "with" where only all of them do.
  var text: String {
    changes.map(\.origin).joined(separator: together.isEmpty ? " or " : " with ")
  }
}

extension Change {
  /// The id of a fix or the name of an era's way.
  var id: String {
    switch self {
    case .fix(let fix): fix.id
    case .way(let way): way.rawValue
    }
  }

  /// `range-need-is-union (73231612dc7c, 5.2)`; `shape (a way of its era)`.
  var origin: String {
    guard case .fix(let fix) = self else { return "\(id) (a way of its era)" }
    let record = fix.record
    let known = [record.commit.isEmpty ? "commit not known" : record.commit, record.version]
    return "\(id) (\(fix.isProposed ? "proposed" : known.joined(separator: ", ")))"
  }

  /// What the change is about, in a sentence.
  func statement(_ pair: RevisionPair) -> String {
    switch self {
    case .way(let way): return way.title
    case .fix(let fix):
      let without = pair.newer.has(fix) ? pair.older.name : pair.newer.name
      return "in \(without), \(fix.record.defect)"
    }
  }
}
