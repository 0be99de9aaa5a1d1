// SPDX-License-Identifier: GPL-2.0-or-later

import ArgumentParser

/// The command line.
@main
struct Hmmcheck: ParsableCommand {
  static let configuration = CommandConfiguration(
    commandName: "hmmcheck",
    abstract: "Checks the walk of Linux's mm/hmm.c against what it promises.",
    discussion: """
      Exit status: 0 the contract held, or what is broken is what --expect names; 1 it was broken; \
      64 bad usage or input; 70 hmmcheck disagreed with itself; 125 something could not be judged. \
      Where several are so: 70 before 1 before 64 before 125.
      """,
    subcommands: [
      Check.self, Cover.self, Prove.self, Minimize.self, Diff.self, Mutants.self,
      CompareKernel.self,
      ReplayCommand.self, Explain.self, Table.self, ProtocolCommand.self, List.self,
      Worker.self,
    ],
    defaultSubcommand: Check.self)

  static func main() {
    let arguments = Array(CommandLine.arguments.dropFirst())
    main(ReachedOptions.completed(ordered(arguments)))
  }

  /// The subcommand first: `hmmcheck --kernel TREE prove` is `hmmcheck prove --kernel TREE`.
  static func ordered(_ arguments: [String]) -> [String] {
    let names = configuration.subcommands.map { $0._commandName }
    guard arguments.count > 2, arguments[0] == "--kernel", names.contains(arguments[2]) else {
      return arguments
    }
    return [arguments[2]] + arguments[..<2] + arguments[3...]
  }
}
