// SPDX-License-Identifier: GPL-2.0-or-later

import Checking
import KernelWalk

extension ConfigurationsReport {
  /// `HUGETLB_PAGE=y TRANSPARENT_HUGEPAGE=n`.
  func settings(_ combination: Int) -> String {
    let letters = configurations.combinations[combination].letters
    if letters.isEmpty { return "the only configuration" }
    return zip(configurations.symbols, letters).map { "\($0)=\($1)" }.joined(separator: " ")
  }

  /// What a combination came to, in a few words: its clauses, or why there are none.
  func result(_ combination: Int) -> String {
    let broken = broken(combination)
    let reason = unjudged.first { $0.combination == combination }?.reason
    let words = broken.isEmpty ? (reason.map { [$0] } ?? ["held"]) : broken
    return words.joined(separator: " ")
  }

  /// `the same program as yyn`; nil for a program's first combination.
  func sameAs(_ combination: Int) -> String? {
    let known = configurations.combinations[combination]
    return known.program == combination
      ? nil : "the same program as " + configurations.combinations[known.program].letters
  }

  /// Where a defect shows: `in every combination`, `in every combination with HUGETLB_PAGE`, or all
  /// of them.
  func place(_ defect: Defect) -> [String] {
    let all = configurations.combinations.indices.filter { report($0) != nil }
    let shown = combinations(defect)
    if shown == Array(all) { return ["in every combination"] }
    func letter(_ combination: Int, _ symbol: Int) -> Character {
      Array(configurations.combinations[combination].letters)[symbol]
    }
    let fixed = configurations.symbols.indices.filter { symbol in
      shown.allSatisfy { letter($0, symbol) == letter(shown[0], symbol) }
    }
    let alike = all.filter { number in
      fixed.allSatisfy { letter(number, $0) == letter(shown[0], $0) }
    }
    if alike == shown {
      let words = fixed.map { symbol in
        (letter(shown[0], symbol) == "y" ? "with " : "without ") + configurations.symbols[symbol]
      }
      return ["in every combination " + words.joined(separator: " and ")]
    }
    return shown.map { configurations.combinations[$0].letters }
  }

  var programCount: Int { Set(configurations.combinations.map(\.program)).count }

  /// `6.1.192, 16 combinations: 9 defects, in 12 of them, on 16000 scenarios in all`.
  var closing: String {
    let count = configurations.combinations.count
    var parts: [String] = []
    if let whole {
      let broken = configurations.combinations.indices.count { !self.broken($0).isEmpty }
      let scenarios = counted(whole.outcome.seeds, "scenario")
      let defects = whole.violations.count
      parts.append(
        defects > 0
          ? "\(counted(defects, "defect")), in \(broken == count ? "all" : "\(broken)") of them,"
            + " on \(scenarios) in all"
          : (unjudged.isEmpty ? "held on " : "nothing broken in ") + scenarios + " in all")
      if whole.outcome.undetermined > 0 {
        parts.append("\(whole.outcome.undetermined) scenarios not judged")
      }
      if whole.outcome.warned > 0 { parts.append("a WARN fired on \(whole.outcome.warned)") }
      if whole.requireExercised && !whole.unexercised.isEmpty {
        parts.append("\(whole.unexercised.joined(separator: ", ")) never exercised")
      }
    }
    if !unjudged.isEmpty { parts.append("\(counted(unjudged.count, "combination")) not judged") }
    parts += whole?.surprises ?? []
    return "\(configurations.name), \(counted(count, "combination")): "
      + parts.joined(separator: "; ")
  }
}
