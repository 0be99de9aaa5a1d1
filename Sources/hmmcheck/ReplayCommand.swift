// SPDX-License-Identifier: GPL-2.0-or-later

import ArgumentParser
import Checking
import Foundation
import Protocol
import Reporting

/// `hmmcheck replay`.
struct ReplayCommand: ParsableCommand {
  static let configuration = CommandConfiguration(
    commandName: "replay",
    abstract: "Runs cases from files again.",
    discussion: """
      A counterexample is run on every revision that it names, each of which must do what the file \
      says. A bare scenario is run on the revision given. With --kernel every scenario is run on that \
      text: where there is a port of its version, it must do what the file says of that; where not, what \
      texts/VERSION.json beside the file says, if it is there. A file that cannot be used is refused \
      with its path and the field; the rest still run.
      """)

  @Argument(help: ArgumentHelp("Files, or directories of them.", valueName: "file or directory"))
  var paths: [String]

  @OptionGroup var subject: SubjectOptions
  @OptionGroup var output: OutputOptions

  func validate() throws { if subject.kernel.tree == nil { _ = try subject.subject() } }

  func run() throws {
    let output = try output.open()
    let schedules = try schedules()
    if !schedules.isEmpty {
      try output.write(
        self.output.format == .json ? JSONReport.text(schedules) : TextReport.text(schedules))
      if schedules.contains(where: { !$0.differences.isEmpty }) { try Status.violated.end() }
      if schedules.contains(where: { $0.refusal != nil }) { try Status.badInput.end() }
      return
    }
    let target = try subject.target().target
    let replays =
      target.kernel == nil
      ? Corpus.replay(paths, revision: target.revision) : Corpus.replay(paths, on: target)
    try output.write(self.output.format.report(replays))
    try replays.conclusion.status.end()
  }

  /// The cases of the protocol among the files, run again; empty where there are none.
  private func schedules() throws -> [ProtocolReplay] {
    var files: [String] = []
    for path in paths {
      files += (try? CounterexampleFile.paths(path)) ?? []
    }
    let schedules = files.filter(ProtocolCase.isSchedule)
    if !schedules.isEmpty && schedules.count < files.count {
      throw ValidationError("cases of walks and of the protocol are run apart: name one sort only")
    }
    return schedules.map(ProtocolReplay.run)
  }
}
