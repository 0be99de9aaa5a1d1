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
      with itself, 125 nothing found and not proved equal, or something that could not be judged.
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

  @OptionGroup var cache: CacheOptions

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
    try validateWalkers()
    if !isOfTexts {
      _ = try pair()
      return
    }
    if solver == true && pageWalkers.contains(.source) {
      throw ValidationError("--solver runs the model's page walker: without --pagewalk source")
    }
    if seeds == 0 && !isSolved {
      throw ValidationError("--seeds 0 without --solver compares nothing")
    }
  }

  private func validateWalkers() throws {
    if pageWalkers.count > 2 {
      throw ValidationError("--pagewalk is given once, or twice: for the first and the second tree")
    }
    if !isOfTexts && !pageWalkers.isEmpty {
      throw ValidationError("--pagewalk goes with a kernel's tree")
    }
  }

  func run() throws {
    let output = try Output(path: output)
    do {
      if isOfTexts {
        let (older, newer) = try targets()
        try compare(older, newer, output)
        return
      }
      var search = DifferenceSearch(try pair(), bounds)
      let report = try search.run()
      try output.write(format == .json ? JSONReport.text(report) : TextReport.text(report))
      try report.conclusion.status.end()
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
    var comparison = TargetComparison(older, newer, counts: true)
    comparison.limit = limit
    comparison.seeds = seeds
    comparison.varySeeds()
    var sampled = comparison.run()
    sampled.reached = try comparison.reached()
    let shown = Set(sampled.differences.map(\.kind))
    let open = DifferenceKind.allCases.filter { isSolved && !shown.contains($0) }
    var proof = TargetProof(older, newer, bounds)
    let proved = try open.isEmpty ? TargetProof.Outcome() : proof.run(open)
    try output.write(
      format == .json
        ? JSONReport.text(sampled, proved, bounds, older, newer)
        : TextReport.text(sampled, proved, bounds, older, newer))
    try sampled.conclusion(with: proved).status.end()
  }

  /// A tree, and no revision of the same name.
  private static func isText(_ name: String) -> Bool {
    revision(name) == nil && (try? KernelTree(name)) != nil
  }

  private static func revision(_ name: String) -> Revision? {
    Revision.named(name) ?? Revision.named("v" + name)
  }

  /// One of the two at least is a tree.
  private var isOfTexts: Bool { Self.isText(older) || Self.isText(newer) }

  /// Both, each of which is read once.
  private func targets() throws -> (Target, Target) {
    func target(_ name: String, _ walker: PageWalker?) throws -> Target {
      if let revision = Self.revision(name) { return .revision(revision) }
      return Target(
        try KernelOptions.kernel(name, configuration, walker ?? .model, cache.cache))
    }
    let (first, second) = (
      try target(older, pageWalkers.first), try target(newer, pageWalkers.last)
    )
    // A tree and its copy with a patch are of one version.
    if first.name != second.name || older == newer { return (first, second) }
    return (first.tellingPlace, second.tellingPlace)
  }

  private var bounds: DifferenceBounds {
    var bounds = DifferenceBounds()
    bounds.pages = pages
    bounds.limit = limit
    bounds.budget.rlimit = rlimit
    return bounds
  }

  /// Whether a solver is asked about trees.
  private var isSolved: Bool {
    let areTexts = Self.isText(older) && Self.isText(newer) && !pageWalkers.contains(.source)
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

extension Target {
  /// The same; the name of a text says where it is from.
  fileprivate var tellingPlace: Target {
    guard case .kernel(let kernel, let like) = self else { return self }
    return .kernel(kernel.tellingPlace(), like: like)
  }
}

extension DifferenceReport.Conclusion {
  /// The status of a comparison.
  var status: Status {
    switch self {
    case .equal: .held
    case .different: .violated
    case .undetermined: .undetermined
    }
  }
}
