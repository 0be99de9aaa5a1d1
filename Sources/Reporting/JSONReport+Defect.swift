// SPDX-License-Identifier: GPL-2.0-or-later

import AddressSpace
import Checking
import RangeFault
import Specification

extension JSONReport {
  static func defect(_ defect: Defect, _ report: CheckReport) -> JSONValue {
    .object([
      ("clause", .string(defect.first.clauseID)),
      ("fixedBy", remedy(defect.remedy)),
      ("findings", .array(defect.findings.map { finding($0, report) })),
      ("case", caseOf(defect.first, report)),
    ])
  }

  private static func remedy(_ remedy: Remedy) -> JSONValue {
    func fixes(_ fixes: [Fix]) -> JSONValue {
      .array(
        fixes.map { fix in
          .object([
            ("id", .string(fix.id)),
            ("commit", fix.record.commit.isEmpty ? .null : .string(fix.record.commit)),
            ("version", fix.isProposed ? .null : .string(fix.record.version)),
            ("defect", .string(fix.record.defect)),
          ])
        })
    }
    return .object([
      ("alternatives", fixes(remedy.alternatives)), ("together", fixes(remedy.together)),
    ])
  }

  private static func finding(_ finding: Finding, _ report: CheckReport) -> JSONValue {
    let clause = Contract.clauses[finding.clause]
    // Of a text only: nothing guides the seeds of a port.
    let variation =
      finding.variation == 0 ? [] : [("variation", JSONValue.count(finding.variation))]
    return .object(
      [
        ("clause", .string(clause.id)),
        ("statement", .string(clause.statement)),
        ("source", .string(clause.source)),
        ("weight", .string(clause.weight.rawValue)),
        ("seed", finding.isSolvers ? .null : .word(finding.seed)),
      ] + variation + [
        ("seeds", .count(finding.seeds)),
        ("replay", .string(report.replayCommand(finding))),
        ("scenario", .text(CounterexampleFile.encode(.scenario(finding.scenario)))),
      ])
  }

  /// The case that the text report shows: the call that first broke something, or else the last.
  private static func caseOf(_ finding: Finding, _ report: CheckReport) -> JSONValue {
    let text = CaseText(finding, report.campaign.target)
    guard let pass = text.recording.telling else { return .null }
    let scenario = finding.scenario
    let pages = OutputRow.rows(pass, text.recording.encoding).flatMap { row in
      (row.pages.first...row.pages.last).map { page -> JSONValue in
        let place = PlacedPage(page, scenario, text.recording.layout)
        return .object([
          ("page", .integer(page)), ("vma", .string(place.vma)), ("entry", .string(place.entry)),
          ("request", .string(PfnWord.spelled(scenario.requests[page]))),
          ("word", .word(pass.pages[page].word)), ("isSet", .bool(pass.pages[page].isSet)),
          ("output", .string(OutputWord(pass.pages[page], text.recording.encoding).text())),
          ("contract", .string(row.wanted)), ("isKept", .bool(row.isKept)),
        ])
      }
    }
    return .object([
      ("call", .integer(pass.number)),
      ("answer", pass.answer.map(JSONValue.string) ?? .null),
      ("contract", pass.wantedAnswer.map(JSONValue.string) ?? .null),
      ("course", .strings(Course.parts(pass).dropLast())),
      ("incidents", .strings(pass.incidents)),
      ("pages", .array(pages)),
    ])
  }
}

extension OutputWord {
  init(_ page: Recording.PageOutcome, _ encoding: Encoding) {
    self.init(page.word, encoding, isSet: page.isSet)
  }
}
