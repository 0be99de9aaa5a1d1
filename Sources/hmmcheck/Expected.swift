// SPDX-License-Identifier: GPL-2.0-or-later

import Foundation

/// What `--expect` names: clauses that are known to break, obligations that are known to fail.
struct Expected {
  var known: Set<String>
  /// What a thing does that is found, and what one does not that is known: `is broken`.
  var verb: String
  var negated: String

  /// Held for exactly what is known; what is not is named on standard error.
  func status(found: Set<String>) -> Status {
    let lines =
      found.subtracting(known).sorted().map { "\($0) \(verb), which --expect does not name" }
      + known.subtracting(found).sorted().map { "\($0) \(negated), which --expect names" }
    FileHandle.standardError.write(Data(lines.map { "hmmcheck: \($0)\n" }.joined().utf8))
    return lines.isEmpty ? .held : .violated
  }
}
