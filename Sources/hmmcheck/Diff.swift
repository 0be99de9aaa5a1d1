// SPDX-License-Identifier: GPL-2.0-or-later

import ArgumentParser
import Checking
import Foundation
import KernelWalk
import Proving
import RangeFault
import Reporting
import Solver

/// `hmmcheck diff`.
struct Diff: ParsableCommand {
  static let configuration = CommandConfiguration(
    abstract: "Finds how two revisions differ, or proves that they do not.",
    discussion: """
      For each kind of difference (outputs, result, effects) and each commit that brought one, a \
      smallest scenario is shown that the two treat differently. Then a solver proves that there is \
      no other within the bounds.

      Exit status: 0 proved equal, 1 there are differences, 64 bad usage, 70 hmmcheck disagreed \
      with itself, 125 nothing found and not proved equal.
      """)

  enum Form: String, CaseIterable, ExpressibleByArgument {
    case text, json
  }

  @Argument(help: "A revision, as in v5.6 (see list revisions), or a kernel's tree.")
  var older: String

  @Argument(help: "Another one.")
  var newer: String

  @Option(
    name: .customLong("without"),
    help: ArgumentHelp("Takes a fix out of the second revision.", valueName: "fix"))
  var without: [String] = []

  @Option(help: ArgumentHelp("Pages of the largest range: 1 to 4.", valueName: "n"))
  var pages = DifferenceBounds().pages

  @Option(help: ArgumentHelp("Differences to find, at most.", valueName: "n"))
  var limit = DifferenceBounds().limit

  @Option(
    help: ArgumentHelp(
      "Steps that the solver may take for a question, some 5 million a second.",
      valueName: "steps"))
  var rlimit = DifferenceBounds().budget.rlimit

  @Option(
    help: ArgumentHelp("With trees: random scenarios that are run on both.", valueName: "n"))
  var seeds: UInt64 = 100_000

  @Flag(
    inversion: .prefixedNo,
    help: """
      With trees: asks a solver about the kinds of differences that random scenarios do not show. \
      Unless told, where both are trees: beside a revision it takes minutes.
      """)
  var solver: Bool?

  @Option(
    name: .customLong("config"),
    help: ArgumentHelp("With trees: as for check.", valueName: "file or symbol"))
  var configuration: [String] = []

  @Option(
    name: .customLong("pagewalk"),
    help: ArgumentHelp(
      "With trees: whose page walker runs, as for check; given twice, one for each tree."))
  var pageWalkers: [PageWalker] = []

  @Option(help: "The form of the report.")
  var format: Form = .text

  @Option(
    name: [.customShort("o"), .long],
    help: ArgumentHelp("Writes the report there instead of standard output.", valueName: "file"))
  var output: String?

  func validate() throws {
    if !(1...4).contains(pages) {
      throw ValidationError("--pages \(pages) is not a whole number from 1 to 4")
    }
    if limit < 1 { throw ValidationError("--limit \(limit) is not 1 or more") }
    if rlimit < 1 { throw ValidationError("--rlimit \(rlimit) is not 1 or more") }
    if let (older, newer) = try targets() {
      if solver == true && pageWalkers.contains(.source) {
        throw ValidationError("--solver runs the model's page walker: without --pagewalk source")
      }
      if seeds == 0 && !isSolved(older, newer) {
        throw ValidationError("--seeds 0 without --solver compares nothing")
      }
    } else {
      _ = try pair()
    }
  }

  func run() throws {
    let output = try Output(path: output)
    do {
      if let (older, newer) = try targets() {
        try compare(older, newer, output)
        return
      }
      var search = DifferenceSearch(try pair(), bounds)
      let report = try search.run()
      try output.write(format == .json ? JSONReport.text(report) : TextReport.text(report))
      try report.status.end()
    } catch let error as ProvingError {
      output.discard()
      FileHandle.standardError.write(Data("hmmcheck: \(error)\n".utf8))
      throw Status.disagreement.exitCode
    } catch {
      output.discard()
      throw error
    }
  }

  /// Compares what trees hold: at random, and then by solver where that showed nothing.
  private func compare(_ older: Target, _ newer: Target, _ output: Output) throws {
    var comparison = TargetComparison(older, newer)
    comparison.limit = limit
    comparison.seeds = seeds
    comparison.varySeeds()
    let sampled = comparison.run()
    let shown = Set(sampled.differences.map(\.kind))
    let isSolved = isSolved(older, newer)
    let open = DifferenceKind.allCases.filter { isSolved && !shown.contains($0) }
    var proof = TargetProof(older, newer, bounds)
    let proved = try open.isEmpty ? TargetProof.Outcome() : proof.run(open)
    try output.write(
      format == .json
        ? JSONReport.text(sampled, proved, bounds, older, newer)
        : TextReport.text(sampled, proved, bounds, older, newer))
    if !sampled.differences.isEmpty || !proved.differences.isEmpty { try Status.violated.end() }
    let isEqual = sampled.undetermined == 0 && (!isSolved || proved.isComplete)
    try (isEqual ? Status.held : .undetermined).end()
  }

  /// Both, where one of them at least is a tree; nil where both are revisions.
  private func targets() throws -> (Target, Target)? {
    if pageWalkers.count > 2 {
      throw ValidationError("--pagewalk is given once, or twice: for the first and the second tree")
    }
    func target(
      _ name: String, _ walker: PageWalker?, tellsPlace: Bool = false
    ) throws -> Target {
      if let revision = Revision.named(name) ?? Revision.named("v" + name) {
        return .revision(revision)
      }
      return Target(
        try KernelOptions.kernel(
          name, configuration, walker ?? .model, tellsPlace: tellsPlace))
    }
    func isTree(_ name: String) -> Bool { (try? KernelTree(name)) != nil }
    guard isTree(older) || isTree(newer) else {
      if !pageWalkers.isEmpty { throw ValidationError("--pagewalk goes with a kernel's tree") }
      return nil
    }
    let (first, second) = (
      try target(older, pageWalkers.first), try target(newer, pageWalkers.last)
    )
    // A tree and its copy with a patch are of one version.
    if first.name != second.name || older == newer { return (first, second) }
    return (
      try target(older, pageWalkers.first, tellsPlace: true),
      try target(newer, pageWalkers.last, tellsPlace: true)
    )
  }

  private var bounds: DifferenceBounds {
    var bounds = DifferenceBounds()
    bounds.pages = pages
    bounds.limit = limit
    bounds.budget.rlimit = rlimit
    return bounds
  }

  /// Whether a solver is asked about two targets.
  private func isSolved(_ older: Target, _ newer: Target) -> Bool {
    let areTexts = [older, newer].allSatisfy {
      $0.kernel?.source.pageWalker == .model
    }
    return solver ?? areTexts
  }

  private func pair() throws -> RevisionPair {
    let second = try Revision.parse(newer)
    let taken = try Fix.parse(without)
    for fix in taken where !second.has(fix) {
      throw ValidationError("\(second.name) does not have the fix '\(fix.id)' in the first place")
    }
    return RevisionPair(try Revision.parse(older), second.without(FixSet(taken)))
  }
}

extension DifferenceReport {
  /// The status of a comparison.
  var status: Status {
    switch conclusion {
    case .equal: .held
    case .different: .violated
    case .undetermined: .undetermined
    }
  }
}
