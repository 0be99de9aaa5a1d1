// SPDX-License-Identifier: GPL-2.0-or-later

import Checking
import RangeFault
import Specification

/// The report for programs. The same report always gives the same text.
public enum JSONReport {
  /// The version of the form; what a member means only changes together with it.
  public static let format = 1

  public static func text(_ report: CheckReport) -> String {
    var members: [(String, JSONValue)] = [
      ("format", .integer(format)),
      ("kind", .string("check")),
      ("revision", .string(report.campaign.target.name)),
      ("without", .strings(report.without.map(\.id))),
      ("conclusion", .string(report.conclusion.rawValue)),
      ("summary", .string(report.closing)),
      ("strict", .bool(report.strict)),
      ("requireExercised", .bool(report.requireExercised)),
      ("interrupted", .bool(report.interrupted)),
      ("geometry", .string(report.campaign.profile.realGeometry ? "x86-64" : "small")),
      ("maximumPages", .integer(report.campaign.profile.maximumPages)),
      ("seeds", seeds(report)),
      ("notJudged", UnjudgedText(report: report).json),
      ("expected", report.expected.map { .strings($0.known.sorted()) } ?? .null),
      ("surprises", .strings(report.surprises)),
      ("seconds", .seconds(report.seconds)),
      ("judged", .strings(report.campaign.clauses.ids)),
      ("violations", .array(report.violations.map { defect($0, report) })),
      ("notes", .array(report.notes.map { defect($0, report) })),
      ("corpus", .array(report.corpus.map(replay))),
      ("missingCorpus", report.missingCorpus.map(JSONValue.string) ?? .null),
      ("coverage", coverage(report)),
    ]
    members += vocabulary(report.campaign.target)
    if report.outcome.text != nil {
      members += [
        ("entryPoints", entryPoints(report.entryPoints)),
        ("requireReached", .bool(report.leftOut != nil)),
        ("unreached", .strings(report.unreached)),
        ("solver", ReachText(report.reach, report.campaign.target.kernel)?.json ?? .null),
      ]
    }
    return JSONValue.object(members).text() + "\n"
  }

  public static func text(_ replays: [Replay]) -> String {
    JSONValue.object([
      ("format", .integer(format)),
      ("kind", .string("replay")),
      ("conclusion", .string(replays.conclusion.rawValue)),
      ("summary", .string(TextReport.summary(replays, noun: "case"))),
      ("cases", .array(replays.map(replay))),
    ]).text() + "\n"
  }

  static func seeds(_ report: CheckReport) -> JSONValue {
    // Of a text only: nothing guides the seeds of a port.
    let variations =
      report.outcome.text == nil
      ? [] : [("variations", JSONValue.count(report.outcome.variations))]
    return .object(
      [
        ("first", .word(report.campaign.first)),
        // Where only the time was limited, no number was asked for.
        ("asked", report.campaign.count < Int64.max ? .count(report.campaign.count) : .null),
        ("run", .count(report.outcome.seeds)),
        ("violating", .count(report.outcome.violatingSeeds)),
        ("undetermined", .count(report.outcome.undetermined)),
        ("warned", .count(report.outcome.warned)),
      ] + variations)
  }

  private static func replay(_ replay: Replay) -> JSONValue {
    var members: [(String, JSONValue)] = [("path", .string(replay.path))]
    if case .counterexample(let known) = replay.caseFile {
      members.append(("clause", .string(known.clause)))
      members.append(("revision", .string(known.subject.revision)))
      members.append(("without", .strings(known.subject.without)))
    }
    if let clause = replay.clause { members.append(("clause", .string(clause))) }
    switch replay.result {
    case .asRecorded: members.append(("result", .string("as-recorded")))
    case .asExpected(let violated):
      members.append(("result", .string("as-recorded")))
      members.append(("violated", .strings(violated)))
    case .inapplicable(let reason):
      members.append(("result", .string("no-such-entry")))
      members.append(("reason", .string(reason)))
    case .ran(let violated):
      members.append(("result", .string("ran")))
      members.append(("violated", .strings(violated)))
    case .differs(let lines):
      members.append(("result", .string("differs")))
      members.append(("differences", .strings(lines)))
    case .unjudged(let lines):
      members.append(("result", .string("not-judged")))
      members.append(("reasons", .strings(lines)))
    case .refused(let line):
      members.append(("result", .string("refused")))
      members.append(("message", .string(line)))
    }
    return .object(members)
  }

  static func coverage(_ report: CheckReport) -> JSONValue {
    let coverage = report.outcome.coverage
    let exercised = coverage.exercised.indices.map { index in
      (Contract.clauses[index].id, JSONValue.count(coverage.exercised[index]))
    }
    func reached(_ reached: Coverage.Reached) -> JSONValue {
      .object([("reached", .integer(reached.reached)), ("possible", .integer(reached.possible))])
    }
    let text = report.outcome.text.map { [("text", JSONReport.coverage($0))] } ?? []
    return .object(
      [
        ("exercised", .object(exercised)),
        ("neverExercised", .strings(report.unexercised)),
        ("pairs", reached(coverage.pairs(report.campaign.profile))),
        ("triples", reached(coverage.triples(report.campaign.profile))),
      ] + text)
  }
}
