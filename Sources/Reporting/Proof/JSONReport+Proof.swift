// SPDX-License-Identifier: GPL-2.0-or-later

import Checking
import Proving

// The members of the report, all of which are always there; null stands for what there is not.
//
// format           1
// kind             "prove"
// revision         "v5.6"; "conforming"
// without          ids of the fixes that were taken out
// z3               version of Z3
// conclusion       "proved", "refuted", "undetermined", or "disagreed"
// summary          the closing line of the text report
// seconds          on the clock
// interrupted      stopped before all was asked
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
//   secondOpinion  of a second solver: of how many questions it agreed, contradicted, was undecided,
//                  failed (a crash is no answer), and was not asked as Z3 did not decide them; seconds;
//                  and why the first that it has not confirmed is so
// opinions         the sums of these for each group that a second solver was asked of
// growth           obligations that spent more than twice what is recorded, in words
// disagreements    where the solver and the concrete run disagree, in words: a fault of hmmcheck
extension JSONReport {
  public static func text(_ report: ProofReport) -> String {
    JSONValue.object([
      ("format", .integer(format)),
      ("kind", .string("prove")),
      ("revision", .string(report.revision)),
      ("without", .strings(report.without)),
      ("z3", .string(report.z3)),
      ("conclusion", .string(report.conclusion.rawValue)),
      ("summary", .string(report.closing)),
      ("seconds", .seconds(report.seconds)),
      ("interrupted", .bool(report.isInterrupted)),
      ("obligations", .array(report.results.map(obligation))),
      (
        "opinions",
        .array(
          report.opinions.map { group, opinion in
            .object([("group", .string(group.rawValue))] + members(opinion))
          })
      ),
      ("growth", .strings(report.growth)),
      ("disagreements", .strings(report.disagreements)),
    ]).text() + "\n"
  }

  private static func obligation(_ result: ProofResult) -> JSONValue {
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
