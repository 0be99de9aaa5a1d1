// SPDX-License-Identifier: GPL-2.0-or-later

import Checking

/// What became of a case of the protocol that was run again.
public struct ProtocolReplay: Sendable {
  public var path: String
  /// What is not as the file says, a line each.
  public var differences: [String] = []
  /// Why the file could not be used, with its path; nil: it was.
  public var refusal: String?

  /// Reads a file and runs its schedule, on the subject that it names and on the mended one.
  public static func run(path: String) -> ProtocolReplay {
    do throws(FileError) {
      let found = try ProtocolCase.read(path: path)
      return ProtocolReplay(path: path, differences: found.differences())
    } catch {
      return ProtocolReplay(path: path, refusal: error.description)
    }
  }
}
