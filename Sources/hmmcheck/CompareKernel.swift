// SPDX-License-Identifier: GPL-2.0-or-later

import ArgumentParser
import Checking
import Foundation
import RangeFault
import Reporting
import Running

/// `hmmcheck compare-kernel`.
struct CompareKernel: ParsableCommand {
  static let configuration = CommandConfiguration(
    abstract: "Holds the model against a kernel that runs, on random scenarios.",
    discussion: """
      Lays each scenario out in a small kernel under qemu (make kernel-run builds it), runs its \
      hmm_range_fault, and compares with what the interpreted text of the same tree does, and with \
      the port of its version if there is one: each walk, fault and wait in its order, what became \
      of entries, results, and words; frames up to renaming. A difference is a fault of model, \
      runner or kernel. It ends with what the runner could not lay out, so that nothing is said of it.

      Exit status: 0 no difference, 1 there are differences, 64 bad usage or input, 125 no kernel \
      could be run, or some scenarios have no answer.
      """)

  @OptionGroup var kernel: KernelOptions

  @Option(
    help: ArgumentHelp(
      "The small kernel, built from the same tree: a folder with bzImage and init.",
      valueName: "folder"))
  var machine: String

  @Option(help: ArgumentHelp("Scenarios to compare.", valueName: "n"))
  var scenarios = 2000

  @Option(
    help: ArgumentHelp(
      "The first seed, of geometry x86-64; those that cannot be laid out are passed over.",
      valueName: "s"))
  var seed = Seed(value: 0)

  @Option(help: ArgumentHelp("Seconds that the kernel may take.", valueName: "n"))
  var timeout = 600

  @Option(
    name: [.customShort("o"), .long],
    help: ArgumentHelp("Writes the report there instead of standard output.", valueName: "file"))
  var output: String?

  @Option(
    name: .customLong("keep"),
    help: ArgumentHelp(
      "Writes what the kernel is given and what it says into this folder.", valueName: "folder"))
  var keep: String?

  func validate() throws {
    if kernel.tree == nil { throw ValidationError("say whose text: --kernel TREE") }
    if kernel.pageWalker == .source {
      throw ValidationError(
        "compare-kernel runs the model's page walker: without --pagewalk source")
    }
    if !(1...1_000_000).contains(scenarios) {
      throw ValidationError("--scenarios \(scenarios) is not a whole number from 1 to 1000000")
    }
    if !(1...86_400).contains(timeout) {
      throw ValidationError("--timeout \(timeout) is not a whole number from 1 to 86400")
    }
  }

  func run() throws {
    guard let kernel = try kernel.kernel() else { return }
    let output = try Output(path: output)
    let text = Target(kernel)
    let comparison = KernelComparison(
      text, ports: ports(text), first: seed.value, count: scenarios)
    let console: ConsoleText
    do {
      let machine = try KernelMachine(folder: machine)
      let said = try machine.run(comparison.file, seconds: Double(timeout))
      try keepFiles(comparison.file, said.text)
      console = ConsoleText(said.text)
      if said.isCut {
        let line = "the kernel did not end within \(timeout) s; its last lines: \(said.lastLines)"
        FileHandle.standardError.write(Data("hmmcheck: \(line)\n".utf8))
      }
    } catch let problem as KernelMachine.Problem {
      output.discard()
      FileHandle.standardError.write(Data("hmmcheck: \(problem)\n".utf8))
      throw Status.undetermined.exitCode
    }
    let outcome = comparison.compare(console)
    try output.write(TextReport.text(outcome, console, comparison.models.map(\.name)))
    if !outcome.differences.isEmpty { try Status.violated.end() }
    if !outcome.isWhole || !console.hasEnded || !console.complaints.isEmpty {
      try Status.undetermined.end()
    }
  }

  /// The port of the text's own version.
  private func ports(_ text: Target) -> [Target] {
    guard let version = text.kernel?.source.version, let port = Revision.named("v\(version)") else {
      return []
    }
    return [.revision(port)]
  }

  private func keepFiles(_ given: String, _ said: String) throws {
    guard let keep else { return }
    let folder = URL(fileURLWithPath: keep)
    do {
      try FileManager.default.createDirectory(at: folder, withIntermediateDirectories: true)
      try given.write(
        to: folder.appendingPathComponent("scenarios"), atomically: true, encoding: .utf8)
      try said.write(
        to: folder.appendingPathComponent("console"), atomically: true, encoding: .utf8)
    } catch {
      throw ValidationError("cannot write into \(keep): \(error.localizedDescription)")
    }
  }
}
