// SPDX-License-Identifier: GPL-2.0-or-later

import Checking
import Mutation
import Specification

extension MutantVerdict {
  /// `killed`, `no difference`.
  var word: String {
    switch self {
    case .noProgram: return "no program"
    case .killed: return "killed"
    case .undetermined: return "undetermined"
    case .survived(let survivor):
      switch survivor.reason {
      case .noDifference: return "no difference"
      case .equal: return "equal"
      case .differs: return "differs"
      }
    }
  }

  /// The clauses that object.
  var clauses: [String] {
    if case .killed(let kill) = self { kill.clauses.ids } else { [] }
  }

  /// The seed that shows it, or the variation of one.
  var draw: Draw? {
    func draw(_ seed: UInt64?, _ variation: UInt64) -> Draw? {
      seed.map { Draw(seed: $0, variation: variation) }
    }
    switch self {
    case .noProgram: return nil
    case .killed(let kill): return draw(kill.seed, kill.variation)
    case .undetermined(let lost): return draw(lost.seed, lost.variation)
    case .survived(let survivor):
      return survivor.difference.flatMap { draw($0.seed, $0.variation) }
    }
  }

  /// For programs.
  static let words = ["killed", "equal", "no difference", "differs", "undetermined", "no program"]
}

extension MutantResult {
  /// Whether what it changes was reached.
  var reach: String {
    switch isReached {
    case true?: "; its line was reached"
    case false?: "; its line was never reached"
    case nil: ""
    }
  }
}

extension MutationCampaign.Outcome {
  func count(_ word: String) -> Int { results.count { $0.verdict.word == word } }

  /// How many mutants each clause objected to, in the order of the clauses.
  var kills: [(clause: String, mutants: Int)] {
    Contract.clauses.map { $0.id }.compactMap { clause in
      let count = results.count { $0.verdict.clauses.contains(clause) }
      return count > 0 ? (clause, count) : nil
    }
  }

  /// The totals, in a sentence.
  var closing: String {
    let named = "\(target.title): of \(counted(results.count, "mutant"))"
    if judged == 0 { return "\(named) none could be judged: the text itself is not understood" }
    var parts = ["\(count("killed")) killed"]
    if count("equal") > 0 { parts.append("\(count("equal")) proved equal") }
    if count("no difference") > 0 {
      let missed = results.count { $0.verdict.word == "no difference" && $0.isReached == false }
      parts.append(
        "\(count("no difference")) without a difference on \(counted(seeds, "scenario"))"
          + (missed > 0 ? " (\(missed) of them where no scenario came)" : ""))
    }
    parts.append("\(count("differs")) that differ and no clause objects to")
    if count("undetermined") > 0 { parts.append("\(count("undetermined")) undetermined") }
    if notJudged > 0 { parts.append("\(notJudged) scenarios not judged on the text itself") }
    if count("no program") > 0 { parts.append("\(count("no program")) no program") }
    let clauses = kills.map { "\($0.clause) \($0.mutants)" }.joined(separator: ", ")
    return "\(named): " + parts.joined(separator: ", ")
      + (clauses.isEmpty ? "" : "; killed first by: \(clauses)")
  }
}
