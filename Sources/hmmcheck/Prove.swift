// SPDX-License-Identifier: GPL-2.0-or-later

import ArgumentParser
import Checking
import Foundation
import Protocol
import Proving
import RangeFault
import Reporting
import Solver
import Workers

/// `hmmcheck prove`.
struct Prove: ParsableCommand {
  static let configuration = CommandConfiguration(
    abstract: "Proves the contract: every flag, every range length, every restart.",
    discussion: """
      Of a kernel's text, random calls are tried first: cut into rounds of the restart loop, they \
      must give what the whole call gives, and what breaks a clause at random cannot be proved.

      Exit status: 0 all is proved, 1 something is refuted or vacuous, 70 hmmcheck, Z3, a second \
      solver and random scenarios disagreed, 125 something is undetermined or conditional, or a \
      second solver left something unanswered; a time-out is never a pass. Where several are so: 70 \
      before 1 before 125.
      """)

  @OptionGroup var subject: SubjectOptions

  @Option(
    name: .customLong("only"),
    help: ArgumentHelp(
      "Proves these obligations only: groups, ids or clauses, as in decisions,witness.C6,C7.",
      valueName: "obligations"))
  var only: [String] = []

  @Option(
    name: .customLong("expect"),
    help: ArgumentHelp(
      """
      Obligations known not to be proved, as ids, or as ID=conditional; and those known to go no \
      further than windows, as ID=bounded: the status is 0 if exactly these are so, and 1 otherwise.
      """, valueName: "ids"))
  var expected: [String] = []

  @Option(
    help: ArgumentHelp(
      "The status is 1 where one of these is not proved for any length: groups, ids or clauses.",
      valueName: "obligations"))
  var requireUnbounded: [String] = []

  @Option(help: ArgumentHelp("Z3's steps for each query at most.", valueName: "rlimit"))
  var budget: UInt32 = 200_000_000

  @Option(help: ArgumentHelp("Worker processes.", valueName: "n"))
  var jobs = ProcessInfo.processInfo.activeProcessorCount

  @Option(help: ArgumentHelp("Writes every query there as SMT-LIB.", valueName: "directory"))
  var smt: String?

  @Flag(help: "Has cvc5 judge every query as well; without an answer to each the status is 125.")
  var crossCheck = false

  @Flag(help: "Lets cvc5 leave queries unanswered; how many it confirmed is told for each group.")
  var crossPartial = false

  @Option(
    help: ArgumentHelp("Seconds that cvc5 has for each query.", valueName: "seconds"))
  var crossSeconds = 10.0

  @Option(
    help: ArgumentHelp("What obligations spent before, to compare with.", valueName: "file"))
  var ledger = "Specs/rlimits.json"

  @Flag(help: "Records what the obligations spend, instead of comparing.")
  var record = false

  @Flag(help: "Takes each fix out in turn, and shows what finds its defect, and how fast.")
  var eachFix = false

  @Flag(
    help: "With --each-fix: asks of each also the row for any length that is not proved without it."
  )
  var rounds = false

  @Flag(
    help: """
      With --only: ends once none of the rows can be proved any more, and does not tell what each \
      of them lacks.
      """)
  var untilFailure = false

  @Flag(
    name: .customLong("protocol"),
    help: "Proves instead that the reference driver keeps P8, by induction over the joint state.")
  var provesProtocol = false

  @Flag(
    name: .customLong("no-checks"),
    help: "With --kernel: leaves out what is tried of the text before anything is proved.")
  var leavesOutChecks = false

  @Option(
    help: ArgumentHelp(
      "With --kernel: random scenarios tried before, and half as many in rounds (default: 100000).",
      valueName: "n"))
  var checksSeeds: SeedCount?

  @OptionGroup var output: OutputOptions

  func validate() throws {
    try Jobs.validate(jobs)
    if !(crossSeconds > 0 && crossSeconds <= 3600) {
      throw ValidationError("--cross-seconds \(crossSeconds) is not from 0 to 3600")
    }
    if provesProtocol && ![.text, .json].contains(output.format) {
      throw ValidationError(
        "--protocol is shown as text or json, not as \(output.format.rawValue)")
    }
    if eachFix && ![.text, .json].contains(output.format) {
      throw ValidationError("--each-fix is shown as text or json, not as \(output.format.rawValue)")
    }
    if crossPartial && !crossCheck {
      throw ValidationError("--cross-partial is of --cross-check, which is not given")
    }
    if crossCheck && (eachFix || provesProtocol) {
      throw ValidationError("--cross-check is of the table: without --each-fix and --protocol")
    }
    if crossCheck && !ExternalSolver.cvc5.isInstalled {
      throw ValidationError("--cross-check needs cvc5: apt-get install cvc5")
    }
    if untilFailure && (names.isEmpty || eachFix || provesProtocol) {
      throw ValidationError("--until-failure needs rows: --only LIST")
    }
    if rounds && !eachFix { throw ValidationError("--rounds is an option of --each-fix") }
    if eachFix && subject.kernel.tree != nil {
      throw ValidationError("--each-fix takes fixes out of revisions: without --kernel")
    }
    if eachFix && !expected.isEmpty {
      throw ValidationError("--each-fix shows refutations, and knows no --expect")
    }
    if (leavesOutChecks || checksSeeds != nil) && subject.kernel.tree == nil {
      throw ValidationError("--no-checks and --checks-seeds go with --kernel TREE")
    }
    let (target, without) = try subject.target()
    let isPlain = names.isEmpty && smt == nil && !crossCheck
    if record && !(isPlain && without.isEmpty && target.name == "conforming") {
      throw ValidationError(
        """
        --record writes what the whole table of conforming spends: without --only, --revision, \
        --without, --kernel, --smt and --cross-check
        """)
    }
    if target.kernel?.source.pageWalker == .source {
      throw ValidationError(
        "--pagewalk source runs on random scenarios only; prove walks page tables with the model's")
    }
    let rows = Plan(target).rows
    let ids = rows.map(\.id)
    for id in expectedIDs.map(ExpectedVerdict.id) where !ids.contains(id) {
      throw ValidationError(
        "--expect: there is no obligation '\(id)'; \(suggestion(for: id, among: ids))")
    }
    for name in names + unbounded where !rows.contains(where: { $0.isNamed(name) }) {
      let groups = ProofRow.Group.allCases.map(\.rawValue)
      let known = groups + rows.compactMap(\.clause) + rows.map(\.id)
      let hint =
        nearest(to: name, among: known).map { "did you mean \"\($0)\"?" }
        ?? "must be one of \(groups.joined(separator: ", ")), a clause as C6, or a row as witness.C6"
      throw ValidationError("There is no obligation '\(name)'; \(hint)")
    }
  }

  private var expectedIDs: [String] {
    expected.flatMap { $0.split(separator: ",") }.map(String.init)
  }

  private var unbounded: [String] {
    requireUnbounded.flatMap { $0.split(separator: ",") }.map(String.init)
  }

  private var names: [String] {
    only.flatMap { $0.split(separator: ",") }.map(String.init)
  }

  func run() throws {
    let output = try output.open()
    do {
      if provesProtocol {
        try proveProtocol(output)
        return
      }
      if eachFix {
        try showFixes(output)
        return
      }
      var report = try prove()
      if !expected.isEmpty { report.expected = Set(expectedIDs) }
      try output.write(self.output.format.report(report))
      if record { try write(report) }
      let bounded = report.bounded(of: unbounded)
      for id in bounded {
        FileHandle.standardError.write(
          Data(
            "hmmcheck: \(id) is not proved for any length, which --require-unbounded asks\n".utf8))
      }
      complain(report.surprises)
      var status = report.conclusion.status
      if !bounded.isEmpty { status.worsen(.violated) }
      try status.end()
    } catch {
      output.discard()
      throw error
    }
  }

  private func prove() throws -> ProofReport {
    let (target, without) = try subject.target()
    var prover = Prover(
      target, without: without, executable: Prove.executable, arguments: ["worker"])
    prover.only = names
    prover.budget = Budget(rlimit: budget, seconds: 120)
    prover.jobs = jobs
    prover.isForFailure = untilFailure
    prover.secondOpinion = crossCheck ? crossSeconds : nil
    prover.allowsPartialOpinion = crossPartial
    if let smt {
      try FileManager.default.createDirectory(
        atPath: smt, withIntermediateDirectories: true)
      prover.smt = URL(fileURLWithPath: smt).path
    }
    if !record && FileManager.default.fileExists(atPath: ledger) {
      do { prover.ledger = try Ledger.read(URL(fileURLWithPath: ledger)) } catch {
        throw ValidationError(error.description)
      }
    }
    let control = Campaign.Control()
    let interrupt = Interrupt(control, after: nil)
    defer { interrupt.end() }
    if target.kernel != nil && !leavesOutChecks { prover.belief = belief(target, control) }
    do {
      return try prover.run(isStopped: { control.isStopped })
    } catch {
      throw ValidationError("\(error)")
    }
  }

  /// What random scenarios say of a text; told at once on a terminal, as proofs take long.
  private func belief(_ target: Target, _ control: Campaign.Control) -> Belief {
    var checks = BeliefChecks(target)
    checks.jobs = jobs
    if let checksSeeds { checks.seeds = checksSeeds.value }
    let belief = checks.run(control)
    if isatty(STDERR_FILENO) == 1 {
      FileHandle.standardError.write(Data(TextReport.text(belief.checks, of: target).utf8))
    }
    return belief
  }

  /// P8 of the reference driver, for two pages.
  private func proveProtocol(_ output: Output) throws {
    let pages = 2
    let control = Campaign.Control()
    let interrupt = Interrupt(control, after: nil)
    defer { interrupt.end() }
    var prover = ProtocolProver(Induction(pages: pages))
    prover.budget = Budget(rlimit: budget, seconds: 120)
    let proof: ProtocolProof
    do { proof = try prover.run(isStopped: { control.isStopped }) } catch {
      throw ValidationError("\(error)")
    }
    try output.write(
      self.output.format == .json
        ? JSONReport.text(proof, pages: pages) : TextReport.text(proof, pages: pages))
    if proof.isProved { return }
    try (proof.isUndetermined ? Status.undetermined : Status.violated).end()
  }

  private func showFixes(_ output: Output) throws {
    let control = Campaign.Control()
    let interrupt = Interrupt(control, after: nil)
    defer { interrupt.end() }
    let (_, chosen) = try subject.subject()
    let pool = WorkerPool(executable: Prove.executable, arguments: ["worker"], count: jobs)
    let table: FixTable
    do {
      table = try FixTable(
        chosen.isEmpty ? Fix.allCases : chosen, budget: Budget(rlimit: budget, seconds: 120),
        asksRounds: rounds, pool: pool, isStopped: { control.isStopped })
    } catch {
      throw ValidationError("\(error)")
    }
    try output.write(self.output.format == .json ? JSONReport.text(table) : TextReport.text(table))
    try table.conclusion.status.end()
  }

  /// This very program, wherever it was started from.
  static var executable: URL {
    let link = "/proc/self/exe"
    if let path = try? FileManager.default.destinationOfSymbolicLink(atPath: link) {
      return URL(fileURLWithPath: path)
    }
    return URL(fileURLWithPath: CommandLine.arguments[0])
  }

  private func write(_ report: ProofReport) throws {
    let url = URL(fileURLWithPath: ledger)
    var spent = (try? Ledger.read(url))?.obligations ?? [:]
    for result in report.results
    where result.verdict == .proved && !report.askedAlone.contains(result.row.id) {
      spent[result.row.id] = result.rlimit
    }
    do { try Ledger(z3: report.z3, obligations: spent).write(url) } catch {
      throw ValidationError(error.description)
    }
  }
}

extension OutputOptions.Format {
  func report(_ report: ProofReport) -> String {
    switch self {
    case .text: TextReport.text(report)
    case .json: JSONReport.text(report)
    case .ktap: KTAPReport.text(report)
    case .junit: JUnitReport.text(report)
    }
  }
}
