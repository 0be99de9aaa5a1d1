// SPDX-License-Identifier: GPL-2.0-or-later

import AddressSpace
import ArgumentParser
import Checking
import Foundation
import Protocol
import Reporting

/// `hmmcheck protocol`.
struct ProtocolCommand: ParsableCommand {
  static let configuration = CommandConfiguration(
    commandName: "protocol",
    abstract: "Explores the protocol around hmm_range_fault: drivers, invalidations, retries.",
    discussion: """
      All interleavings up to the bounds are tried, and what breaks a property comes back as the \
      shortest schedule. Exit status: 0 all properties held within the bounds, 1 one was broken, \
      125 an end was reached before anything could be said.
      """)

  @Option(
    help: ArgumentHelp("A driver that hmmcheck knows, or a file.", valueName: "name or file"))
  var driver = "reference"

  @Option(help: ArgumentHelp("Pages of the range: 1 to 4.", valueName: "n"))
  var pages = 2

  @Option(
    help: ArgumentHelp(
      "Threads of the mm side, each of which invalidates at most once: 0 to 4.", valueName: "n"))
  var invalidations = 2

  @Option(
    help: ArgumentHelp(
      "What they do: munmap, mprotect, zap (these three unless given), migrate-to-device, "
        + "migrate-from-device, fork, split, collapse, reclaim, exit; or all.",
      valueName: "operations"))
  var operations: String?

  @Option(
    help: ArgumentHelp(
      "What a page is at the beginning (writable unless given): kinds of PTEs, as in "
        + "none,read-only; or all.", valueName: "kinds"))
  var initial: String?

  @Flag(help: "Read-only pages are shared with a child: writing to them breaks COW.")
  var shared = false

  @Flag(help: "One huge entry maps all pages at the beginning.")
  var huge = false

  @Flag(help: "Callbacks may also be called where they must not sleep, and refuse.")
  var nonBlockable = false

  @Flag(help: "Operations may also fall on the page just below the range.")
  var neighbour = false

  @Option(
    name: .customLong("without"),
    help: ArgumentHelp(
      "Takes a fix out; may be given several times (see list protocol-fixes).", valueName: "fix"))
  var without: [String] = []

  @Option(
    name: .customLong("with"),
    help: ArgumentHelp("Gives the driver a fix; may be given several times.", valueName: "fix"))
  var with: [String] = []

  @Option(
    help: ArgumentHelp(
      "What the driver fills its array with, page by page, as in 'F W,-'.", valueName: "requests"))
  var requests: String?

  @Flag(name: .customLong("print"), help: "Writes the driver as a file, and explores nothing.")
  var prints = false

  @Option(help: ArgumentHelp("The most steps of a schedule.", valueName: "n"))
  var depth: Int?

  @Flag(help: "Looks at every interleaving, also at those that differ in nothing.")
  var noReduction = false

  @Flag(help: "Shows states, transitions, depth, time and memory only.")
  var statistics = false

  @Option(help: ArgumentHelp("Threads; what is found does not depend on it.", valueName: "n"))
  var jobs = ProcessInfo.processInfo.activeProcessorCount

  @OptionGroup var output: OutputOptions

  func validate() throws {
    if !(1...4).contains(pages) {
      throw ValidationError("--pages \(pages) is not a whole number from 1 to 4")
    }
    if !(0...4).contains(invalidations) {
      throw ValidationError("--invalidations \(invalidations) is not a whole number from 0 to 4")
    }
    if let depth, !(1...10000).contains(depth) {
      throw ValidationError("--depth \(depth) is not a whole number from 1 to 10000")
    }
    if !(1...1024).contains(jobs) {
      throw ValidationError("--jobs \(jobs) is not a whole number from 1 to 1024")
    }
    if ![.text, .json].contains(output.format) {
      throw ValidationError("protocol reports as text or json, not as \(output.format.rawValue)")
    }
    _ = try scene()
  }

  func run() throws {
    let output = try output.open()
    if prints {
      try output.write(DriverFile.encode(try chosenDriver()))
      return
    }
    do {
      let model = DriverModel(try scene())
      var explorer = Explorer(model)
      explorer.jobs = jobs
      explorer.depth = depth ?? .max
      explorer.reduces = !noReduction
      let control = Campaign.Control()
      let interrupt = Interrupt(control, after: nil)
      let exploration = explorer.run(isStopped: { control.isStopped })
      interrupt.end()
      let report = ProtocolReport(model: model, exploration: exploration)
      try output.write(
        statistics ? TextReport.statistics(report) : TextReport.text(report))
      try report.status.end()
    } catch {
      output.discard()
      throw error
    }
  }

  /// What is explored.
  private func scene() throws -> Scene {
    Scene(
      driver: try chosenDriver(), pages: pages, invalidations: invalidations,
      operations: try chosenOperations(),
      nonBlockable: nonBlockable, neighbour: neighbour, initial: [try kinds()], isShared: shared,
      isHuge: huge)
  }

  /// The driver, with the fixes given and without those taken out.
  private func chosenDriver() throws -> Driver {
    var chosen: Driver
    if let found = Driver.named(driver) {
      chosen = found
    } else if FileManager.default.fileExists(atPath: driver) {
      do { chosen = try DriverFile.read(path: driver) } catch {
        throw ValidationError(error.description)
      }
    } else {
      throw ValidationError(
        "There is no driver '\(driver)', and no such file; "
          + suggestion(for: driver, among: Driver.all.map(\.name)))
    }
    for fix in try fixes(with) { chosen = chosen.with(fix) }
    for fix in try fixes(without) { chosen = chosen.without(fix) }
    if let requests { chosen.requests = try flags(requests) }
    return chosen
  }

  /// Requests as in `F W,-`.
  private func flags(_ text: String) throws -> [Driver.Flags] {
    try text.split(separator: ",").map { word in
      switch word {
      case "-": []
      case "F": .fault
      case "F W": [.fault, .write]
      default: throw ValidationError("'\(word)' is no request; must be F, F W or -")
      }
    }
  }

  private func fixes(_ names: [String]) throws -> [ProtocolFix] {
    try names.flatMap { $0.split(separator: ",") }.map { name in
      if let fix = ProtocolFix(id: name.lowercased()) { return fix }
      throw unknown("fix", String(name), ProtocolFix.allCases.map(\.id))
    }
  }

  private func chosenOperations() throws -> [MMOperation] {
    guard let operations else { return MMOperation.usual }
    if operations == "all" { return MMOperation.choices }
    return try operations.split(separator: ",").map { name in
      if let found = MMOperation(name: String(name)) { return found }
      throw unknown("operation", String(name), MMOperation.choices.map(\.name) + ["all"])
    }
  }

  private func kinds() throws -> [Kind] {
    guard let initial else { return [.writable] }
    if initial == "all" { return Scene.initialKinds }
    return try initial.split(separator: ",").map { name in
      if let kind = Kind(name: String(name)), Scene.initialKinds.contains(kind) { return kind }
      throw unknown("kind", String(name), Scene.initialKinds.map(\.name) + ["all"])
    }
  }

  private func unknown(_ what: String, _ name: String, _ names: [String]) -> ValidationError {
    ValidationError("There is no \(what) '\(name)'; \(suggestion(for: name, among: names))")
  }
}

extension ProtocolReport {
  /// The status of an exploration.
  var status: Status {
    switch conclusion {
    case .held: .held
    case .violated: .violated
    case .undetermined: .undetermined
    }
  }
}
