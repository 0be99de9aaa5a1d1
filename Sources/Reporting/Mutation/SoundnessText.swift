// SPDX-License-Identifier: GPL-2.0-or-later

import Checking
import Mutation
import Proving

extension SoundnessResult {
  /// What the solver says: `not inductive`, `proved: 1 to 4 pages`, `UNSOUND`.
  var word: String {
    switch kind {
    case .unsound: "UNSOUND: proved"
    case .bounded: "proved: \(proof?.row.bound ?? "")"
    case .notProved: proof?.verdict.word ?? "no row"
    }
  }

  /// `hmm_vma_handle_pte:270:not:1  killed by C6  seed 3  C6 is not inductive  4.1 s`.
  public var line: String {
    [
      mutation.id, "killed by \(clause)", "seed \(seed)", "\(clause) is \(word)",
      "\(decimal(seconds)) s",
    ].joined(separator: "  ")
  }

  /// The same, and the change.
  var lines: [String] {
    wrapped(line, first: "", margin: 4) + ["    \(mutation.before) -> \(mutation.after)"]
  }
}

extension SoundnessOutcome {
  /// The mutants that were not proved, by what was said of them: `150 not inductive, 40 refuted`.
  private var unproved: String {
    let words = results.filter { $0.kind == .notProved }.map(\.word)
    return Set(words).sorted().map { word in "\(words.count { $0 == word }) \(word)" }
      .joined(separator: ", ")
  }

  /// The totals, in a sentence.
  public var closing: String {
    let asked = isInterrupted ? "\(results.count) of \(wanted) asked" : "\(results.count) asked"
    var parts = [
      "\(target.title): \(count(.unsound)) of \(counted(results.count, "mutant")) proved for any"
        + " length of a clause by which random scenarios kill them (\(asked), drawn by \(rng))",
      "\(count(.bounded)) proved with a bound",
    ]
    if !unproved.isEmpty { parts.append(unproved) }
    let few = isPowerful ? "" : ", fewer than \(SoundnessCampaign.fewestClauses)"
    let void =
      exempt.isEmpty ? "" : " and \(exempt.joined(separator: ", ")) of which its format has nothing"
    parts.append(
      "of the text itself \(counted(anyLength.count, "clause")) proved for any length\(void)\(few)"
        + (bounded.isEmpty ? "" : ", with a bound: \(bounded.joined(separator: ", "))"))
    if !contradicted.isEmpty {
      parts.append("random scenarios break \(contradicted.joined(separator: ", ")) all the same")
    }
    return parts.joined(separator: "; ")
  }
}

extension TextReport {
  /// Mutants that a prover was asked for: what it should not have proved, what it proved with a
  /// bound, and totals. The others were told one by one.
  public static func text(_ outcome: SoundnessOutcome, seconds: Double) -> String {
    let told: [(SoundnessResult.Kind, String)] = [
      (.unsound, "Proved for any length, and broken: the prover is wrong"),
      (.bounded, "Proved within a bound"),
    ]
    var blocks = told.map { kind, title in
      let results = outcome.results.filter { $0.kind == kind }
      return results.isEmpty ? [] : [title] + results.flatMap(\.lines).map { "  " + $0 }
    }
    blocks.append(wrapped(outcome.closing, first: "", margin: 2))
    blocks.append(["\(counted(outcome.results.count, "mutant")) in \(decimal(seconds)) s"])
    return blocks.filter { !$0.isEmpty }.map { $0.joined(separator: "\n") + "\n" }
      .joined(separator: "\n")
  }
}

extension JSONReport {
  /// The same for programs, with every mutant.
  public static func text(_ outcome: SoundnessOutcome, seconds: Double) -> String {
    let totals = SoundnessResult.Kind.allCases.map {
      ($0.rawValue, JSONValue.integer(outcome.count($0)))
    }
    return JSONValue.object([
      ("format", .integer(format)),
      ("kind", .string("prove-mutants")),
      ("revision", .string(outcome.target.name)),
      ("conclusion", .string(outcome.conclusion.rawValue)),
      ("summary", .string(outcome.closing)),
      ("sample", .integer(outcome.wanted)),
      ("rng", .count(outcome.rng)),
      ("seeds", .count(outcome.seeds)),
      ("seconds", .seconds(seconds)),
      ("interrupted", .bool(outcome.isInterrupted)),
      ("anyLength", .strings(outcome.anyLength)),
      ("bounded", .strings(outcome.bounded)),
      ("exempt", .strings(outcome.exempt)),
      ("contradicted", .strings(outcome.contradicted)),
      ("totals", .object(totals)),
      ("mutants", .array(outcome.results.map(mutant))),
    ]).text() + "\n"
  }

  private static func mutant(_ result: SoundnessResult) -> JSONValue {
    .object([
      ("id", .string(result.mutation.id)),
      ("before", .string(result.mutation.before)),
      ("after", .string(result.mutation.after)),
      ("clause", .string(result.clause)),
      ("seed", .count(result.seed)),
      ("kind", .string(result.kind.rawValue)),
      ("verdict", result.proof.map { .string($0.verdict.word) } ?? .null),
      ("reason", (result.proof?.verdict.reason).map(JSONValue.string) ?? .null),
      ("bound", (result.proof?.row.bound).map(JSONValue.string) ?? .null),
      ("seconds", .seconds(result.seconds)),
    ])
  }
}
