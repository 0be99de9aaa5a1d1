// SPDX-License-Identifier: GPL-2.0-or-later

import AddressSpace
import ArgumentParser
import Checking
import Foundation
import Protocol
import RangeFault
import Reporting

/// `hmmcheck explain`.
struct Explain: ParsableCommand {
  static let configuration = CommandConfiguration(
    abstract: "Shows a case page by page and step by step.")

  @Argument(
    help: ArgumentHelp(
      "A file with a case, or the seed of a scenario, as 42 or 42+3.",
      valueName: "case or seed"))
  var what: String

  @Option(
    help: ArgumentHelp(
      "The kernel whose walk runs: that of the case, or conforming, unless given.",
      valueName: "revision"))
  var revision: String?

  @Option(
    name: .customLong("without"),
    help: ArgumentHelp("Takes a fix out of the revision.", valueName: "fix"))
  var without: [String] = []

  @OptionGroup var kernel: KernelOptions

  @Option(help: ArgumentHelp("Pages of the largest range a seed may draw.", valueName: "n"))
  var pages: Int?

  @Option(help: "The geometry that a seed draws in.")
  var geometry: Check.GeometryName = .small

  @Flag(inversion: .prefixedNo, help: "Colours; by default on a terminal only.")
  var color: Bool?

  func validate() throws {
    if let pages, !(1...4096).contains(pages) {
      throw ValidationError("--pages \(pages) is not a whole number from 1 to 4096")
    }
    if let revision { _ = try Revision.parse(revision) }
    _ = try Fix.parse(without)
  }

  func run() throws {
    if ProtocolCase.isSchedule(path: what) {
      do {
        print(TextReport.explanation(try ProtocolCase.read(path: what)), terminator: "")
      } catch {
        throw ValidationError(error.description)
      }
      return
    }
    let taken = try Fix.parse(without)
    let named = try revision.map { try Revision.parse($0) }
    if let text = try kernel.kernel() {
      if named != nil || !taken.isEmpty {
        throw ValidationError("--kernel runs the text as it is: without --revision and --without")
      }
      try show(on: Target(text))
      return
    }
    if let seed = SeedOrVariation(argument: what), !FileManager.default.fileExists(atPath: what) {
      // What is taken out decides what a seed may draw, as in a check.
      let subject = (named ?? .conforming).without(FixSet(taken))
      var generator = Generator(
        profile: Profile(
          revision: subject, realGeometry: geometry == .x86, maximumPages: pages))
      try show(generator.scenario(seed.draw), subject, nil)
      return
    }
    do {
      switch try CounterexampleFile.read(path: what) {
      case .scenario(let scenario):
        try show(scenario, (named ?? .conforming).without(FixSet(taken)), nil)
      case .counterexample(let found):
        var subject = named
        var fixes = taken
        if named == nil {
          subject = try Revision.parse(found.subject.revision)
          fixes += try Fix.parse(found.subject.without)
        }
        // What is proved is proved of the case's own subject.
        let minimality = named == nil && taken.isEmpty ? found.minimality : nil
        try show(
          found.scenario, (subject ?? .conforming).without(FixSet(fixes)), found.clause, minimality)
      }
    } catch let error as FileError {
      throw ValidationError(error.description)
    }
  }

  /// A seed, a scenario, or a case of any revision, on the text of a kernel.
  private func show(on target: Target) throws {
    if let seed = SeedOrVariation(argument: what), !FileManager.default.fileExists(atPath: what) {
      var generator = Generator(
        profile: Profile(target, realGeometry: geometry == .x86, maximumPages: pages))
      try show(generator.scenario(seed.draw), target, nil)
      return
    }
    do {
      switch try CounterexampleFile.read(path: what) {
      case .scenario(let scenario): try show(scenario, target, nil)
      case .counterexample(let found): try show(found.scenario, target, found.clause)
      }
    } catch let error as FileError {
      throw ValidationError(error.description)
    }
  }

  private func show(
    _ scenario: Scenario, _ revision: Revision, _ clause: String?,
    _ minimality: Counterexample.Minimality? = nil
  ) throws {
    try show(scenario, .revision(revision), clause, minimality)
  }

  private func show(
    _ scenario: Scenario, _ target: Target, _ clause: String?,
    _ minimality: Counterexample.Minimality? = nil
  ) throws {
    if let refusal = target.refusal(scenario) {
      throw ValidationError("\(what): \(refusal)")
    }
    let colored =
      color
      ?? (isatty(STDOUT_FILENO) == 1 && ProcessInfo.processInfo.environment["NO_COLOR"] == nil)
    print(
      Explanation(
        scenario: scenario, target: target, clause: clause, minimality: minimality
      ).text(color: colored), terminator: "")
  }
}
