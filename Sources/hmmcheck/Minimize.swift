// SPDX-License-Identifier: GPL-2.0-or-later

import ArgumentParser
import Checking
import Foundation
import Proving
import Solver

/// `hmmcheck minimize`.
struct Minimize: ParsableCommand {
  static let configuration = CommandConfiguration(
    abstract: "Makes cases as small as they can be, and proves that they are.",
    discussion: """
      Each case is replaced by the least one, in the order of the shrinker, that breaks the same \
      clause for the same reason; the file then records the proof that there is none smaller, the \
      fields that do not matter, and whether it is the only one of its size. A file that cannot be \
      used is refused with its path and the field; the rest are still looked at.
      """)

  @Argument(help: ArgumentHelp("Files, or directories of them.", valueName: "file or directory"))
  var paths: [String]

  @Option(
    help: ArgumentHelp(
      "What one question to the solver may cost, in its own units; 0 for no bound.",
      valueName: "rlimit"))
  var budget: UInt32 = Budget().rlimit

  @Flag(help: "Says what there is to say, and leaves the files as they are.")
  var dryRun = false

  func run() throws {
    var status = Status.held
    for path in paths {
      do throws(FileError) {
        for file in try CounterexampleFile.paths(path) { status.worsen(minimize(file)) }
      } catch {
        say(error)
        status.worsen(.badInput)
      }
    }
    try status.end()
  }

  private func minimize(_ path: String) -> Status {
    do {
      guard case .counterexample(let found) = try CounterexampleFile.read(path: path) else {
        throw FileError(file: path, message: "a scenario alone; there is nothing that it must show")
      }
      if case .refused(let problem) = Replay.run(.counterexample(found), path: path, .conforming) {
        say(problem)
        return .badInput
      }
      let begin = ContinuousClock.now
      let minimized = try Minimized(found, budget: Budget(rlimit: budget))
      let seconds = Int((ContinuousClock.now - begin) / .seconds(1))
      print("\(minimized) (\(minimized.questions) questions, \(seconds) s)")
      if !dryRun && minimized.found != found {
        try CounterexampleFile.write(.counterexample(minimized.found), to: path)
      }
      return minimized.undetermined == nil ? .held : .undetermined
    } catch let error as FileError {
      say(error)
      return .badInput
    } catch {
      say("\(path): \(error)")
      return .disagreement
    }
  }

  private func say(_ problem: Any) {
    FileHandle.standardError.write(Data("hmmcheck: \(problem)\n".utf8))
  }
}
