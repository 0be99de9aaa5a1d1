// SPDX-License-Identifier: GPL-2.0-or-later

import Checking
import Mutation

extension TextReport {
  /// The mutants of a kernel's text: all of them as a table, those that survived one by one, totals.
  ///
  /// - Parameter seconds: the time that it took, for the last line.
  public static func text(_ outcome: MutationCampaign.Outcome, seconds: Double) -> String {
    var blocks = [table(outcome.results)]
    blocks += outcome.results.compactMap { told($0, outcome.target) }
    blocks.append(NotJudgedText(outcome.entryPoints).lines(first: "not judged and not changed: "))
    blocks.append(wrapped(outcome.closing, first: "", margin: 2))
    blocks.append(["\(counted(outcome.results.count, "mutant")) in \(decimal(seconds)) s"])
    return blocks.filter { !$0.isEmpty }.map { $0.joined(separator: "\n") + "\n" }
      .joined(separator: "\n")
  }

  /// Function by function; a mutant's line is followed by what it makes of the text's.
  private static func table(_ results: [MutantResult]) -> [String] {
    var lines: [String] = []
    var function = ""
    for result in results {
      let (mutation, verdict) = (result.mutation, result.verdict)
      if mutation.function != function { lines.append(mutation.function) }
      function = mutation.function
      let seed = verdict.draw.map { "seed \($0)" } ?? ""
      let columns = [
        "  \(mutation.line)".padded(8), mutation.kind.rawValue.padded(12), verdict.word.padded(15),
        verdict.clauses.joined(separator: " ").padded(20), seed,
      ]
      let row = columns.joined()
      lines.append(String(row.prefix(row.lastIndex { $0 != " " }.map { row[...$0].count } ?? 0)))
      lines.append("      \(mutation.before) -> \(mutation.after)")
    }
    return lines
  }

  private static func source(_ verdict: MutantVerdict) -> String {
    verdict.draw.map { "seed \($0)" } ?? "by solver"
  }

  /// What there is to say of one that was not killed.
  private static func told(_ result: MutantResult, _ original: Target) -> [String]? {
    let mutation = result.mutation
    let change = [
      "  \(mutation.file):\(mutation.line): \(mutation.before)", "    -> \(mutation.after)",
    ]
    func heading(_ text: String) -> [String] {
      wrapped("\(mutation.id): \(text)", first: "", margin: 2) + change
    }
    switch result.verdict {
    case .killed: return nil
    case .noProgram(let reason): return heading("no program: \(reason)")
    case .undetermined(let lost):
      return heading(
        "undetermined: no clause objects, and \(counted(lost.runs, "run")) reached text that is not"
          + " understood; \(source(result.verdict)): \(lost.reason)")
    case .survived(let survivor):
      switch survivor.reason {
      case .noDifference(let scenarios):
        return heading("no difference on \(counted(scenarios, "scenario"))\(result.reach)")
      case .equal(let bounds):
        return heading(
          "proved equal for \(counted(bounds.pages, "page")),"
            + " \(counted(bounds.restarts, "restart"))\(result.reach)")
      case .differs(let difference):
        let size = size(of: difference.scenario)
        var lines = heading(
          "differs in \(difference.kind.rawValue) on \(counted(difference.seeds, "seed")), and no"
            + " clause objects: \(size), \(source(result.verdict))"
            + result.reach)
        lines += told(difference.scenario, original, survivor.mutant)
        if !difference.mended.isEmpty {
          let clauses = difference.mended.ids.joined(separator: ", ")
          lines.append("  \(original.title) breaks \(clauses) there, the mutant does not")
        }
        return lines
      }
    }
  }
}
