// SPDX-License-Identifier: GPL-2.0-or-later

import Checking
import KernelSource
import Proving

// The members of the report, all of which are always there; null stands for what there is not.
//
// format           1
// kind             "prove"
// revision         "v5.6"; "conforming"
// without          ids of the fixes that were taken out
// z3               version of Z3
// conclusion       "proved", "refuted", "undetermined", "disagreed", or "expected": what fails is
//                  exactly what --expect names
// summary          the closing line of the text report
// seconds          on the clock
// interrupted      stopped before all was asked
// checks           what was tried before; null where nothing was, each with:
//   name           "rounds", "random"
//   statement      what was done
//   count          scenarios that were run
//   seconds        on the clock
//   outcome        "agreed", "differs", or "not-done"
//   reason         in what it differs, or why it was not done
//   scenario       a case file of what differs
// places           what a text does with addresses, page numbers and frames, by which inductive rows
//                  go for any length, or do not; null where that was not asked:
//   violations     each with location, kind ("place" or "frame") and text; with one, rows go no
//                  further than their windows
//   established    what was shown, a sentence each
//   firstPage      where the first page of a piece is looked at for all of it
// obligations      in the order of the table, each with:
//   id             "witness.C6"
//   group          "witness": what the id begins with
//   clause         "C6"; null where it is about something else
//   statement      what is to be proved
//   bound          for what
//   verdict        "proved", "refuted", "not-inductive", "undetermined", "vacuous", or "exempt"
//   reason         of undetermined, vacuous and exempt
//   questions      asked of Z3
//   seconds        solver time of all questions
//   rlimit         steps of Z3 for all questions; the same on every machine
//   broken         the part and the question that break it, in words
//   counterexample a case file: written out by itself it can be replayed
//   notCovered     of a row that is proved, where else random scenarios break its clause, in words
//   secondOpinion  of a second solver: of how many questions it agreed, contradicted, was undecided,
//                  failed (a crash is no answer), and was not asked as Z3 did not decide them; seconds;
//                  and why the first that it has not confirmed is so
// opinions         the sums of these for each group that a second solver was asked of
// contradictions   rows that are proved, and random scenarios that break their clause, each with:
//   obligations    ids
//   clause         "C6"
//   seed           the least, and
//   seeds          how many
//   scenario       a case file of the least seed, shrunk
//   command        what runs it again
// growth           obligations that spent more than twice what is recorded, in words
// vocabulary       of a text: its version, or null, and its entries, each with name, kinds, given, and
//                  because
// disagreements    where the solver and the concrete run disagree, in words: a fault of hmmcheck
extension JSONReport {
  public static func text(_ report: ProofReport) -> String {
    let known: [(String, JSONValue)] = [
      ("format", .integer(format)),
      ("kind", .string("prove")),
      ("revision", .string(report.revision)),
      ("without", .strings(report.without)),
      ("z3", .string(report.z3)),
      ("conclusion", .string(report.conclusion.rawValue)),
      ("summary", .string(report.closing)),
      ("seconds", .seconds(report.seconds)),
      ("interrupted", .bool(report.isInterrupted)),
      ("checks", report.checks.map { .array($0.map(check)) } ?? .null),
      ("places", report.places.map(places) ?? .null),
      ("obligations", .array(report.results.map { obligation($0, report) })),
      ("contradictions", .array(report.contradictions.map { contradiction($0, report) })),
      (
        "opinions",
        .array(
          report.opinions.map { group, opinion in
            .object([("group", .string(group.rawValue))] + members(opinion))
          })
      ),
      ("growth", .strings(report.growth)),
      ("disagreements", .strings(report.disagreements)),
    ]
    return JSONValue.object(known + vocabulary(report.target)).text() + "\n"
  }

  private static func check(_ check: BeliefCheck) -> JSONValue {
    .object([
      ("name", .string(check.name)), ("statement", .string(check.statement)),
      ("count", .count(check.count)), ("seconds", .seconds(check.seconds)),
      ("outcome", .string(check.outcome.word.replacing(" ", with: "-"))),
      ("reason", optional(check.outcome.reason)),
      (
        "scenario",
        check.scenario.map { .text(CounterexampleFile.encode(.scenario($0))) } ?? .null
      ),
    ])
  }

  private static func contradiction(
    _ contradiction: Contradiction, _ report: ProofReport
  ) -> JSONValue {
    let finding = contradiction.finding
    return .object([
      ("obligations", .strings(contradiction.rows)),
      ("clause", .string(finding.clauseID)), ("seed", .count(finding.seed)),
      ("seeds", .count(finding.seeds)),
      ("scenario", .text(CounterexampleFile.encode(.scenario(finding.scenario)))),
      ("command", optional(BeliefText(report: report).command(contradiction))),
    ])
  }

  private static func places(_ report: PlaceReport) -> JSONValue {
    .object([
      (
        "violations",
        .array(
          report.violations.map {
            .object([
              ("location", .string("\($0.location)")), ("kind", .string($0.kind.rawValue)),
              ("text", .string($0.text)),
            ])
          })
      ),
      ("established", .strings(report.established)),
      ("firstPage", .strings(report.firstPage.map { "\($0)" })),
    ])
  }

  private static func obligation(_ result: ProofResult, _ report: ProofReport) -> JSONValue {
    let row = result.row
    return .object([
      ("id", .string(row.id)),
      ("group", .string(row.group.rawValue)),
      ("clause", optional(row.clause)),
      ("statement", .string(row.statement)),
      ("bound", .string(row.bound)),
      ("verdict", .string(result.verdict.word.replacing(" ", with: "-"))),
      ("reason", optional(result.verdict == .exempt ? row.exemption : result.verdict.reason)),
      ("questions", .integer(result.questions)),
      ("seconds", .seconds(result.seconds)),
      ("rlimit", .count(result.rlimit)),
      ("broken", optional(result.broken)),
      (
        "counterexample",
        result.counterexample.map { .text(CounterexampleFile.encode(.counterexample($0))) } ?? .null
      ),
      ("notCovered", optional(report.notCovered(result))),
      ("secondOpinion", result.secondOpinion.map { .object(members($0)) } ?? .null),
    ])
  }

  private static func members(_ opinion: SecondOpinion) -> [(String, JSONValue)] {
    [
      ("questions", .integer(opinion.questions)), ("agreed", .integer(opinion.agreed)),
      ("contradicted", .integer(opinion.contradicted)),
      ("undecided", .integer(opinion.undecided)), ("failed", .integer(opinion.failed)),
      ("unasked", .integer(opinion.unasked)), ("seconds", .seconds(opinion.seconds)),
      ("reason", optional(opinion.reason)),
    ]
  }

  private static func optional(_ text: String?) -> JSONValue { text.map(JSONValue.string) ?? .null }
}
