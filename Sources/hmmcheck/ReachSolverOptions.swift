// SPDX-License-Identifier: GPL-2.0-or-later

import ArgumentParser
import Checking
import Foundation
import KernelSource
import KernelWalk
import Proving
import Workers

/// Whether a solver is asked for the lines that random scenarios do not reach.
struct ReachSolverOptions: ParsableArguments {
  @Flag(
    name: .customLong("solver"),
    help: """
      With --kernel: asks a solver for scenarios that reach the lines and branches which random ones \
      do not: what it finds is run and judged, and what is impossible within the bounds that are \
      named is unreachable there.
      """)
  var isAsked = false

  @Option(
    name: .customLong("keep"),
    help: ArgumentHelp(
      "With --solver: writes each scenario that is found there, for explain.",
      valueName: "directory"))
  var directory: String?

  /// - Throws: a validation error where the options do not go with the others.
  func check(_ kernel: KernelOptions) throws {
    if directory != nil && !isAsked { throw ValidationError("--keep goes with --solver") }
    if !isAsked { return }
    if kernel.tree == nil { throw ValidationError("--solver goes with --kernel TREE") }
    if kernel.configuration.contains(KernelOptions.every) {
      throw ValidationError("--solver is of one configuration: without --config all")
    }
    if kernel.pageWalker == .source {
      throw ValidationError("--solver runs the model's page walker: without --pagewalk source")
    }
  }

  /// Asks for what a campaign has not reached, and counts in what is found; nil where nobody wants
  /// that, or the target is no text.
  func search(
    _ campaign: Campaign, _ outcome: inout Campaign.Outcome, jobs: Int
  ) throws -> TextReach? {
    guard isAsked, let kernel = campaign.target.kernel, let text = outcome.text else { return nil }
    // Before the search, which takes a minute.
    try writing {
      try directory.map {
        try FileManager.default.createDirectory(atPath: $0, withIntermediateDirectories: true)
      }
    }
    let control = Campaign.Control()
    let interrupt = Interrupt(control, after: nil)
    defer { interrupt.end() }
    let pool = WorkerPool(executable: Prove.executable, arguments: ["worker"], count: jobs)
    let reach: TextReach
    do {
      reach = try ReachSearch(kernel, pool: pool).run(
        text.missed, isStopped: { control.isStopped })
    } catch {
      throw ValidationError("\(error)")
    }
    if let disagreement = reach.disagreements.first {
      FileHandle.standardError.write(Data("hmmcheck: \(disagreement)\n".utf8))
      throw Status.disagreement.exitCode
    }
    try campaign.judge(reach.scenarios, into: &outcome)
    try keep(reach)
    return reach
  }

  private func keep(_ reach: TextReach) throws {
    guard let directory else { return }
    try writing {
      for (number, scenario) in reach.scenarios.enumerated() {
        let first = reach.found.first { $0.scenario == scenario }?.place
        let name = "\(number + 1)-\(first?.function ?? "scenario")-\(first?.line ?? 0).json"
        let file = URL(fileURLWithPath: directory).appendingPathComponent(name)
        try Data(CounterexampleFile.encode(.scenario(scenario)).utf8).write(
          to: file, options: .atomic)
      }
    }
  }

  private func writing(_ body: () throws -> Void) throws {
    do { try body() } catch {
      throw ValidationError(
        "cannot write into \(directory ?? ""): \(error.localizedDescription)")
    }
  }
}
