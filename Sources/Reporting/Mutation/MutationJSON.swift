// SPDX-License-Identifier: GPL-2.0-or-later

import AddressSpace
import Checking
import Mutation

extension JSONReport {
  /// The mutants of a kernel's text, for programs.
  public static func text(_ outcome: MutationCampaign.Outcome, seconds: Double) -> String {
    let totals = MutantVerdict.words.map { ($0, JSONValue.integer(outcome.count($0))) }
    return JSONValue.object([
      ("format", .integer(format)),
      ("kind", .string("mutants")),
      ("revision", .string(outcome.target.name)),
      ("conclusion", .string(outcome.conclusion.rawValue)),
      ("summary", .string(outcome.closing)),
      ("seeds", .count(outcome.seeds)),
      ("judged", .count(outcome.judged)),
      ("unjudged", .count(outcome.notJudged)),
      ("seconds", .seconds(seconds)),
      ("totals", .object(totals)),
      ("clauses", .object(outcome.kills.map { ($0.clause, .integer($0.mutants)) })),
      ("mutants", .array(outcome.results.map(mutant))),
      ("entryPoints", entryPoints(outcome.entryPoints)),
    ]).text() + "\n"
  }

  private static func mutant(_ result: MutantResult) -> JSONValue {
    let mutation = result.mutation
    var members: [(String, JSONValue)] = [
      ("id", .string(mutation.id)),
      ("function", .string(mutation.function)),
      ("file", .string(mutation.file)),
      ("line", .integer(mutation.line)),
      ("change", .string(mutation.kind.rawValue)),
      ("before", .string(mutation.before)),
      ("after", .string(mutation.after)),
      ("verdict", .string(result.verdict.word)),
      ("clauses", .strings(result.verdict.clauses)),
      ("seed", (result.verdict.draw?.seed).map(JSONValue.count) ?? .null),
      ("variation", .count(result.verdict.draw?.variation ?? 0)),
      ("reached", result.isReached.map(JSONValue.bool) ?? .null),
    ]
    switch result.verdict {
    case .noProgram(let reason): members.append(("reason", .string(reason)))
    case .killed(let kill):
      if let scenario = kill.scenario { members.append(("scenario", encoded(scenario))) }
    case .undetermined(let lost):
      members.append(("reason", .string(lost.reason)))
      members.append(("runs", .count(lost.runs)))
    case .survived(let survivor):
      guard let difference = survivor.difference else { break }
      members.append(("differsIn", .string(difference.kind.rawValue)))
      members.append(("differing", .count(difference.seeds)))
      members.append(("mended", .strings(difference.mended.ids)))
      members.append(("scenario", encoded(difference.scenario)))
    }
    return .object(members)
  }

  private static func encoded(_ scenario: Scenario) -> JSONValue {
    .text(CounterexampleFile.encode(.scenario(scenario)))
  }
}
