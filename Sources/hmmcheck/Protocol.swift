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
    help: ArgumentHelp(
      "Explores 1 to 3 mirrors of one mm instead of a driver (4.14 to 5.4).", valueName: "n"))
  var mirrors: Int?

  @Flag(help: "With --mirrors: a second thread of the first driver registers a range.")
  var range = false

  @Flag(inversion: .prefixedNo, help: "With --mirrors: the process may exit.")
  var exit = true

  @Flag(help: "With --mirrors: device memory is added, faulted on, and removed.")
  var deviceMemory = false

  @Option(
    name: .customLong("only"),
    help: ArgumentHelp(
      "Looks for these properties only, and ends when all are broken, as in P8,use-after-free.",
      valueName: "properties"))
  var only: [String] = []

  @Option(
    help: ArgumentHelp(
      "Saves the schedule as a case of the corpus of this name; --only names one property.",
      valueName: "name"))
  var save: String?

  @Option(
    help: ArgumentHelp(
      "With --save: the fixes that mend it; those of --without unless given.", valueName: "fixes"))
  var fixedBy: String?

  @Option(help: ArgumentHelp("With --save: what goes wrong, in a line.", valueName: "text"))
  var title: String?

  @Option(help: ArgumentHelp("The corpus of the protocol.", valueName: "directory"))
  var corpus = "Counterexamples/protocol"

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

  @Option(
    help: ArgumentHelp(
      "Runs so many random schedules instead of all, for scenes too large for that.",
      valueName: "n"))
  var seeds: SeedCount?

  @Option(help: ArgumentHelp("The first seed; the others follow it.", valueName: "s"))
  var seed = Seed(value: 0)

  @Option(
    help: ArgumentHelp(
      "With --seeds: changes from a thread that could have gone on, at most.", valueName: "n"))
  var preemptions = 3

  @Flag(help: "Every driver, and what it keeps and breaks, over a number of scenes.")
  var table = false

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
    try Jobs.validate(jobs)
    if ![.text, .json].contains(output.format) {
      throw ValidationError("protocol reports as text or json, not as \(output.format.rawValue)")
    }
    if let mirrors, !(1...3).contains(mirrors) {
      throw ValidationError("--mirrors \(mirrors) is not a whole number from 1 to 3")
    }
    if save != nil, try properties().members.count != 1 {
      throw ValidationError("--save needs --only with one property")
    }
    _ = try scene()
    _ = try fixes(with + without)
  }

  func run() throws {
    let output = try output.open()
    if prints {
      try output.write(DriverFile.encode(try chosenDriver()))
      return
    }
    if table {
      let control = Campaign.Control()
      let interrupt = Interrupt(control, after: nil)
      let drivers = try Driver.all.map { driver in
        let given = try fixes(with).reduce(driver) { $0.with($1) }
        return try fixes(without).reduce(given) { $0.without($1) }
      }
      let table = DriverTable(drivers, jobs: jobs, isStopped: { control.isStopped })
      interrupt.end()
      try output.write(
        self.output.format == .json ? JSONReport.text(table) : TextReport.text(table))
      if !table.rows.allSatisfy(\.isComplete) { try Status.undetermined.end() }
      return
    }
    do {
      let report =
        mirrors == nil
        ? explore(DriverModel(try scene()), title: try subjectLine())
        : explore(MirrorModel(try mirrorScene()), title: try subjectLine())
      if save != nil { try store(report) }
      try output.write(
        self.output.format == .json
          ? JSONReport.text(report)
          : statistics ? TextReport.statistics(report) : TextReport.text(report))
      try report.status.end()
    } catch {
      output.discard()
      throw error
    }
  }

  private func explore<Model: ProtocolModel>(_ model: Model, title: String) -> ProtocolReport {
    var explorer = Explorer(model)
    explorer.jobs = jobs
    explorer.depth = depth ?? .max
    // What a reduction leaves out may be shorter than what it keeps: not within so many steps.
    explorer.reduces = !noReduction && depth == nil
    let chosen = (try? properties()) ?? PropertySet()
    explorer.until = chosen
    let control = Campaign.Control()
    let interrupt = Interrupt(control, after: nil)
    if let seeds {
      var random = RandomSchedules(model)
      random.preemptions = preemptions
      random.depth = depth ?? random.depth
      var found = random.run(
        first: seed.value, count: seeds.value, isStopped: { control.isStopped })
      interrupt.end()
      for (property, schedule) in found.findings {
        found.findings[property] = model.shrunk(schedule)
      }
      return ProtocolReport(
        title: title, model: model, random: found, only: chosen.rawValue == 0 ? .all : chosen)
    }
    var exploration = explorer.run(isStopped: { control.isStopped })
    let broken = exploration.broken
    if explorer.reduces && !broken.isEmpty && !statistics && !control.isStopped {
      // A reduction keeps what is broken, not how soon: the shortest schedules are searched anew.
      explorer.reduces = false
      explorer.until = chosen.rawValue == 0 ? PropertySet(broken) : chosen
      let whole = explorer.run(isStopped: { control.isStopped })
      for (property, schedule) in whole.findings { exploration.findings[property] = schedule }
    }
    interrupt.end()
    for (property, schedule) in exploration.findings
    where property != .bounds && (chosen.rawValue == 0 || chosen.contains(property)) && !statistics
    {
      exploration.findings[property] = model.leastPreempted(schedule)
    }
    return ProtocolReport(
      title: title, model: model, exploration: exploration,
      only: chosen.rawValue == 0 ? .all : chosen)
  }

  /// What is explored, in a line.
  private func subjectLine() throws -> String {
    let taken = without.isEmpty ? "" : " without \(without.joined(separator: ", "))"
    let given = with.isEmpty ? "" : " with \(with.joined(separator: ", "))"
    if let mirrors {
      return "mirrors\(taken): \(mirrors) of one mm"
    }
    let operations = try chosenOperations().map(\.name).joined(separator: ", ")
    let kinds = try kinds().map(\.name).joined(separator: ", ")
    return "\(driver)\(given)\(taken): \(pages) page\(pages == 1 ? "" : "s") (\(kinds)), "
      + "\(invalidations) invalidation\(invalidations == 1 ? "" : "s") (\(operations))"
  }

  func properties() throws -> PropertySet {
    PropertySet(
      try only.flatMap { $0.split(separator: ",") }.map { name in
        if let found = Property(id: String(name)) { return found }
        throw unknown("property", String(name), Property.allCases.map(\.id))
      })
  }

  /// Writes the schedule of the one property that was looked for.
  private func store(_ report: ProtocolReport) throws {
    guard let name = save, let property = try properties().members.first,
      let schedule = report.exploration.findings[property]
    else { throw ValidationError("--save: nothing was broken that --only names") }
    let mending = try fixes(fixedBy.map { [$0] } ?? without)
    let subject: ProtocolCase.Subject =
      mirrors == nil ? .driver(try scene()) : .mirrors(try mirrorScene())
    var begin: [Kind] = []
    if mirrors == nil {
      let scene = try scene()
      let model = DriverModel(scene)
      begin =
        scene.beginnings.first { model.beginning($0, as: PackedState.self) == schedule.begin } ?? []
    }
    let found = ProtocolCase(
      name: name, title: title ?? property.statement, property: property, subject: subject,
      fixedBy: mending, begin: begin, steps: schedule.names(report.model))
    do {
      try found.write(
        to: "\(corpus)/\(name).json", driver: driver, with: try fixes(with),
        without: try fixes(without))
    } catch let error as FileError { throw ValidationError(error.description) }
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
