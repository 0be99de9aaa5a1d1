// SPDX-License-Identifier: GPL-2.0-or-later

import ArgumentParser
import Checking
import Foundation

/// How the process ends, as README.md documents it. Where several are so, 70 counts before 1, 1 before
/// 64, and 64 before 125.
enum Status: Int32 {
  /// The contract held.
  case held = 0
  /// It was broken where --expect does not say so, or a case did not do what its file says.
  case violated = 1
  /// The command line or a file is wrong.
  case badInput = 64
  /// A case did not replay to the same verdict: a fault of hmmcheck itself.
  case disagreement = 70
  /// Something could not be judged; `git bisect run` takes it as "skip".
  case undetermined = 125

  var exitCode: ExitCode { ExitCode(rawValue) }

  /// Ends the command with this status; does nothing where all is well.
  func end() throws {
    if self != .held { throw exitCode }
  }

  /// The worse of two.
  mutating func worsen(_ other: Status) {
    let order: [Status] = [.held, .undetermined, .badInput, .violated, .disagreement]
    func rank(_ status: Status) -> Int { order.firstIndex(of: status) ?? 0 }
    if rank(other) > rank(self) { self = other }
  }
}

extension Conclusion {
  /// The status of what says so.
  var status: Status {
    switch self {
    case .held, .expected: .held
    case .undetermined: .undetermined
    case .refused: .badInput
    case .violated: .violated
    }
  }
}

/// Lines on standard error, each with the command's name.
func complain(_ lines: [String]) {
  FileHandle.standardError.write(Data(lines.map { "hmmcheck: \($0)\n" }.joined().utf8))
}
