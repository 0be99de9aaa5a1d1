// SPDX-License-Identifier: GPL-2.0-or-later

import Foundation

/// Why workers cannot be run at all; what a single job meets is a ``JobResult``.
public struct WorkerError: Error, Equatable, Sendable, CustomStringConvertible {
  /// The path of the executable.
  public var executable: String
  /// What the system says; one line.
  public var message: String

  public var description: String { "cannot run \(executable): \(message)" }

  /// - Parameter code: an `errno`.
  init(_ executable: URL, code: Int32) {
    self.executable = executable.path
    message = String(cString: strerror(code))
  }
}
