// SPDX-License-Identifier: GPL-2.0-or-later

import Foundation

/// How a process ended.
package enum Ending: Equatable, Sendable, CustomStringConvertible {
  case exited(status: Int32)
  case died(signal: Int32)
  /// The system has reaped it before it could be waited for, because SIGCHLD is ignored.
  case unknown

  /// In a few words, to stand behind the name of what ended.
  package var description: String {
    switch self {
    case .exited(let status): return "exited with status \(status)"
    case .died(let signal):
      return "died of signal \(signal) (\(strsignal(signal).map { String(cString: $0) } ?? "?"))"
    case .unknown: return "died"
    }
  }
}
