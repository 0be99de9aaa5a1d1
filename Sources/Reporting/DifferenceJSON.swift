// SPDX-License-Identifier: GPL-2.0-or-later

import AddressSpace
import Checking
import Proving
import RangeFault

extension JSONReport {
  /// A comparison for programs.
  public static func text(_ report: DifferenceReport) -> String {
    JSONValue.object([
      ("format", .integer(format)),
      ("kind", .string("difference")),
      ("older", .string(report.pair.older.name)),
      ("newer", .string(report.pair.newer.name)),
      ("conclusion", .string(report.conclusion.rawValue)),
      ("summary", .string(report.closing)),
      ("complete", .bool(report.isComplete)),
      ("limitReached", .bool(report.limitReached)),
      ("maximumPages", .integer(report.bounds.pages)),
      ("restarts", .integer(report.bounds.restarts)),
      ("questions", .integer(report.questions)),
      ("folded", .integer(report.folded)),
      ("undecided", undecided(report.open)),
      ("notCompared", .strings(report.leftOut)),
      ("differences", .array(report.differences.map { difference($0, report.pair) })),
    ]).text() + "\n"
  }

  /// A comparison of targets, one of which at least is the text of a kernel.
  public static func text(
    _ sampled: TargetComparison.Outcome, _ proof: TargetProof.Outcome, _ bounds: DifferenceBounds,
    _ older: Target, _ newer: Target
  ) -> String {
    func told(
      _ kind: DifferenceKind, _ scenario: Scenario, _ other: Scenario, draw: Draw?
    ) -> JSONValue {
      .object([
        ("kind", .string(kind.rawValue)),
        ("seed", (draw?.seed).map(JSONValue.count) ?? .null),
        ("variation", .count(draw?.variation ?? 0)),
        ("scenario", .text(CounterexampleFile.encode(.scenario(scenario)))),
        ("older", call(Recording(scenario, older))),
        ("newer", call(Recording(other, newer))),
      ])
    }
    let differences =
      sampled.differences.map { told($0.kind, $0.scenario, $0.other, draw: $0.draw) }
      + proof.differences.map { told($0.kind, $0.scenario, $0.scenario, draw: nil) }
    return JSONValue.object([
      ("format", .integer(format)),
      ("kind", .string("difference")),
      ("older", .string(older.title)),
      ("newer", .string(newer.title)),
      ("conclusion", .string(sampled.conclusion(with: proof).rawValue)),
      ("seeds", .count(sampled.seeds)),
      ("variations", .count(sampled.variations)),
      ("differing", .count(sampled.differing)),
      ("undetermined", .count(sampled.undetermined)),
      ("notJudged", UnjudgedText(sampled.unjudged).json),
      ("limitReached", .bool(sampled.limitReached)),
      ("notCompared", .strings(NotComparedText(older, newer).reasons)),
      (
        "reached",
        .array(
          sampled.reached.map { side in
            .object([
              ("tree", .string(side.target.title)), ("text", coverage(side.coverage)),
              ("entryPoints", entryPoints(side.target.entryPoints)),
            ])
          })
      ),
      ("asked", .strings(proof.kinds.map(\.rawValue))),
      ("complete", .bool(proof.isComplete)),
      ("maximumPages", .integer(bounds.pages)),
      ("restarts", .integer(bounds.restarts)),
      ("questions", .integer(proof.questions)),
      ("folded", .integer(proof.folded)),
      ("undecided", undecided(proof.open)),
      ("differences", .array(differences)),
    ]).text() + "\n"
  }

  private static func undecided(_ open: [(question: String, reason: String)]) -> JSONValue {
    .array(
      open.map { .object([("question", .string($0.question)), ("reason", .string($0.reason))]) })
  }

  private static func difference(_ difference: Difference, _ pair: RevisionPair) -> JSONValue {
    let text = DifferenceText(difference, pair)
    let attribution = difference.attribution
    return .object([
      ("kind", .string(difference.kind.rawValue)),
      ("alternatives", .array(attribution.alternatives.map { change($0, pair) })),
      ("together", .array(attribution.together.map { change($0, pair) })),
      ("onTop", .bool(attribution.isOnTop)),
      ("scenario", .text(CounterexampleFile.encode(.scenario(difference.scenario)))),
      ("older", call(text.older)),
      ("newer", call(text.newer)),
    ])
  }

  private static func change(_ change: Change, _ pair: RevisionPair) -> JSONValue {
    var members: [(String, JSONValue)] = [("id", .string(change.id))]
    if case .fix(let fix) = change {
      members.append(("commit", fix.record.commit.isEmpty ? .null : .string(fix.record.commit)))
      members.append(("version", fix.isProposed ? .null : .string(fix.record.version)))
    }
    members.append(("statement", .string(change.statement(pair))))
    return .object(members)
  }

  /// What one revision does.
  private static func call(_ recording: Recording) -> JSONValue {
    guard let pass = recording.passes.first else { return .null }
    let pages = pass.pages.map { page -> JSONValue in
      .object([
        ("word", .word(page.word)), ("isSet", .bool(page.isSet)),
        ("output", .string(OutputWord(page, recording.encoding).text())),
      ])
    }
    return .object([
      ("answer", pass.answer.map(JSONValue.string) ?? .null),
      ("course", .strings(Course.parts(pass).dropLast())),
      ("incidents", .strings(pass.incidents)),
      ("pages", .array(pages)),
    ])
  }
}
