// SPDX-License-Identifier: GPL-2.0-or-later

import ArgumentParser
import KernelWalk

extension KernelProblem {
  /// What ends the command: 64 for what was typed; else 125, after a line on standard error, since
  /// `git bisect run` takes any other number for a bad commit.
  var ending: any Error {
    if isOfUsage { return ValidationError(description) }
    complain([description])
    return Status.undetermined.exitCode
  }
}
