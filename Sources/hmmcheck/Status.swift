// SPDX-License-Identifier: GPL-2.0-or-later

import ArgumentParser
import Checking

/// How the process ends, as README.md documents it.
enum Status: Int32 {
  /// The contract held.
  case held = 0
  /// It was broken, or a case did not do what its file says.
  case violated = 1
  /// The command line or a file is wrong.
  case badInput = 64
  /// A case did not replay to the same verdict: a fault of hmmcheck itself.
  case disagreement = 70
  /// Nothing could be judged; `git bisect run` takes it as "skip".
  case undetermined = 125

  var exitCode: ExitCode { ExitCode(rawValue) }

  /// Ends the command with this status; does nothing where all is well.
  func end() throws {
    if self != .held { throw exitCode }
  }
}

extension CheckReport {
  /// The status of a check. A refused file of the corpus matters less than a broken contract, and
  /// more than a run that could not be judged.
  var status: Status {
    switch conclusion {
    case .violated: .violated
    case .undetermined: corpus.contains(where: \.isRefused) ? .badInput : .undetermined
    case .held: corpus.contains(where: \.isRefused) ? .badInput : .held
    }
  }
}
