// SPDX-License-Identifier: GPL-2.0-or-later

import ArgumentParser
import Proving
import Workers

/// `hmmcheck worker`: what `prove` starts, to be asked over its standard input.
struct Worker: ParsableCommand {
  static let configuration = CommandConfiguration(
    abstract: "Answers the questions of prove, a line each.", shouldDisplay: false)

  func run() throws { WorkerLoop.run(Prover.answer) }
}
