// SPDX-License-Identifier: GPL-2.0-or-later

import ArgumentParser

/// The command line.
@main
struct Hmmcheck: ParsableCommand {
  static let configuration = CommandConfiguration(
    commandName: "hmmcheck",
    abstract: "Checks the walk of Linux's mm/hmm.c against what it promises.",
    discussion: """
      Exit status: 0 the contract held, 1 it was broken, 64 bad usage or input, \
      70 hmmcheck disagreed with itself, 125 nothing could be judged.
      """,
    subcommands: [
      Check.self, Prove.self, Minimize.self, Diff.self, Mutants.self, ReplayCommand.self,
      Explain.self, List.self,
      Worker.self,
    ],
    defaultSubcommand: Check.self)
}
