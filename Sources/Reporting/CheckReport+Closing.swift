// SPDX-License-Identifier: GPL-2.0-or-later

import Checking
import RangeFault

extension CheckReport {
  /// What was checked: `v5.6`, `conforming without vm-write-check`.
  var subjectName: String {
    campaign.target.name + without.map { " without \($0.id)" }.joined()
  }

  /// The conclusion: `conforming: held on 100000 scenarios`.
  var closing: String {
    let scenarios = counted(outcome.seeds, "scenario")
    let defects = violations.count
    var parts: [String] = []
    if outcome.seeds == 0 {
      parts.append("no scenario was run")
    } else if defects > 0 {
      parts.append(
        "\(counted(defects, "defect")) in \(outcome.violatingSeeds) of \(scenarios)")
    } else if outcome.undetermined > 0 {
      parts.append("nothing broken in \(scenarios)")
    } else {
      parts.append("held on \(scenarios)")
    }
    if outcome.undetermined > 0 { parts.append("\(outcome.undetermined) not judged") }
    if let seed = outcome.firstWarned {
      parts.append("a WARN fired on \(outcome.warned), first on seed \(seed)")
    }
    if interrupted { parts.append("stopped before \(campaign.count)") }
    if requireExercised && !unexercised.isEmpty {
      parts.append("\(unexercised.joined(separator: ", ")) never exercised")
    }
    if !unreached.isEmpty { parts.append("not all lines reached that must be") }
    let differing = corpus.count(where: \.isUnexpected)
    if differing > 0 {
      parts.append(
        "\(counted(differing, "case")) of the corpus \(differing == 1 ? "differs" : "differ")")
    }
    let refused = corpus.count(where: \.isRefused)
    if refused > 0 { parts.append("\(counted(refused, "case")) of the corpus refused") }
    let unjudged = corpus.count(where: \.isUnjudged)
    if unjudged > 0 { parts.append("\(counted(unjudged, "case")) of the corpus not judged") }
    parts += surprises
    return "\(subjectName): \(parts.joined(separator: "; "))"
  }
}
