// SPDX-License-Identifier: GPL-2.0-or-later

import AddressSpace
import Checking
import RangeFault
import Specification

/// A defect as the text report and the failures of the other reports tell it.
struct DefectText {
  let defect: Defect
  let report: CheckReport

  private var finding: Finding { defect.first }

  var lines: [String] {
    let text = CaseText(finding, report.campaign.target)
    return headline(text.summary) + text.lines + remedy + seeds + [replay]
  }

  /// The clause at the left, the size of the case at the right, on a line if they fit.
  private func headline(_ summary: String) -> [String] {
    let id = finding.clauseID + "  "
    let statement = Contract.clauses[finding.clause].statement
    let space = TextTable.width - id.count - statement.count - summary.count
    if space >= 2 { return [id + statement + String(repeating: " ", count: space) + summary] }
    return wrapped(statement, first: id, margin: 4)
      + wrapped(summary, first: "  ", margin: 4)
  }

  private var remedy: [String] {
    wrapped(finding.remedy.text, first: "  ", margin: 4)
  }

  /// `seed 42, 318 seeds; also breaks C7 (12 seeds), C13 (3)`.
  private var seeds: [String] {
    let others = defect.findings.dropFirst().enumerated().map { index, other in
      index == 0
        || other.isSolvers
        ? "\(other.clauseID) (\(other.sightings))"
        : "\(other.clauseID) (\(other.seeds))"
    }
    let first = (finding.isSolvers ? "" : "seed \(finding.draw), ") + finding.sightings
    if others.isEmpty { return ["  " + first] }
    return filled(others, first: "  \(first); also breaks ", margin: 4)
  }

  /// The command that runs the case again.
  private var replay: String { "  " + report.replayCommand(finding) }
}

extension Finding {
  /// `318 seeds`, or that the solver found it.
  var sightings: String { isSolvers ? "found by the solver" : counted(seeds, "seed") }
}

extension Remedy {
  /// `fixed by range-need-is-union (73231612dc7c, 5.2)`.
  var text: String {
    if fixes.isEmpty { return "fixed by no known fix" }
    let names = fixes.map(\.origin).joined(separator: together.isEmpty ? " or " : " and ")
    return "fixed by \(names)"
  }
}

extension Fix {
  /// `range-need-is-union (73231612dc7c, 5.2)`.
  fileprivate var origin: String {
    let known = [record.commit, record.version].filter { !$0.isEmpty }
    return "\(id) (\(isProposed ? "proposed" : known.joined(separator: ", ")))"
  }
}

extension CheckReport {
  /// `hmmcheck replay PATH` where the corpus has such a case, or else the check that finds it.
  func replayCommand(_ finding: Finding) -> String {
    if let path = knownCase(finding) { return "hmmcheck replay \(quoted(path))" }
    var words = ["hmmcheck", "--revision", campaign.revision.name]
    if let kernel = campaign.target.kernel {
      words = ["hmmcheck", "--kernel", quoted(kernel.source.place)]
      for symbol in kernel.switchedOff { words += ["--config", "\(symbol)=n"] }
      if kernel.source.pageWalker == .source { words += ["--pagewalk", "source"] }
    }
    for fix in without { words += ["--without", fix.id] }
    words +=
      finding.isSolvers
      ? ["--seed", "\(campaign.first)", "--seeds", "\(outcome.seeds)", "--solver"]
      : ["--seed", "\(finding.draw)", "--seeds", "1"]
    words += ["--only", finding.clauseID]
    let profile = campaign.profile
    if profile.realGeometry { words += ["--geometry", "x86-64"] }
    let usual = Profile(revision: campaign.revision, realGeometry: profile.realGeometry)
    if profile.maximumPages != usual.maximumPages {
      words += ["--pages", "\(profile.maximumPages)"]
    }
    return words.joined(separator: " ")
  }

  /// The case of the corpus with the same clause and fixes; best one of the same revision.
  private func knownCase(_ finding: Finding) -> String? {
    let cause =
      finding.remedy.together.isEmpty
      ? Array(finding.remedy.alternatives.prefix(1)) : finding.remedy.together
    let alike = corpus.compactMap { replay -> (path: String, revision: String)? in
      guard case .counterexample(let known) = replay.caseFile, replay.result == .asRecorded,
        known.clause == finding.clauseID, known.fixedBy == cause.map(\.id)
      else { return nil }
      return (replay.path, known.subject.revision)
    }
    let name = campaign.revision.name
    // What no fix mends may be another defect in another revision.
    let same = alike.first { $0.revision == name }
    return (cause.isEmpty ? same : same ?? alike.first)?.path
  }

  /// A path as a shell takes it.
  private func quoted(_ path: String) -> String {
    let isPlain = path.unicodeScalars.allSatisfy { scalar in
      scalar.properties.isAlphabetic || "0123456789/._-+".unicodeScalars.contains(scalar)
    }
    return isPlain ? path : "'" + path.replacing("'", with: "'\\''") + "'"
  }
}
